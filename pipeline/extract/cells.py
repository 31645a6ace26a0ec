"""Tables as text: a line per row, ' | ' between its cells."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WIDEST = 100  # columns; a file that says that a cell spans more is wrong


@dataclass(frozen=True, slots=True)
class Cell:
    """The raw text of a cell, and over how many columns and rows it is merged."""

    raw: str
    columns: int = 1
    rows: int = 1


def table_text(rows: Iterable[Iterable[Cell]]) -> str:
    """Write a table; what a merged cell covers is left empty, so that every column keeps its place."""
    covered: Counter[int] = Counter()
    return "\n".join(" | ".join(_line(row, covered)) for row in rows)


def is_frame(rows: Sequence[Sequence[object]], *, has_heading: bool) -> bool:
    """Whether a table is a box or a layout, to be read as text: it has one column, or headings in it."""
    return has_heading or max(map(len, rows), default=0) <= 1


def _line(row: Iterable[Cell], covered: Counter[int]) -> list[str]:
    """The cells of a row; ``covered`` holds by column how many rows a cell above still reaches down."""
    line: list[str] = []
    for cell in row:
        _step_over(line, covered)
        for i in range(min(max(cell.columns, 1), _WIDEST)):
            covered[len(line)] = cell.rows - 1
            line.append("" if i else cell.raw.replace("\n", " "))
    _step_over(line, covered)
    return line


def _step_over(line: list[str], covered: Counter[int]) -> None:
    while covered[len(line)] > 0:
        covered[len(line)] -= 1
        line.append("")
