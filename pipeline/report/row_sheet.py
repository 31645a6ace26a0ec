"""A sheet of a workbook that takes its rows as XML: cell by cell the library takes ten times as long."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from xlsxwriter.worksheet import Worksheet

# What the library does with its own escapes where a text happens to have one.
_LIKE_ESCAPE = re.compile("(_x[0-9a-fA-F]{4}_)")


class RowSheet(Worksheet):  # type: ignore[misc] # the library has no types
    """A sheet in a workbook with constant memory: the library holds each row until the next one begins.

    Cells that were given as XML go in the place of what it holds; how the row looks and where its links lead is left to
    the library.
    """

    previous_row: int  # the library's name for the row that it holds
    _cells = ""

    def write_cells(self, row: int, cells: Sequence[str]) -> None:
        """Write the cells of a row (from 0), from the first column on; its height and its links were set before."""
        if row > self.previous_row:
            self._write_single_row(row)
        self._check_dimensions(row, len(cells) - 1)
        self._cells = "".join(cells)

    def _write_single_row(self, current_row_num: int = 0) -> None:
        """Write the row that is held, and begin the next one; the library calls this too."""
        if not self._cells:
            super()._write_single_row(current_row_num)
            return
        self._write_row(self.previous_row, None, self.row_info[self.previous_row])
        self.fh.write(f"{self._cells}</row>")
        self.table.clear()
        self._cells, self.previous_row = "", current_row_num


def text_cell(place: str, style: int, text: str) -> str:
    """Return a cell with printable text; ``place`` is its address ('B2'), ``style`` the number of its format."""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is>{_written(text)}</is></c>'


def number_cell(place: str, style: int, number: float) -> str:
    """Return a cell with a number, in as many digits as Excel keeps."""
    return f'<c r="{place}" s="{style}"><v>{number:.16G}</v></c>'


def empty_cell(place: str, style: int) -> str:
    """Return a cell without content."""
    return f'<c r="{place}" s="{style}"/>'


@lru_cache(maxsize=2_000)  # codes and names of reports come back row after row
def _written(text: str) -> str:
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    shown = _LIKE_ESCAPE.sub(r"_x005F\1", text) if "_x" in text else text
    return f"<t{kept}>{escape(shown, quote=False).replace(chr(13), '_x000D_')}</t>"
