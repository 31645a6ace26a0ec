"""How a sheet looks: widths, heights, what stays in sight, filters and colours."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.report.sheets import Column

_FONT: dict[str, Any] = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
_NUMBER: dict[str, Any] = {"align": "right", "indent": 1}  # clear of the text in the next column
_BLUE, _RULE, _HEAD_FILL, _BAR = "#1D4E89", "#BFC5CE", "#EEF1F5", "#B7CBE5"
_VERDICTS = {"aanwezig": "#F2A69B", "zwak": "#FBE0DB", "stil": "#EEF1F5"}
_NOT_READ = "#FBE0DB"
_LINE = 13.5  # points
_MOST_LINES = 9
_WIDTH, _LINK_WIDTH = 12, 10
# Widths are counted in digits of the usual font: so many letters of this one go in the place of a digit.
_LETTERS = 1.1
# Beside the letters of a head there is the button of its filter.
_BUTTON = 3


def add_formats(workbook: Any) -> dict[str, Any]:
    """Return the formats of the cells by name."""
    own: dict[str, dict[str, Any]] = {
        "kop": {"bold": True, "text_wrap": True, "bg_color": _HEAD_FILL, "bottom": 1, "bottom_color": _RULE},
        "tekst": {"text_wrap": True},
        "vet": {"text_wrap": True, "bold": True, "bg_color": _HEAD_FILL},
        "vette link": {"bold": True, "bg_color": _HEAD_FILL, "font_color": _BLUE, "underline": 1},
        "link": {"font_color": _BLUE, "underline": 1},
        "getal": _NUMBER | {"num_format": "#,##0"},
        "breuk": _NUMBER | {"num_format": "#,##0.00"},
        "aandeel": _NUMBER | {"num_format": "0.0 %"},
        "kans": _NUMBER | {"num_format": "0.0000"},
        "niet gelezen": {"bg_color": _NOT_READ},
        **{verdict: {"bg_color": color} for verdict, color in _VERDICTS.items()},
    }
    # A conditional format only names what it changes.
    coloured = {*_VERDICTS, "niet gelezen"}
    return {name: workbook.add_format(looks if name in coloured else _FONT | looks) for name, looks in own.items()}


def lay_out(sheet: Any, columns: Sequence[Column], *, rows: int, frozen: int, formats: Mapping[str, Any]) -> None:
    """Write the heads, fix them and the first columns, and set widths, filters and colours for so many rows."""
    sheet.freeze_panes(1, frozen)
    sheet.autofilter(0, 0, rows, len(columns) - 1)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, width(column))
        if rows:
            _colour(sheet, place, column, rows, formats)
    sheet.set_row(0, max(row_height([(head(column), column) for column in columns]), 2 * _LINE))
    for place, column in enumerate(columns):
        sheet.write_string(0, place, head(column), formats["kop"])
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def head(column: Column) -> str:
    """Return the name of a column as it stands above it: with spaces, so that it can be wrapped."""
    return column.naam.replace("_", " ")


def width(column: Column) -> int:
    """Return the width of a column in characters; the longest word of its head fits."""
    chosen = column.breed or (_LINK_WIDTH if column.vorm == "link" else _WIDTH)
    return max(chosen, *(len(word) + _BUTTON for word in head(column).split()))


def row_height(cells: Sequence[tuple[object, Column]]) -> float:
    """Return the height in points in which the texts of a row can be read, up to nine lines."""
    return height(len(value) / room(column) for value, column in cells if isinstance(value, str))


def room(column: Column) -> float:
    """Return how many letters fit on a line of a column; any number where there are only links, which stay short."""
    return math.inf if column.vorm == "link" else _LETTERS * width(column)


def height(lines: Iterable[float]) -> float:
    """Return the height in points of a row with texts of so many lines."""
    return _LINE * min(max(math.ceil(max(lines, default=1)), 1), _MOST_LINES)


def _colour(sheet: Any, place: int, column: Column, rows: int, formats: Mapping[str, Any]) -> None:
    area = (1, place, rows, place)
    if column.balk:
        ends = {"min_type": "num", "min_value": 0} | ({"max_type": "num", "max_value": 1} if column.vorm else {})
        sheet.conditional_format(*area, {"type": "data_bar", "bar_color": _BAR, "bar_solid": True, **ends})
    if column.vorm == "oordeel":
        for verdict in _VERDICTS:
            rule = {"type": "cell", "criteria": "==", "value": f'"{verdict}"', "format": formats[verdict]}
            sheet.conditional_format(*area, rule)
    if column.vorm == "status":
        rule = {"type": "cell", "criteria": "!=", "value": '"ok"', "format": formats["niet gelezen"]}
        sheet.conditional_format(*area, rule)
