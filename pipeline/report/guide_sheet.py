"""The first sheet of the workbook: what every sheet and column holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.report.sheet_layout import head, lay_out, row_height
from pipeline.report.sheets import Column, Sheet

NAME = "Leeswijzer"
_COLUMNS = (
    Column(naam="Blad", breed=28),
    Column(naam="Kolom", breed=32),
    Column(naam="Wat erin staat", breed=100),
)


def write_guide(workbook: Any, described: Sequence[tuple[Sheet, Sequence[Column]]], formats: Mapping[str, Any]) -> None:
    """Write a row per sheet, with a link to it, followed by a row per column."""
    guide = workbook.add_worksheet(NAME)
    rows = sum(1 + len(columns) for _, columns in described)
    lay_out(guide, _COLUMNS, rows=rows, frozen=1, formats=formats)
    row = 0
    for sheet, columns in described:
        row += 1
        _describe_sheet(guide, row, sheet, formats)
        for column in columns:
            row += 1
            _describe_column(guide, row, sheet, column, formats)


def _describe_sheet(guide: Any, row: int, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    guide.set_row(row, row_height([(sheet.uitleg, _COLUMNS[2])]))
    guide.write_url(row, 0, f"internal:'{_quoted(sheet.naam)}'!A1", formats["vette link"], sheet.naam)
    guide.write_blank(row, 1, None, formats["vet"])
    guide.write_string(row, 2, sheet.uitleg, formats["vet"])


def _describe_column(guide: Any, row: int, sheet: Sheet, column: Column, formats: Mapping[str, Any]) -> None:
    guide.set_row(row, row_height([(column.uitleg, _COLUMNS[2])]))
    for place, text in enumerate((sheet.naam, head(column), column.uitleg)):
        guide.write_string(row, place, text, formats["tekst"])


def _quoted(name: str) -> str:
    """In an address within a workbook an apostrophe is written twice."""
    return name.replace("'", "''")
