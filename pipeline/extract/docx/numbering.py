"""Numbered and bulleted lists of a Word document."""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.extract.docx.styles import Style, Styles
from pipeline.extract.elements import attribute, child, local, some
from pipeline.extract.numbers import BULLET, number_text, whole

_NUMBER_STYLES = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_NO_LIST = "0"


def list_of(paragraph: _Element, style: Style) -> tuple[str, str]:
    """The list and the level, '' where none is named, that a paragraph or its style gives; list '0' is none at all."""
    own, inherited = child(paragraph, "pPr", "numPr"), style.paragraph_property("numPr")
    number, depth = child(own, "numId"), child(own, "ilvl")
    return (
        attribute(number if number is not None else child(inherited, "numId"), "val", _NO_LIST),
        attribute(depth if depth is not None else child(inherited, "ilvl"), "val"),
    )


@dataclass(slots=True)
class Numbering:
    """Counters of all lists: gives a paragraph its bullet or number."""

    lists: "Lists"
    styles: Styles
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)

    def marker(self, paragraph: _Element) -> str:
        """Count a paragraph and return its marker; '' when it is in no list, or in one that is not there."""
        style = self.styles.of_paragraph(paragraph)
        key, depth = list_of(paragraph, style)
        if key == _NO_LIST:
            refused = child(paragraph, "pPr", "numPr", "numId") is not None
            return BULLET * (not refused and any(name.startswith("list bullet") for name in style.names))
        levels = self.lists.levels(key)
        level = whole(depth, 0) if depth else _level_of(levels, paragraph)
        if level not in levels:
            return ""
        counts = self._count(key, level, levels)
        if attribute(child(levels[level], "numFmt"), "val") == "bullet":
            return BULLET
        text = attribute(child(levels[level], "lvlText"), "val")
        return re.sub(r"%(\d)", lambda found: _number(levels, counts, int(found[1]) - 1), text).strip()

    def _count(self, key: str, level: int, levels: dict[int, _Element]) -> dict[int, int]:
        """Lists that share their levels share their counters; a deeper level starts again under each item."""
        counts = self.counts.setdefault(self.lists.shared_id(key), {})
        counts[level] = counts[level] + 1 if level in counts else _start(levels, level)
        again = self.lists.start_again(key, level)
        if again is not None and (key, level) not in self.started:
            counts[level] = again
        self.started.add((key, level))
        for deeper in [depth for depth in counts if depth > level]:
            del counts[deeper]
        return counts


class Lists:
    """What the part with lists says of each: its levels, and where it starts again."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._shared = {attribute(node, "abstractNumId"): node for node in some(root) if local(node) == "abstractNum"}
        self._lists = {attribute(node, "numId"): node for node in some(root) if local(node) == "num"}
        self._styles = styles
        self._levels: dict[str, dict[int, _Element]] = {}

    def shared_id(self, key: str) -> str:
        """The id of the levels that list ``key`` shares with others."""
        return attribute(child(self._lists.get(key), "abstractNumId"), "val")

    def levels(self, key: str) -> dict[int, _Element]:
        """Levels of a list by depth from 0: the shared ones, with those that this list overrides."""
        if key not in self._levels:
            overrides = [child(node, "lvl") for node in some(self._lists.get(key)) if local(node) == "lvlOverride"]
            shared = [node for node in some(self._linked(key)) if local(node) == "lvl"]
            nodes = [node for node in (*shared, *overrides) if node is not None]
            self._levels[key] = {whole(attribute(node, "ilvl"), 0): node for node in nodes}
        return self._levels[key]

    def start_again(self, key: str, level: int) -> int | None:
        """The number that a list is told to start again from at its first paragraph; None when it goes on."""
        overrides = (node for node in some(self._lists.get(key)) if attribute(node, "ilvl") == str(level))
        value = attribute(child(next(overrides, None), "startOverride"), "val")
        return whole(value, 1) if value else None

    def _linked(self, key: str) -> _Element | None:
        """Shared levels can be those of a list style, which names another list."""
        shared = self._shared.get(self.shared_id(key))
        link = self._styles.named_by(child(shared, "numStyleLink")).paragraph_property("numPr", "numId")
        return self._shared.get(self.shared_id(attribute(link, "val")), shared)


def _level_of(levels: dict[int, _Element], paragraph: _Element) -> int:
    """The level that belongs to a style, for numbered headings; 0 when no level names it."""
    style_id = attribute(child(paragraph, "pPr", "pStyle"), "val")
    return next((level for level, node in levels.items() if attribute(child(node, "pStyle"), "val") == style_id), 0)


def _start(levels: dict[int, _Element], level: int) -> int:
    return whole(attribute(child(levels.get(level), "start"), "val"), 1)


def _number(levels: dict[int, _Element], counts: dict[int, int], level: int) -> str:
    style = attribute(child(levels.get(level), "numFmt"), "val")
    number = counts.get(level, _start(levels, level))
    return "" if style == "none" else number_text(number, _NUMBER_STYLES.get(style, "1"))
