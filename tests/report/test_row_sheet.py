"""Cells written as XML are those that the library would have written."""

from pathlib import Path
from zipfile import ZipFile

import xlsxwriter
from lxml import etree

from pipeline.report.row_sheet import RowSheet, empty_cell, number_cell, text_cell

TEXTS = ("De iep.", "  <b>&amp;</b> \"'", "_x000D_ en _x12_", "regel\r\nregel\t", "=1+1", "'s avonds 🌳", " ")
NUMBERS = (0, 1, -3, 2.5, 1 / 3, 1e-9, 123456789012, 1e300)
ROWS: list[list[object]] = [list(TEXTS), list(NUMBERS), [None, "beuk", 7]]


def sheet_of(path: Path, *, by_cell: bool) -> bytes:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        form = book.add_format({"bold": True})
        sheet = book.add_worksheet("Blad", RowSheet)
        sheet.write_string(0, 0, "kop", form)
        for row, values in enumerate(ROWS, start=1):
            sheet.set_row(row, 27)
            sheet.write_url(row, 1, "external:verslag.pdf#page=2", form, "open")
            write(sheet, row, values, form) if by_cell else sheet.write_cells(row, cells(row, values))
    with ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml") + archive.read("xl/worksheets/_rels/sheet1.xml.rels")


def write(sheet: RowSheet, row: int, values: list[object], form: object) -> None:
    for column, value in enumerate(values):
        if value is None:
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, form)
        else:
            sheet.write_number(row, column, value, form)


def cells(row: int, values: list[object]) -> list[str]:
    places = [f"{letter}{row + 1}" for letter in "ABCDEFGH"]
    return [cell(place, value) for place, value in zip(places, values, strict=False)]


def cell(place: str, value: object) -> str:
    if value is None:
        return empty_cell(place, 1)
    return text_cell(place, 1, value) if isinstance(value, str) else number_cell(place, 1, float(str(value)))


def test_a_sheet_is_that_of_the_library_byte_for_byte(tmp_path: Path) -> None:
    assert sheet_of(tmp_path / "een.xlsx", by_cell=False) == sheet_of(tmp_path / "twee.xlsx", by_cell=True)


def test_no_text_works_as_markup() -> None:
    root = etree.fromstring(text_cell("A1", 1, "</t></is></c><r><t>kapot</t></r>"))
    assert list(root.itertext()) == ["</t></is></c><r><t>kapot</t></r>"]
