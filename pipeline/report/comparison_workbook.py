"""The table of a comparison as a workbook, a sheet per kind of thing: vergelijking.xlsx."""

from datetime import datetime
from pathlib import Path

import polars as pl
from xlsxwriter import Workbook

# The sheet of a row by the first word of its ``onderdeel``.
_SHEETS = {
    "mechanisme": "Mechanismen",
    "rol": "Rollen",
    "paar": "Paren",
    "thema": "Thema's",
    "rapport": "Rapporten",
    "organisatie": "Organisaties",
    "kant": "De twee kanten",
}
# Dates would make the same comparison another file.
_CREATED = datetime(2000, 1, 1)
# A text is never a formula or a link, whatever it begins with.
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}


def write_workbook(table: pl.DataFrame, path: Path) -> None:
    """Write a table as `comparison_table` gives it; columns in which a sheet has nothing are left out."""
    kinds = table["onderdeel"].str.extract(r"^(\w+)")
    with Workbook(path, _AS_TEXT) as book:
        book.set_properties({"created": _CREATED})
        for kind, sheet in _SHEETS.items():
            rows = table.filter(kinds == kind)
            if rows.height:
                filled = [column.name for column in rows if column.null_count() < rows.height]
                rows.select(filled).write_excel(book, sheet, autofit=True, float_precision=4, freeze_panes=(1, 0))
