"""Paragraphs and tables of a Word document as blocks."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.extract.cells import Cell, is_frame, table_text
from pipeline.extract.characters import PAGE_BREAK, tidy
from pipeline.extract.docx.inline import Inline, chosen, is_shown
from pipeline.extract.docx.styles import Style, switch
from pipeline.extract.docx.zones import zone_of, zone_of_control
from pipeline.extract.elements import attribute, child, descendants, local
from pipeline.extract.flow import Flow
from pipeline.extract.numbers import BULLET, whole
from pipeline.records import Zone

_SAME_PAGE = ("continuous", "nextColumn")


@dataclass(slots=True)
class Blocks:
    """Fills the flow. Notes and boxes wait until the block they are in is done.

    ``sections`` tells of each section still to come how it begins; ``carried`` is the text of a paragraph whose end
    was deleted, which runs on into the next.
    """

    inline: Inline
    sections: list[str]
    flow: Flow = field(default_factory=Flow)
    carried: str = ""

    def read(self, node: _Element, zone: Zone = "body") -> None:
        """Add the blocks of a body, a cell, a text box or a content control."""
        for below in node:
            match local(below):
                case _ if not is_shown(below):
                    pass
                case "p":
                    self._paragraph(below, zone)
                case "tbl":
                    self._table(below, zone)
                case "sdt":
                    self.read(below, zone_of_control(below) or zone)
                case "AlternateContent":
                    self.read(chosen(below), zone)
                case _:
                    self.read(below, zone)

    def _paragraph(self, paragraph: _Element, zone: Zone) -> None:
        style, fields = self.inline.styles.of_paragraph(paragraph), self.inline.fields
        if style.level(child(paragraph, "pPr")):
            fields.end_all()
        zone = zone_of(fields.instructions, style.names) or zone
        raw = self.carried + self.inline.paragraph(paragraph)
        zone = zone_of(fields.instructions, style.names) or zone  # a field may begin, or end, in this paragraph
        fields.end_paragraph()
        self.carried = raw if _runs_on(paragraph) else ""
        if not self.carried:
            self._add(paragraph, raw, style, zone)
            self._add_attached(zone)
            self._end_section(paragraph)

    def _add(self, paragraph: _Element, raw: str, style: Style, zone: Zone) -> None:
        properties = child(paragraph, "pPr")
        before = switch(properties, "pageBreakBefore")
        if style.breaks_page if before is None else before:
            raw = PAGE_BREAK + raw
        marker = self.inline.numbering.marker(paragraph) if tidy(raw) else ""
        if "title" in style.names and not self.flow.title:
            self.flow.title = tidy(raw)
        if level := style.level(properties):
            self.flow.add("heading", raw, level=level, marker=marker.removeprefix(BULLET), zone=zone)
        else:
            self.flow.add("list_item" if marker else "paragraph", raw, marker=marker, zone=zone)

    def _add_attached(self, zone: Zone) -> None:
        notes, boxes = self.inline.attached.take()
        for note in notes:
            self.flow.add("footnote", self.inline.text(note))
        for box in boxes:
            self.read(box, zone)

    def _end_section(self, paragraph: _Element) -> None:
        """A section tells how it begins, not how it ends: the properties of the next one decide."""
        if child(paragraph, "pPr", "sectPr") is not None:
            self.sections = self.sections[1:]
            if self.sections and self.sections[0] not in _SAME_PAGE:
                self.flow.add("paragraph", PAGE_BREAK)

    def _table(self, table: _Element, zone: Zone) -> None:
        rows = [list(_within(row, "tc")) for row in _within(table, "tr")]
        if is_frame(rows, has_heading=any(map(self.inline.styles.level, descendants(table, "p")))):
            for cell in (cell for row in rows for cell in row):
                self.read(cell, zone)
            return
        self.flow.add("table", table_text(map(self._cell, row) for row in rows), zone=zone)
        self._add_attached(zone)

    def _cell(self, cell: _Element) -> Cell:
        """A cell that is merged with the one above stands in the file as an empty cell."""
        columns = attribute(child(cell, "tcPr", "gridSpan"), "val")
        return Cell(self.inline.text(cell), columns=whole(columns, 1))


def _runs_on(paragraph: _Element) -> bool:
    """Whether the mark at the end of a paragraph was deleted."""
    return any(child(paragraph, "pPr", "rPr", change) is not None for change in ("del", "moveFrom"))


def _within(node: _Element, wanted: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, also those inside a content control; not those that were deleted."""
    for below in node:
        if local(below) == wanted and is_shown(below):
            yield below
        elif local(below) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _within(below, wanted)
