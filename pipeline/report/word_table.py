"""A table in a Word document: heads that come back on every page, and cells coloured by how strong they are."""

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow

from pipeline.report.elements import Cell, Table
from pipeline.report.safe_text import one_line
from pipeline.report.word_lines import add_line
from pipeline.report.word_styles import TABLE, TABLE_HEAD, TABLE_TEXT
from pipeline.report.word_widths import FIRST_TURNED, shares
from pipeline.report.word_xml import add

_WIDTH = Cm(16.6)
# So many characters of the text in tables fit beside each other.
_ROOM = 105
# A table with no more rows than these is not cut by the end of a page.
_KEPT_WHOLE = 14
_UPRIGHT_HEIGHT = Cm(4.2)
_HEAD_FILL = "EEF1F5"
# The colour of a cell without heat and of one that is as hot as can be; text on both is read well.
_COLD, _HOT = (0xFF, 0xFF, 0xFF), (0xF2, 0xA6, 0x9B)


def add_table(document: Document, table: Table) -> None:
    """Write a table at the end of the document, as wide as the text."""
    made = document.add_table(rows=1 + len(table.rows), cols=len(table.heads), style=TABLE)
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    # Cells are asked for once: python-docx looks them all up again for every row and column.
    head, *rows = [list(row.cells) for row in made.rows]
    _write_heads(made.rows[0], head, table)
    for word_cells, cells in zip(rows, table.rows, strict=True):
        for place, (word_cell, cell) in enumerate(zip(word_cells, cells, strict=True)):
            _write_cell(word_cell, cell, is_number=place in table.numbers)
    if len(rows) <= _KEPT_WHOLE:
        _keep_together([head, *rows[:-1]])
    for row in made.rows:
        add(row._tr.get_or_add_trPr(), "w:cantSplit")
    _set_widths(made, [head, *rows], table)
    document.add_paragraph(style=TABLE_TEXT)


def _keep_together(rows: list[list[WordCell]]) -> None:
    for cells in rows:
        for cell in cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _set_widths(made: WordTable, rows: list[list[WordCell]], table: Table) -> None:
    widths = [Length(round(_WIDTH * share)) for share in shares(table, room=_ROOM)]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for cells in rows:
        for cell, width in zip(cells, widths, strict=True):
            cell.width = width


def _write_heads(row: WordRow, cells: list[WordCell], table: Table) -> None:
    if table.upright:
        row.height = _UPRIGHT_HEIGHT
    add(row._tr.get_or_add_trPr(), "w:tblHeader")
    for place, (cell, head) in enumerate(zip(cells, table.heads, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph._p.style = TABLE_HEAD
        paragraph.add_run(one_line(head))
        if place in table.numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _fill(cell, _HEAD_FILL)
        if table.upright and place >= FIRST_TURNED:
            add(cell._tc.get_or_add_tcPr(), "w:textDirection", val="btLr")
        cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM


def _write_cell(word_cell: WordCell, cell: Cell, *, is_number: bool) -> None:
    paragraph = word_cell.paragraphs[0]
    paragraph._p.style = TABLE_TEXT  # by its id, which is found at once
    add_line(paragraph, cell.line)
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if cell.heat is not None:
        _fill(word_cell, _shade(cell.heat))


def _shade(heat: float) -> str:
    """Return the colour between cold and hot as RRGGBB."""
    return "".join(f"{round(cold + heat * (hot - cold)):02X}" for cold, hot in zip(_COLD, _HOT, strict=True))


def _fill(cell: WordCell, color: str) -> None:
    add(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=color)
