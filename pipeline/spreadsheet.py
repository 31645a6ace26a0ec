"""CSV as a Dutch Excel reads it: UTF-8 with BOM, semicolons, decimal commas, and no cell that runs as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import polars as pl

from pipeline.atomic import replacing
from pipeline.errors import UsageError

_RUNS_AS_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_LIST_SEPARATOR = ", "
_DELIMITERS = ";,\t"
_LONGEST_CELL = 10_000_000
_ROWS = 20_000  # written at a time


def guard(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run; `unguard` takes it off again."""
    return "'" + cell if _RUNS_AS_FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Undo `guard`; other cells, also those with an apostrophe of their own ("'s avonds"), stay as they are."""
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell


def write_csv(table: pl.DataFrame | pl.LazyFrame, path: Path) -> None:
    """Write a table for a spreadsheet: lists joined with a comma, texts guarded, numbers to 4 decimals, ja and nee."""
    with replacing(path) as draft, draft.open("wb") as file:
        rows = table.lazy().select(pl.len()).collect().item()
        for start in range(0, max(rows, 1), _ROWS):  # a long table is not in memory as text as a whole
            _write_rows(table.lazy().slice(start, _ROWS).collect(), file, first=start == 0)


def _write_rows(table: pl.DataFrame, file: IO[bytes], *, first: bool) -> None:
    plain = table.select(_plain(table[name]) for name in table.columns)
    plain.write_csv(
        file,
        include_bom=first,
        include_header=first,
        separator=";",
        decimal_comma=True,
        float_precision=4,
        line_terminator="\r\n",
    )


def _plain(column: pl.Series) -> pl.Series:
    if isinstance(column.dtype, pl.List):
        column = column.list.join(_LIST_SEPARATOR)
    if column.dtype == pl.Boolean:  # a spreadsheet shows these in its own language, and reads ours only in English
        return column.replace_strict({True: "ja", False: "nee"}, return_dtype=pl.String)
    if column.dtype == pl.String:
        column = column.map_elements(guard, return_dtype=pl.String)
    return column


def read_csv(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Read a CSV whatever a spreadsheet did to it: BOM or not, UTF-8 or cp1252, semicolons, commas or tabs.

    Returns the column names (lower case, stripped) and per row its line number in the file and its cells, unguarded
    and stripped. Raises UsageError when the file is empty, has a column twice, or is neither UTF-8 nor cp1252.
    """
    return parse_csv(path.read_bytes(), path)


def parse_csv(data: bytes, path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Do what `read_csv` does, with the content of ``path`` or a part of it."""
    text, _ = decoded(data, path)
    reader = records(io.StringIO(text, newline=""), delimiter_of(text))
    header = [name.strip().lower() for name in next(reader, (0, []))[1]]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if not any(header) or twice:
        found = f"the columns {', '.join(twice)} twice" if twice else "an empty first line"
        raise UsageError(f"{path}: found {found}; the first line must name each column once")
    rows = []
    for line, cells in reader:
        row = dict(zip(header, [(unguard(cell) if cell[:1] == "'" else cell).strip() for cell in cells], strict=False))
        if any(row.values()):
            rows.append((line, row))
    return header, rows


def records(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield per record the number of its last line, from 1, and its cells as they stand; cells may be very long."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter)
    for cells in reader:
        yield reader.line_num, cells


def decode(path: Path) -> str:
    """Read a text file as UTF-8 (with or without BOM), else as cp1252; raise UsageError when it is neither."""
    return decoded(path.read_bytes(), path)[0]


def decoded(data: bytes, path: Path) -> tuple[str, str]:
    """Return the text in the content of ``path`` and its encoding, as `decode` reads it."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise UsageError(f"{path} is neither UTF-8 nor cp1252; save it again as 'CSV UTF-8'")


def delimiter_of(text: str) -> str:
    """Return the separator that splits the header into most columns; a semicolon when there is nothing to choose."""
    header = text.partition("\n")[0]
    return max(_DELIMITERS, key=header.count)
