"""A table in a Word document: heads that come back on every page, and cells coloured by how strong they are."""

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow

from pipeline.report.elements import Cell, Table
from pipeline.report.safe_text import one_line
from pipeline.report.word_lines import add_line
from pipeline.report.word_styles import TABLE_HEAD, TABLE_TEXT, element

_WIDTH = Cm(16.6)
# Columns are as wide as their text asks, between these numbers of characters.
_NARROWEST, _WIDEST = 6, 34
_UPRIGHT_HEIGHT = Cm(4.2)
_RULE, _HEAD_FILL = "BFC5CE", "EEF1F5"
# The colour of a cell without heat and of one that is as hot as can be; text on both is read well.
_COLD, _HOT = (0xFF, 0xFF, 0xFF), (0xF2, 0xA6, 0x9B)


def add_table(document: Document, table: Table) -> None:
    """Write a table at the end of the document, as wide as the text."""
    made = document.add_table(rows=1 + len(table.rows), cols=len(table.heads))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _draw_rules(made)
    rows = list(made.rows)
    _write_heads(rows[0], table)
    widths = _widths(table)
    for row, cells in zip(rows[1:], table.rows, strict=True):
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        for place, (place_cell, cell) in enumerate(zip(row.cells, cells, strict=True)):
            _write_cell(place_cell, cell, is_number=place in table.numbers)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for row in rows:
        for place_cell, width in zip(row.cells, widths, strict=True):
            place_cell.width = width
    document.add_paragraph(style=TABLE_TEXT)


def _write_heads(row: WordRow, table: Table) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    if table.upright:
        row.height = _UPRIGHT_HEIGHT
    properties.append(element("w:tblHeader"))
    for place, (cell, head) in enumerate(zip(row.cells, table.heads, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.style = TABLE_HEAD
        paragraph.add_run(one_line(head))
        if place in table.numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _fill(cell, _HEAD_FILL)
        if table.upright and place > 1:
            cell._tc.get_or_add_tcPr().append(element("w:textDirection", val="btLr"))


def _write_cell(word_cell: WordCell, cell: Cell, *, is_number: bool) -> None:
    paragraph = word_cell.paragraphs[0]
    paragraph.style = TABLE_TEXT
    add_line(paragraph, cell.line)
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if cell.heat is not None:
        _fill(word_cell, _shade(cell.heat))


def _shade(heat: float) -> str:
    """Return the colour between cold and hot as RRGGBB."""
    return "".join(f"{round(cold + heat * (hot - cold)):02X}" for cold, hot in zip(_COLD, _HOT, strict=True))


def _fill(cell: WordCell, color: str) -> None:
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=color))


def _draw_rules(table: WordTable) -> None:
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=_RULE))
    table._tbl.tblPr.append(borders)


def _widths(table: Table) -> list[Length]:
    wanted = [
        min(max(_NARROWEST, *(len(row[place].text) for row in table.rows), _head_width(table, place)), _WIDEST)
        for place in range(len(table.heads))
    ]
    return [Length(round(_WIDTH * part / sum(wanted))) for part in wanted]


def _head_width(table: Table, place: int) -> int:
    """A turned head asks no width; another is broken between words, never within one."""
    return 0 if table.upright and place > 1 else max(map(len, table.heads[place].split()), default=0) + 2
