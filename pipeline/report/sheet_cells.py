"""Values of a table -> cells of a sheet: numbers as numbers, text that never runs, links that open a report."""

import math
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from xlsxwriter.utility import xl_col_to_name

from pipeline.report.links import Links
from pipeline.report.row_sheet import RowSheet, empty_cell, number_cell, text_cell
from pipeline.report.safe_text import printable
from pipeline.report.sheet_layout import height, room
from pipeline.report.sheets import Column

# Excel takes no more than these in a cell (in units of UTF-16), in an address, and of links in a sheet.
MOST_CHARACTERS = 32_767
_LONGEST_ADDRESS = 2_000
MOST_LINKS = 65_530
_LIST_SEPARATOR = ", "
_UNIT = "utf-16-le"


class RowWriter:
    """Writes the rows of one sheet with the formats of its workbook; counts the links that Excel still takes."""

    def __init__(self, sheet: RowSheet, columns: Sequence[Column], formats: Mapping[str, Any], links: Links) -> None:
        self._sheet = sheet
        self._columns = [(xl_col_to_name(place), column) for place, column in enumerate(columns)]
        self._rooms = [room(column) for column in columns]
        self._formats = formats
        self._styles: dict[str, int] = {}
        self._links = links
        self._links_left = MOST_LINKS

    def write(self, row: int, values: Sequence[object]) -> None:
        """Write the values of a row (from 0), which must come after the rows before it."""
        texts = zip(values, self._rooms, strict=True)
        self._sheet.set_row(row, height(len(text) / fits for text, fits in texts if isinstance(text, str)))
        cells = (
            self._cell(f"{name}{row + 1}", value, column)
            for (name, column), value in zip(self._columns, values, strict=True)
        )
        self._sheet.write_cells(row, list(cells))

    def _cell(self, place: str, value: object, column: Column) -> str:
        """Return one value as a cell; what is missing, or no number, leaves it empty."""
        match value:
            case str() if value and column.vorm == "link":
                return self._link(place, value)
            case str() if value:
                return self._text(place, value)
            case bool():
                return self._text(place, "ja" if value else "nee")
            case int() | float() if math.isfinite(value):
                return number_cell(place, self._style(_number_format(value, column)), value)
            case list():
                return self._text(place, _LIST_SEPARATOR.join(map(str, value)))
            case _:
                return empty_cell(place, self._style("tekst"))

    def _text(self, place: str, text: str) -> str:
        return text_cell(place, self._style("tekst"), fitting(text))

    def _link(self, place: str, link: str) -> str:
        """Link to a page of a report; as plain text when Excel would not take it."""
        document, _, page = link.rpartition("#page=")
        address = self._links.to(unquote(document), int(page))
        if not self._links_left or len(address) > _LONGEST_ADDRESS:
            return self._text(place, link)
        self._links_left -= 1
        target = address if "://" in address or address.startswith("file:") else f"external:{address}"
        shown = f"open p. {page}" if "#page=" in address else "open"
        self._sheet.write_url(place, target, self._formats["link"], shown)
        return text_cell(place, self._style("link"), shown)

    def _style(self, name: str) -> int:
        """The number of a format, which the library gives out in the order of use."""
        if name not in self._styles:
            self._styles[name] = self._formats[name]._get_xf_index()
        return self._styles[name]


def fitting(text: str) -> str:
    """Return text that fits in a cell: no characters that XML does not allow, and cut with '…' where it is too long."""
    text = printable(text)
    if 2 * len(text) <= MOST_CHARACTERS:
        return text
    units = text.encode(_UNIT)
    if len(units) <= 2 * MOST_CHARACTERS:
        return text
    return units[: 2 * (MOST_CHARACTERS - 1)].decode(_UNIT, errors="ignore") + "…"


def _number_format(value: float, column: Column) -> str:
    if column.vorm in ("aandeel", "kans"):
        return column.vorm
    return "getal" if isinstance(value, int) else "breuk"
