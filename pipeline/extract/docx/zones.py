"""Which paragraphs of a Word document are contents or bibliography, by field, style or content control."""

import re
from collections.abc import Iterable

from lxml.etree import _Element

from pipeline.extract.elements import attribute, child
from pipeline.records import Zone

_Patterns = tuple[tuple[str, Zone], ...]
_FIELDS: _Patterns = (
    (r"\s*(?:TOC|INDEX)\b.*", "contents"),
    (r".*(?:BIBLIOGRAPHY|ZOTERO_BIBL|EN\.REFLIST).*", "references"),
)
_STYLES: _Patterns = (
    (r"toc (?:\d|heading)|table of figures|index \d", "contents"),
    (r"bibliography", "references"),
)
_GALLERIES: dict[str, Zone] = {"Table of Contents": "contents", "Bibliographies": "references"}


def zone_of(instructions: Iterable[str], style_names: Iterable[str]) -> Zone | None:
    """The zone that open fields, or else the styles of a paragraph, give it; None when they say nothing of it."""
    return _found(_FIELDS, instructions) or _found(_STYLES, style_names)


def zone_of_control(control: _Element) -> Zone | None:
    """The zone of a content control that Word made for it; None for another control."""
    properties = child(control, "sdtPr")
    if child(properties, "bibliography") is not None:
        return "references"
    return _GALLERIES.get(attribute(child(properties, "docPartObj", "docPartGallery"), "val"))


def _found(patterns: _Patterns, texts: Iterable[str]) -> Zone | None:
    told = list(texts)
    return next((zone for pattern, zone in patterns for text in told if re.fullmatch(pattern, text, re.DOTALL)), None)
