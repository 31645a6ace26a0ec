"""The summary tables as one workbook for Excel: a sheet per table, and a first sheet that explains them."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import xlsxwriter

from pipeline.aggregate import coded
from pipeline.report.guide_sheet import write_guide
from pipeline.report.links import Links
from pipeline.report.office_file import AUTHOR, EPOCH
from pipeline.report.page_passages import number_of
from pipeline.report.row_sheet import RowSheet
from pipeline.report.sheet_cells import RowWriter
from pipeline.report.sheet_layout import add_formats, lay_out
from pipeline.report.sheets import LONGEST_NAME, Codes, Sheet, columns_of, sheets_for
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
        described = [(sheet, columns_of(sheet, table.columns, codes)) for sheet, table in shown]
        write_guide(workbook, described, formats)
        for (sheet, columns), (_, table) in zip(described, shown, strict=True):
            worksheet = workbook.add_worksheet(sheet.naam, RowSheet)
            lay_out(worksheet, columns, rows=table.height, frozen=sheet.vast, formats=formats)
            rows = RowWriter(worksheet, columns, formats, links)
            for row, values in enumerate(table.iter_rows(), start=1):
                rows.write(row, values)


def _shown(sheet: Sheet, table: pl.DataFrame | pl.LazyFrame) -> tuple[Sheet, pl.DataFrame]:
    """Return the rows that a sheet shows; when these are not all, its name and its description say so."""
    whole = coded(table.lazy()) if sheet.tabel == "passages" else table.lazy()
    rows = number_of(whole)
    if sheet.tabel == "passages" and rows > MOST_PASSAGES:
        return _described(sheet, rows), in_csv(sheet.tabel, surest(whole, MOST_PASSAGES)).collect()
    if rows > MOST_ROWS:
        remark = f" Dit zijn de eerste {number(MOST_ROWS)} van {number(rows)} rijen; alle staan in {sheet.tabel}.csv."
        return sheet.model_copy(update={"uitleg": sheet.uitleg + remark}), whole.head(MOST_ROWS).collect()
    return sheet, in_csv(sheet.tabel, whole).collect()


def _described(sheet: Sheet, passages: int) -> Sheet:
    """The sheet of the passages as one that does not show all of them."""
    kept = number(MOST_PASSAGES)
    remark = (
        f" Van de {number(passages)} passages staan hier de {kept} waar het model het zekerst van is; "
        "alle passages staan in passages.csv."
    )
    name = f"{sheet.naam} ({kept} sterkste)"[:LONGEST_NAME]
    return sheet.model_copy(update={"naam": name, "uitleg": sheet.uitleg + remark})
