"""The walk through a web page, from elements to blocks."""

from collections.abc import Collection
from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.extract.flow import Flow
from pipeline.extract.html.draft import Draft
from pipeline.extract.html.elements import SECTIONS, get, is_heading, tag
from pipeline.extract.html.kinds import Kind, is_word_item, kind_of_element, with_word_marker, zone_of_element
from pipeline.extract.html.notes import is_note_mark
from pipeline.extract.html.tables import is_data, text_of_table
from pipeline.extract.numbers import BULLET, number_text, whole
from pipeline.records import Zone

_PLAIN = Kind()


@dataclass(slots=True)
class Page:
    """Fills the flow; ``kind`` and ``zone`` are those of the block in the making, ``link`` is where its text leads."""

    hidden: Collection[_Element]
    notes: Collection[_Element]
    flow: Flow = field(default_factory=Flow)
    draft: Draft = field(default_factory=Draft)
    kind: Kind = _PLAIN
    zone: Zone = "body"
    link: str = ""

    def read(self, node: _Element) -> None:
        """Add the blocks of an element; the last one stays in the making."""
        self.draft.put(node.text, self.link)
        for below in node:
            if below not in self.hidden and not is_note_mark(below):
                self._element(below)
            self.draft.put(below.tail, self.link)

    def flush(self) -> None:
        """End the block in the making."""
        draft, kind, zone = self.draft, self.kind, self.zone
        self.draft = Draft()
        if not draft.text:
            return
        if kind.kind in ("paragraph", "list_item"):
            if draft.is_contents:
                zone = "contents" if zone == "body" else zone
            elif draft.is_button:
                kind = Kind("furniture")
        self.flow.add(kind.kind, draft.text, level=kind.level, marker=kind.marker, zone=zone)
        if self.kind.kind == "list_item":  # what follows in the item has no marker of its own
            self.kind = _PLAIN

    def _element(self, node: _Element) -> None:
        match tag(node):
            case "br":
                if not self.draft.break_line():
                    self.flush()
            case "a" if node.get("href"):
                outer, self.link = self.link, get(node, "href")
                self.read(node)
                self.link = outer
            case "table" if is_data(node, self.hidden):
                self._table(node)
            case "ul" | "ol" | "menu":
                self._list(node)
            case name if name in SECTIONS or is_heading(node):
                self._block(node)
            case _:
                self.read(node)

    def _block(self, node: _Element) -> None:
        """Read an element that stands on lines of its own, with the kind that its tag or class gives it."""
        self.flush()
        outer, outer_zone = self.kind, self.zone
        kind = kind_of_element(node, self.notes)
        self.kind, self.zone = kind or self.kind, zone_of_element(node) or self.zone
        self.read(node)
        if is_word_item(node) and (item := with_word_marker(self.draft.text)):
            self.kind, self.draft.pieces = Kind("list_item"), [item]
        self.flush()
        self.zone = outer_zone
        if kind:  # else the item that the element stands in has its marker now, and is not to get it again
            self.kind = outer

    def _list(self, node: _Element) -> None:
        self.flush()
        number, style = whole(get(node, "start"), 1), get(node, "type") or "1"
        for item in node:
            if tag(item) == "li" and item not in self.hidden:
                number = whole(get(item, "value"), number)
                self._item(item, f"{number_text(number, style)}." if tag(node) == "ol" else BULLET)
                number += 1
            elif item not in self.hidden:
                self._element(item)

    def _item(self, item: _Element, marker: str) -> None:
        outer = self.kind
        is_note = item in self.notes or outer.kind == "footnote"
        self.kind = Kind("footnote") if is_note else Kind("list_item", marker)
        self.read(item)
        self.flush()
        self.kind = outer

    def _table(self, table: _Element) -> None:
        self.flush()
        caption = next(table.iter("caption"), None)
        if caption is not None:
            self._block(caption)
        self.flow.add("table", text_of_table(table, self.hidden), zone=self.zone)
