"""A table in a Word document: heads that come back on every page, and cells coloured by how strong they are."""

from collections.abc import Iterator

from docx.shared import Cm, Length

from pipeline.report.elements import Table
from pipeline.report.safe_text import one_line
from pipeline.report.word_lines import Targets, line_runs
from pipeline.report.word_styles import TABLE, TABLE_HEAD, TABLE_TEXT
from pipeline.report.word_widths import FIRST_TURNED, shares
from pipeline.report.word_xml import identifier, paragraph, run

_WIDTH = Cm(16.6)
# So many characters of the text in tables fit beside each other.
_ROOM = 105
# A table with no more rows than these is not cut by the end of a page.
_KEPT_WHOLE = 14
_UPRIGHT_HEIGHT = Cm(4.2)
_HEAD_FILL = "EEF1F5"
# The colour of a cell without heat and of one that is as hot as can be; text on both is read well.
_COLD, _HOT = (0xFF, 0xFF, 0xFF), (0xF2, 0xA6, 0x9B)
_PROPERTIES = (
    f'<w:tblPr><w:tblStyle w:val="{identifier(TABLE)}"/><w:tblW w:type="auto" w:w="0"/><w:jc w:val="left"/>'
    '<w:tblLayout w:type="fixed"/><w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" '
    'w:noHBand="0" w:noVBand="1" w:val="04A0"/></w:tblPr>'
)
_TOGETHER, _RIGHT = "<w:keepNext/>", '<w:jc w:val="right"/>'


def table_xml(table: Table, targets: Targets) -> str:
    """Return a table as wide as the text, with what keeps it from the next, as XML."""
    widths = [Length(round(_WIDTH * share)).twips for share in shares(table, room=_ROOM)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join([_heads(table, widths), *_rows(table, widths, targets)])
    return f"<w:tbl>{_PROPERTIES}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{paragraph(style=TABLE_TEXT)}"


def _heads(table: Table, widths: list[int]) -> str:
    height = f'<w:trHeight w:val="{_UPRIGHT_HEIGHT.twips}"/>' if table.upright else ""
    cells = []
    for place, (head, width) in enumerate(zip(table.heads, widths, strict=True)):
        looks = _looks(table, place, together=len(table.rows) <= _KEPT_WHOLE)
        turned = '<w:textDirection w:val="btLr"/>' if table.upright and place >= FIRST_TURNED else ""
        properties = f'{_fill(_HEAD_FILL)}{turned}<w:vAlign w:val="bottom"/>'
        cells.append(_cell(paragraph(run(one_line(head)), style=TABLE_HEAD, looks=looks), width, properties))
    return f"<w:tr><w:trPr>{height}<w:tblHeader/><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _rows(table: Table, widths: list[int], targets: Targets) -> Iterator[str]:
    last = len(table.rows) - 1
    for number, row in enumerate(table.rows):
        together = last < _KEPT_WHOLE and number < last
        cells = []
        for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
            looks = _looks(table, place, together=together)
            text = paragraph(line_runs(cell.line, targets), style=TABLE_TEXT, looks=looks)
            cells.append(_cell(text, width, "" if cell.heat is None else _fill(_shade(cell.heat))))
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(content: str, width: int, properties: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/>{properties}</w:tcPr>{content}</w:tc>'


def _looks(table: Table, place: int, *, together: bool) -> str:
    return (_TOGETHER if together else "") + (_RIGHT if place in table.numbers else "")


def _shade(heat: float) -> str:
    """Return the colour between cold and hot as RRGGBB."""
    return "".join(f"{round(cold + heat * (hot - cold)):02X}" for cold, hot in zip(_COLD, _HOT, strict=True))


def _fill(color: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>'
