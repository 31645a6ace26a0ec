"""Tables as text: merged cells keep every column in its place, whatever the format."""

from pathlib import Path

import pytest

from pipeline.extract.cells import Cell, table_text
from pipeline.extract.docx import read_docx
from pipeline.extract.html import read_html
from pipeline.extract.odt import read_odt
from tests.extract.make_docx import paragraph, raw
from tests.extract.make_odt import odt, p
from tests.extract.readings import shapes, texts


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([], ""),
        ([[Cell("a"), Cell("b")]], "a | b"),
        ([[Cell("a\nb"), Cell("")]], "a b | "),
        ([[Cell("a", columns=2), Cell("b")], [Cell("c"), Cell("d"), Cell("e")]], "a |  | b\nc | d | e"),
        ([[Cell("a", rows=2), Cell("b")], [Cell("c")], [Cell("d"), Cell("e")]], "a | b\n | c\nd | e"),
        ([[Cell("a"), Cell("b", rows=3)], [Cell("c")], [Cell("d")]], "a | b\nc | \nd | "),
        ([[Cell("a", columns=2, rows=2), Cell("b")], [Cell("c")]], "a |  | b\n |  | c"),
        ([[Cell("a", columns=0, rows=0), Cell("b")]], "a | b"),
    ],
)
def test_rows(rows: list[list[Cell]], text: str) -> None:
    assert table_text(rows) == text


def test_span_that_cannot_be(tmp_path: Path) -> None:
    assert len(table_text([[Cell("a", columns=999_999)]])) < 500


COLUMNS = [("table", "Regio | Tekort |\n| PO | VO\nNoord | 4 | 6")]


def test_merged_cells_of_word(tmp_path: Path) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = (
        cell("Regio", '<w:vMerge w:val="restart"/>') + cell("Tekort", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("PO") + cell("VO"),
        cell("Noord") + cell("4") + cell("6"),
    )
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert shapes(read_docx(raw(tmp_path, body))) == COLUMNS


def test_merged_cells_of_opendocument(tmp_path: Path) -> None:
    covered = "<table:covered-table-cell/>"

    def cell(text: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}>{p(text)}</table:table-cell>"

    rows = (
        cell("Regio", 'table:number-rows-spanned="2"') + cell("Tekort", 'table:number-columns-spanned="2"') + covered,
        covered + cell("PO") + cell("VO"),
        cell("Noord") + cell("4") + cell("6"),
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    assert shapes(read_odt(odt(tmp_path, f"<table:table>{body}</table:table>"))) == COLUMNS


def test_merged_cells_of_a_web_page(tmp_path: Path) -> None:
    path = tmp_path / "samengevoegd.html"
    path.write_text(
        "<table><tr><th rowspan=2>Regio<th colspan=2>Tekort<tr><th>PO<th>VO<tr><td>Noord<td>4<td>6</table>",
        encoding="utf-8",
    )
    assert shapes(read_html(path)) == COLUMNS


def test_cells_of_word_are_read_as_text_is(tmp_path: Path) -> None:
    """A text box in a cell once, items with their number, a deleted cell not."""
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('In een kader.')}</w:txbxContent></w:pict></w:r></w:p>"
    items = "".join(paragraph(text, '<w:numPr><w:numId w:val="1"/></w:numPr>') for text in ("een", "twee"))
    cells = f"<w:tc>{paragraph('a')}{box}</w:tc><w:tc>{items}</w:tc>"
    gone = f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{paragraph('weg')}</w:tc>"
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = f"<w:tbl><w:tr>{cells}{gone}</w:tr></w:tbl>" + paragraph("drie", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    reading = read_docx(raw(tmp_path, body, numbering=numbering))
    assert texts(reading) == ["a | 1) een 2) twee", "In een kader.", "3) drie"]
