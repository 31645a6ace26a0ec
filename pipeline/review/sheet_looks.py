"""How the review sheet looks: colours, widths, what is locked, and what changes colour as it is filled in."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from pipeline.review import sheet_columns as columns
from pipeline.review.records import Item
from pipeline.review.sheet_state import CONTRADICTORY, DONE, INCOMPLETE, SKIPPED, UNKNOWN

HEAD_ROW = 1  # counted from 0; above it stands how far one is
_BLUE, _INK, _GREY, _RULE = "#1D4E89", "#1B1F24", "#6B7480", "#D5DAE1"
_HEAD, _ENTRY, _PROPOSED, _DONE, _SKIPPED, _MEND = "#EEF1F5", "#FFFDF2", "#CFE0F5", "#E3F1E3", "#ECECEC", "#F9C9A4"
_FONT: dict[str, Any] = {"font_name": "Calibri", "font_size": 10, "valign": "top", "font_color": _INK}
# Excel sorts on a protected sheet only where no cell is locked; what is not to be filled in refuses what is typed.
_TABLE = _FONT | {"locked": False}
_CELL = _TABLE | {"text_wrap": True, "bottom": 1, "bottom_color": _RULE}
_INPUT = _CELL | {"bg_color": _ENTRY, "left": 1, "right": 1, "left_color": _RULE, "right_color": _RULE}
_TOP = _TABLE | {"text_wrap": True, "bold": True, "bottom": 2, "bottom_color": _BLUE, "valign": "vcenter"}
_LOOKS: dict[str, dict[str, Any]] = {
    "kop": _TOP | {"bg_color": _HEAD},
    "vraagkop": _TOP | {"bg_color": _BLUE, "font_color": "white"},
    "titel": _FONT | {"font_size": 14, "bold": True, "font_color": _BLUE, "valign": "vcenter"},
    "uitleg": _FONT | {"text_wrap": True, "valign": "vcenter"},
    "nummer": _CELL | {"font_color": _GREY, "align": "center"},
    "tekst": _CELL,
    "passage": _CELL | {"bold": True, "font_size": 11},
    "klein": _CELL | {"font_size": 9, "font_color": _GREY},
    "voorstel": _CELL | {"font_size": 9},
    "stand": _CELL | {"font_size": 9, "font_color": _GREY},
    "link": _CELL | {"font_color": _BLUE, "underline": 1},
    "invullen": _INPUT | {"align": "center", "bold": True},
    "invullen tekst": _INPUT,
    "sleutel": {"locked": False, "font_name": "Calibri", "font_size": 8, "font_color": _GREY},
    # Pieces of one cell, and what a condition changes.
    "vet": {"font_name": "Calibri", "font_size": 11, "bold": True, "font_color": _INK},
    "grijs": {"font_name": "Calibri", "font_size": 9, "font_color": _GREY},
    "is klaar": {"bg_color": _DONE},
    "is overgeslagen": {"bg_color": _SKIPPED, "font_color": _GREY},
    "mis": {"bg_color": _MEND, "bold": True, "font_color": _INK},
    "is voorgesteld": {"bg_color": _PROPOSED},
    # The guide and the codebook.
    "h1": _FONT | {"font_size": 16, "bold": True, "font_color": _BLUE},
    "h2": _FONT | {"font_size": 12, "bold": True, "font_color": _BLUE, "valign": "bottom"},
    "alinea": _FONT | {"text_wrap": True},
    "vette cel": _CELL | {"bold": True},
}
_WIDTHS = {
    columns.NUMBER: 5,
    columns.PASSAGE: 64,
    columns.PROPOSAL: 21,
    columns.AGREED: 11,
    columns.ROLE: 13,
    columns.REMARK: 24,
    columns.STATE: 12,
    columns.PAGE: 8,
    columns.DOCUMENT: 20,
    columns.SECTION: 26,
    columns.CODER: 11,
}
_CODE_WIDTH = 10
# Letters on a line, and the points of that line.
_BOLD, _SMALL, _NARROW = (60, 15.0), (80, 12.5), (25, 12.5)
_MARGIN, _MOST_POINTS = 8, 400  # Excel takes no more than 409
ALLOWED = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True, "objects": True}


@dataclass(frozen=True)
class Looks:
    """The formats of a workbook by name."""

    formats: dict[str, Any]

    @classmethod
    def of(cls, workbook: Any) -> "Looks":
        """Add every format to a workbook."""
        return cls({name: workbook.add_format(looks) for name, looks in _LOOKS.items()})

    def __getitem__(self, name: str) -> Any:
        """Return the format of this name."""
        return self.formats[name]


def lay_out(sheet: Any, heads: Sequence[str], rows: int, looks: Looks, *, mechanisms: Sequence[str]) -> None:
    """Set widths, filters, protection, what stays in sight, how it is printed, and the colours of so many rows."""
    for place, head in enumerate(heads):
        width = _WIDTHS.get(head, max(_CODE_WIDTH, len(head) + 3))
        hidden = head in (columns.PROPOSED, columns.PROPOSED_ROLE) or head.startswith(columns.KEY)
        sheet.set_column(place, place, 12 if hidden else width, None, {"hidden": hidden})
    sheet.set_row(0, 46)
    sheet.set_row(HEAD_ROW, 30)
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + rows, len(heads) - 1)  # the hidden ones too, to be sorted with the rest
    sheet.protect("", ALLOWED)
    sheet.hide_gridlines(2)
    _print(sheet, heads, rows)
    if rows:
        _colour(sheet, heads, rows, looks, mechanisms)


def row_height(item: Item, proposed: int) -> float:
    """Return the height in points in which a passage in its context and a proposal of so many lines can be read."""
    passage = _points(item.text, *_BOLD) + _points(item.before, *_SMALL) + _points(item.after, *_SMALL)
    beside = (proposed * _SMALL[1], _points(item.section, *_NARROW), _points(item.document, *_NARROW))
    return min(max(passage, *beside) + _MARGIN, _MOST_POINTS)


def _points(text: str, letters: int, line: float) -> float:
    return line * math.ceil(len(text) / letters)


def _print(sheet: Any, heads: Sequence[str], rows: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(8)  # A3: on less, nothing can be read
    sheet.set_margins(0.4, 0.4, 0.4, 0.5)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, HEAD_ROW)
    sheet.print_area(0, 0, HEAD_ROW + rows, heads.index(columns.CODER))
    sheet.set_footer("&R&P / &N")


def _colour(sheet: Any, heads: Sequence[str], rows: int, looks: Looks, mechanisms: Sequence[str]) -> None:
    """What is to be mended goes before what was proposed, and that before what is done."""
    first, last = HEAD_ROW + 1, HEAD_ROW + rows
    state = f"${xl_col_to_name(heads.index(columns.STATE))}{first + 1}"
    left, right = heads.index(mechanisms[0]), heads.index(mechanisms[-1])
    head, cell = f"{xl_col_to_name(left)}${HEAD_ROW + 1}", f"{xl_col_to_name(left)}{first + 1}"
    proposed = f'ISNUMBER(FIND(","&{head}&",",${xl_col_to_name(heads.index(columns.PROPOSED))}{first + 1}))'
    whole, codes = (first, 0, last, heads.index(columns.CODER)), (first, left, last, right)
    states = (first, heads.index(columns.STATE), last, heads.index(columns.STATE))
    agreed = (first, heads.index(columns.AGREED), last, heads.index(columns.AGREED))
    wrong = "OR(" + ",".join(f'{state}="{one}"' for one in (INCOMPLETE, CONTRADICTORY, UNKNOWN)) + ")"
    rules = [
        (codes, f'=AND({state}="{INCOMPLETE}",{proposed},{cell}="")', "mis"),
        (agreed, f'={state}="{CONTRADICTORY}"', "mis"),
        (states, f"={wrong}", "mis"),
        (codes, f"={proposed}", "is voorgesteld"),
        (whole, f'={state}="{DONE}"', "is klaar"),
        (whole, f'={state}="{SKIPPED}"', "is overgeslagen"),
    ]
    for area, formula, name in rules:
        sheet.conditional_format(*area, {"type": "formula", "criteria": formula, "format": looks[name]})
