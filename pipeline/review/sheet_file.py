"""Rows of a file that a spreadsheet saved, an .xlsx or a CSV, found by the heads of their columns."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.report.safe_text import one_line
from pipeline.review.sheet_columns import NUMBER
from pipeline.review.sheet_xlsx import read_xlsx
from pipeline.spreadsheet import decode, unguard

_SEPARATORS = ";,\t|"
_HEAD_AMONG = 30  # first rows: others may have put a title above the heads
_MOST_MB = 100
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: ``place`` as a spreadsheet numbers it ('row 7'), and its cells by the head of their column.

    With a number of our own it is told as well ('row 7, nr 5'): that one stays when rows are sorted.
    """

    place: str
    cells: Mapping[str, str]

    @property
    def filled(self) -> frozenset[str]:
        """The heads of the columns in which the row has something."""
        return frozenset(head for head, cell in self.cells.items() if cell)


def read_rows(path: Path, needed: Collection[str]) -> list[Row]:
    """Return the rows below each line of heads that has all ``needed``; heads are in lower case, blank rows left out.

    In a workbook, every sheet that has them is read. Raises UsageError for a file that is too large or of another kind,
    and when no such heads are found or one of them stands there twice.
    """
    if path.stat().st_size > _MOST_MB * 2**20:
        raise UsageError(f"{path} is larger than {_MOST_MB} MB; a review sheet is not")
    with path.open("rb") as handle:
        is_package = handle.read(2) == b"PK"
    if is_package:
        grids = read_xlsx(path)
        found = [(name, grid) for name, grid in grids.items() if _head_of(grid, needed) is not None]
    elif path.suffix.lower() in (".csv", ".txt", ".tsv"):
        found = [("", grid) for grid in _csv_grids(path) if _head_of(grid, needed) is not None][:1]
    else:
        raise UsageError(f"{path} is neither an .xlsx nor a .csv; save the sheet as one of these")
    if not found:
        raise UsageError(f"{path}: no line with the columns {', '.join(sorted(needed))}; this is not a review sheet")
    several = len(found) > 1
    return [row for name, grid in found for row in _rows(path, grid, needed, f"sheet '{name}', " if several else "")]


def _csv_grids(path: Path) -> Iterator[list[list[str]]]:
    """The file as each separator would cut it; a text cell that was guarded is as it was."""
    text = _decoded(path)
    csv.field_size_limit(_MOST_MB * 2**20)
    for separator in _SEPARATORS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        try:
            yield [[unguard(cell) for cell in cells] for cells in reader]
        except csv.Error as e:
            raise UsageError(f"{path}, line {reader.line_num}: {e}; save the sheet again as CSV UTF-8") from e


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    if not data.startswith(_UTF_16):
        return decode(path)
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as e:
        raise UsageError(f"{path} is cut off; save the sheet again as CSV UTF-8") from e


def _heads(cells: Sequence[str]) -> list[str]:
    return [one_line(cell).strip().lower() for cell in cells]


def _head_of(grid: Sequence[Sequence[str]], needed: Collection[str]) -> int | None:
    """The place of the first line with all needed heads."""
    lines = enumerate(grid[:_HEAD_AMONG])
    return next((place for place, cells in lines if set(needed) <= set(_heads(cells))), None)


def _rows(path: Path, grid: Sequence[Sequence[str]], needed: Collection[str], before: str) -> Iterator[Row]:
    place = _head_of(grid, needed)
    if place is None:
        return
    heads = _heads(grid[place])
    twice = sorted({head for head in heads if head and heads.count(head) > 1})
    if twice:
        raise UsageError(f"{path}: {before}the columns {', '.join(twice)} stand there twice; keep one of each")
    for number, cells in enumerate(grid[place + 1 :], start=place + 2):
        texts = [cell.strip() for cell in cells]
        if any(texts):
            row = dict(zip_longest(heads, texts[: len(heads)], fillvalue=""))
            own = one_line(row.get(NUMBER, ""))
            yield Row(f"{before}row {number}{f', {NUMBER} {own}' if own else ''}", row)
