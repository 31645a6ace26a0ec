"""Paragraphs, lists and tables of an OpenDocument text as blocks."""

from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from pipeline.extract.cells import is_frame, table_text
from pipeline.extract.characters import PAGE_BREAK, tidy
from pipeline.extract.elements import attribute, child, descendants, local
from pipeline.extract.flow import Flow
from pipeline.extract.numbers import BULLET, whole
from pipeline.extract.odt.counters import Counters
from pipeline.extract.odt.inline import SKIPPED, Inline
from pipeline.extract.odt.place import INDEX_ZONES, Place
from pipeline.extract.odt.styles import OUTLINE
from pipeline.extract.odt.tables import cell_of, rows_of
from pipeline.records import Zone

_BODY = Place()


@dataclass(slots=True)
class Blocks:
    """Fills the flow. Notes and boxes wait until the block they are in is done."""

    inline: Inline
    counters: Counters
    flow: Flow = field(default_factory=Flow)

    def read(self, node: _Element, place: Place = _BODY) -> None:
        """Add the blocks of a text, a section, a cell, a list item or a text box."""
        for below in node:
            match local(below):
                case name if name in SKIPPED or name == "note" or _is_hidden(below):
                    pass
                case "p" | "h":
                    self._paragraph(below, place)
                    place = replace(place, marked=False, start="")  # only the first has the marker
                case "list":
                    self._list(below, place)
                case "table":
                    self._table(below, place)
                case "soft-page-break" | "image" | "frame":
                    self.flow.add("paragraph", self.inline.text_with(below))
                    self._add_attached(place.zone)
                case name if name in INDEX_ZONES:
                    self.read(below, Place(INDEX_ZONES[name]))
                case _:
                    self.read(below, place)

    def _paragraph(self, paragraph: _Element, place: Place) -> None:
        styles, name = self.inline.styles, attribute(paragraph, "style-name")
        if styles.hides("paragraph", name):
            return
        raw = PAGE_BREAK * self._breaks_before(name) + self.inline.text(paragraph)
        level = styles.title_level(name) or _outline_level(paragraph)
        marker = self._marker(paragraph, place) if tidy(raw) else ""
        if "Title" in styles.names(name) and not self.flow.title:
            self.flow.title = tidy(raw)
        if level:
            self.flow.add("heading", raw, level=level, marker=marker.removeprefix(BULLET), zone=place.zone)
        else:
            self.flow.add("list_item" if marker else "paragraph", raw, marker=marker, zone=place.zone)
        if styles.value("paragraph", name, "paragraph-properties", "break-after") == "page":
            self.flow.add("paragraph", PAGE_BREAK)
        self._add_attached(place.zone)

    def _breaks_before(self, name: str) -> bool:
        before = self.inline.styles.value("paragraph", name, "paragraph-properties", "break-before")
        return before == "page" or bool(self.inline.styles.own(name, "master-page-name"))

    def _marker(self, paragraph: _Element, place: Place) -> str:
        written = child(paragraph, "number")
        if written is not None:
            return tidy("".join(written.itertext()))
        if place.marked:
            return self.counters.marker(place.list_style, place.level, place.start)
        if local(paragraph) == "h" and not place.level and attribute(paragraph, "is-list-header") != "true":
            return self.counters.marker(OUTLINE, whole(attribute(paragraph, "outline-level"), 1))
        return ""

    def _add_attached(self, zone: Zone) -> None:
        notes, boxes = self.inline.attached.take()
        for note in notes:
            self.flow.add("footnote", self.inline.text(note))
        for box in boxes:
            self.read(box, Place(zone))

    def _list(self, node: _Element, place: Place) -> None:
        """A list within an item is one level deeper in the same style, unless it names another."""
        level = place.level + 1
        style = attribute(node, "style-name") or place.list_style or self._style_of_first(node)
        continues = attribute(node, "continue-numbering") == "true" or attribute(node, "continue-list")
        if level == 1 and not continues:
            self.counters.restart(style)
        for item in node:
            marked = local(item) == "list-item"
            self.read(item, Place(place.zone, style, level, marked, attribute(item, "start-value")))

    def _style_of_first(self, node: _Element) -> str:
        first = next(descendants(node, "p"), None)
        return self.inline.styles.own(attribute(first, "style-name"), "list-style-name")

    def _table(self, table: _Element, place: Place) -> None:
        rows = rows_of(table)
        if is_frame(rows, has_heading=next(descendants(table, "h"), None) is not None):
            for cell in (cell for row in rows for cell in row):
                self.read(cell, Place(place.zone))
            return
        self.flow.add(
            "table", table_text((cell_of(cell, self.inline) for cell in row) for row in rows), zone=place.zone
        )
        self._add_attached(place.zone)


def _outline_level(paragraph: _Element) -> int | None:
    return whole(attribute(paragraph, "outline-level"), 1) or None if local(paragraph) == "h" else None


def _is_hidden(node: _Element) -> bool:
    """Whether a section or a paragraph is not shown, now or at all."""
    if local(node) in ("p", "h"):
        return attribute(node, "is-hidden") == "true"
    display = attribute(node, "display")
    return display == "none" or (display == "condition" and attribute(node, "is-hidden") == "true")
