"""Values of a table -> cells of a sheet: numbers as numbers, text that never runs, links that open a report."""

import math
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from pipeline.report.links import Links
from pipeline.report.safe_text import printable
from pipeline.report.sheets import Column

# Excel takes no more than these in a cell (in units of UTF-16), in an address, and of links in a sheet.
MOST_CHARACTERS = 32_767
_LONGEST_ADDRESS = 2_000
MOST_LINKS = 65_530
_LIST_SEPARATOR = ", "
_UNIT = "utf-16-le"


class CellWriter:
    """Writes the cells of one sheet with the formats of its workbook; counts the links that Excel still takes."""

    def __init__(self, sheet: Any, formats: Mapping[str, Any], links: Links) -> None:
        self._sheet = sheet
        self._formats = formats
        self._links = links
        self._links_left = MOST_LINKS

    def write(self, row: int, place: int, value: object, column: Column) -> None:
        """Write one value; what is missing, or no number, leaves the cell empty."""
        match value:
            case bool():
                self._write_text(row, place, "ja" if value else "nee")
            case int() | float() if math.isfinite(value):
                self._sheet.write_number(row, place, value, self._formats[_number_format(value, column)])
            case list():
                self._write_text(row, place, _LIST_SEPARATOR.join(map(str, value)))
            case str() if value and column.vorm == "link":
                self._write_link(row, place, value)
            case str() if value:
                self._write_text(row, place, value)
            case _:
                self._sheet.write_blank(row, place, None, self._formats["tekst"])

    def _write_text(self, row: int, place: int, text: str) -> None:
        self._sheet.write_string(row, place, fitting(text), self._formats["tekst"])

    def _write_link(self, row: int, place: int, link: str) -> None:
        """Link to a page of a report; as plain text when Excel would not take it."""
        document, _, page = link.rpartition("#page=")
        address = self._links.to(unquote(document), int(page))
        if not self._links_left or len(address) > _LONGEST_ADDRESS:
            self._write_text(row, place, link)
            return
        self._links_left -= 1
        target = address if "://" in address or address.startswith("file:") else f"external:{address}"
        shown = f"open p. {page}" if "#page=" in address else "open"
        self._sheet.write_url(row, place, target, self._formats["link"], shown)


def fitting(text: str) -> str:
    """Return text that fits in a cell: no characters that XML does not allow, and cut with '…' where it is too long."""
    units = printable(text).encode(_UNIT)
    if len(units) <= 2 * MOST_CHARACTERS:
        return units.decode(_UNIT)
    return units[: 2 * (MOST_CHARACTERS - 1)].decode(_UNIT, errors="ignore") + "…"


def _number_format(value: float, column: Column) -> str:
    if column.vorm in ("aandeel", "kans"):
        return column.vorm
    return "getal" if isinstance(value, int) else "breuk"
