"""CSV: the columns of our own files of coded passages, for spreadsheets and scripts."""

import csv
import io
from pathlib import Path

from pipeline.atomic import replacing
from pipeline.codings.columns import COLUMNS, REQUIRED, column_name, to_row
from pipeline.errors import UsageError
from pipeline.exchange.details import codes_in
from pipeline.exchange.records import MACHINE, Content, Record, Records
from pipeline.spreadsheet import guard, read_csv


def write(content: Content, path: Path) -> None:
    """Write a row per coding; those of the machine have no coder, so that nobody learns from them by mistake."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=";")
    writer.writerow(COLUMNS)
    for coding in content.codings:
        row = to_row(coding) | ({"coder": ""} if coding.coder == MACHINE else {})
        writer.writerow([guard(cell) for cell in row.values()])
    with replacing(path) as draft:
        draft.write_text(made.getvalue(), encoding="utf-8-sig", newline="")


def read(path: Path) -> Records:
    """Yield a record per row; a row without a coder is the machine's.

    Raises UsageError when a column is missing.
    """
    header, rows = read_csv(path)
    missing = [name for name in REQUIRED if name not in map(column_name, header)]
    if missing:
        raise UsageError(f"{path}: no column {', '.join(missing)} (found: {', '.join(header)})")
    for line, cells in rows:
        row = dict.fromkeys(REQUIRED, "") | {column_name(name): cell for name, cell in cells.items()}
        details = {name: cell for name, cell in row.items() if name in COLUMNS and cell and name != "text"}
        yield Record(
            f"line {line}",
            row.get("text", ""),
            codes_in(row),
            coder=row.get("coder") or MACHINE,
            details=details | {"coder": row.get("coder") or MACHINE},
        )
