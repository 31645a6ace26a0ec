"""Headings above what is kept but never coded: bibliographies and colophons."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.records import Block, Zone

ZONE_TITLES: tuple[tuple[Zone, re.Pattern[str]], ...] = (
    (
        "references",
        re.compile(
            r"(?:bijlage\s+\w+\W+)?(?:[\d.]+\s+)?(?:geraadpleegde\s+|gebruikte\s+)?"
            r"(?:literatuur(?:lijst|opgave|overzicht|verwijzingen)?|bronnen(?:lijst|overzicht)?|referenties|bibliografie"
            r"|literatuur en bronnen|bronnen en literatuur)\W*",
            re.IGNORECASE,
        ),
    ),
    ("colophon", re.compile(r"(?:[\d.]+\s+)?colofon\W*", re.IGNORECASE)),
)


def zone_of_title(title: str) -> Zone | None:
    """Return the zone that a heading opens; None for a heading of the body."""
    return next((zone for zone, pattern in ZONE_TITLES if pattern.fullmatch(title)), None)


def zoned(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, marking what stands under such a heading, up to the next one of at least its level."""
    zone: Zone = "body"
    depth = 0
    for block in blocks:
        if block.kind == "heading" and block.zone == "body":
            titled = zone_of_title(block.text)
            if titled or (block.level or 1) <= depth:
                zone, depth = titled or "body", (block.level or 1) if titled else 0
        yield replace(block, zone=zone) if block.zone == "body" else block
