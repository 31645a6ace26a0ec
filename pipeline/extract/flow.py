"""Blocks put in reading order, with the pages they stand on: what the readers of Word, ODF and HTML fill."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract.characters import IMAGE, PAGE_BREAK, tidy
from pipeline.extract.zone_titles import zoned
from pipeline.records import Block, BlockKind, Page, Reading, Zone

_NO_TITLE = re.compile(
    r"untitled|naamloos|titel|document\s*\d*|microsoft word - .*|(?:sjabloon|template)\b.*"
    r"|.*\.(?:docx?|odt|html?)|[\W\d_]*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Flow:
    """Blocks in the making, and the page they stand on.

    Texts come in raw: a form feed in them is a page break, U+FFFC an image. Breaks with neither text nor image between
    them are one, for a rendered break stands next to the explicit one that caused it.
    """

    blocks: list[Block] = field(default_factory=list)
    pages: list[Page] = field(default_factory=lambda: [Page(1, 0)])
    title: str = ""

    def add(
        self, kind: BlockKind, raw: str, *, level: int | None = None, marker: str = "", zone: Zone = "body"
    ) -> None:
        """Add a block, unless it holds no text; lines are kept for a table only."""
        parts = raw.split(PAGE_BREAK)
        numbers = list(self._numbers(parts, counted=kind != "furniture"))
        on = [number for number, part in zip(numbers, parts, strict=True) if tidy(part)]
        if on and (text := _text(kind, marker, raw)):
            up_to = ("".join(parts[: bisect_right(numbers, number)]) for number in range(on[0], on[-1]))
            breaks = tuple(len(_text(kind, marker, begun)) for begun in up_to)
            self.blocks.append(Block(on[0], on[-1], kind, text, level=level, zone=zone, breaks=breaks))

    def _numbers(self, parts: Sequence[str], *, counted: bool) -> Iterator[int]:
        """The page of each part, counting its characters and images there, but none of furniture."""
        for i, part in enumerate(parts):
            page = self.pages[-1]
            if i and (page.characters or page.images):
                page = Page(page.number + 1, 0)
                self.pages.append(page)
            if counted:
                characters = len("".join(tidy(part).split()))
                self.pages[-1] = Page(page.number, page.characters + characters, page.images + part.count(IMAGE))
            yield page.number

    def reading(self, told: str) -> Reading:
        """Finish: take the title that the file ``told`` if it is one, else the first title or highest heading seen."""
        headings = [block.text for block in self.blocks if block.kind == "heading" and block.level == 1]
        told = tidy(told)
        title = told if not _NO_TITLE.fullmatch(told) else self.title or next(iter(headings), "")
        pages = self.pages if len(self.pages) == 1 or self.pages[-1] != Page(len(self.pages), 0) else self.pages[:-1]
        return Reading(title, tuple(zoned(self.blocks)), tuple(pages))


def _text(kind: BlockKind, marker: str, raw: str) -> str:
    text = "\n".join(filter(None, map(_table_line, raw.split("\n")))) if kind == "table" else tidy(raw)
    return f"{marker} {text}".strip() if text else ""


def _table_line(raw: str) -> str:
    line = tidy(raw)
    return line if any(map(str.isalnum, line)) else ""
