"""The summary tables as one workbook for Excel: a sheet per table, and a first sheet that explains them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from pipeline.aggregate import coded
from pipeline.report.guide_sheet import write_guide
from pipeline.report.links import Links
from pipeline.report.office_file import AUTHOR, EPOCH
from pipeline.report.page_passages import number_of
from pipeline.report.sheet_cells import CellWriter
from pipeline.report.sheet_layout import add_formats, lay_out, row_height
from pipeline.report.sheets import LONGEST_NAME, Codes, Column, Sheet, column_of, sheets_for
from pipeline.report.telling import surest
from pipeline.synthesis.dutch import number
from pipeline.tables import in_csv

# More than can be read; a sheet of ten times as many takes Excel a minute to open.
MOST_PASSAGES = 20_000
MOST_ROWS = 20_000
# Nothing in a cell may run, and a large table may not fill the memory.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(tables: Mapping[str, pl.DataFrame | pl.LazyFrame], links: Links, path: Path) -> None:
    """Write the tables of a run as .xlsx; the same tables and links give the same bytes.

    Of the passages only the coded ones are shown, and of more than 20,000 the ones the model is surest of.
    """
    codes = Codes.of(tables["kwaliteit"].lazy().collect() if "kwaliteit" in tables else None)
    shown = [_shown(sheet, tables[sheet.tabel]) for sheet in sheets_for(list(tables))]
    with xlsxwriter.Workbook(str(path), _OPTIONS) as workbook:
        workbook.set_properties({"title": "De rode draad", "author": AUTHOR, "created": EPOCH})
        formats = add_formats(workbook)
        described = [(sheet, [column_of(sheet, name, codes) for name in table.columns]) for sheet, table in shown]
        write_guide(workbook, described, formats)
        for (sheet, columns), (_, table) in zip(described, shown, strict=True):
            worksheet = workbook.add_worksheet(sheet.naam)
            lay_out(worksheet, columns, rows=table.height, frozen=sheet.vast, formats=formats)
            _write_rows(worksheet, columns, table, CellWriter(worksheet, formats, links))


def _write_rows(worksheet: Any, columns: list[Column], table: pl.DataFrame, writer: CellWriter) -> None:
    """Write the rows one after the other: what was written is no longer in memory."""
    for place, values in enumerate(table.iter_rows(), start=1):
        cells = list(zip(values, columns, strict=True))
        worksheet.set_row(place, row_height(cells))
        for column_place, (value, column) in enumerate(cells):
            writer.write(place, column_place, value, column)


def _shown(sheet: Sheet, table: pl.DataFrame | pl.LazyFrame) -> tuple[Sheet, pl.DataFrame]:
    """Return the rows that a sheet shows; when these are not all, its name and its description say so."""
    whole = coded(table.lazy()) if sheet.tabel == "passages" else table.lazy()
    height = number_of(whole)
    if sheet.tabel == "passages" and height > MOST_PASSAGES:
        kept = number(MOST_PASSAGES)
        remark = (
            f" Van de {number(height)} passages staan hier de {kept} waar het model het zekerst van is; "
            "alle passages staan in passages.csv."
        )
        name = f"{sheet.naam} ({kept} sterkste)"[:LONGEST_NAME]
        described = sheet.model_copy(update={"naam": name, "uitleg": sheet.uitleg + remark})
        return described, in_csv(sheet.tabel, surest(whole, MOST_PASSAGES))
    if height > MOST_ROWS:
        remark = f" Dit zijn de eerste {number(MOST_ROWS)} van {number(height)} rijen; alle staan in "
        return sheet.model_copy(update={"uitleg": f"{sheet.uitleg}{remark}{sheet.tabel}.csv."}), whole.head(
            MOST_ROWS
        ).collect()
    return sheet, in_csv(sheet.tabel, whole).collect()
