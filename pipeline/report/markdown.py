"""The written report as Markdown (CommonMark with the tables of GitHub), which reads well as plain text too."""

import re
from collections.abc import Sequence
from urllib.parse import quote

from pipeline.report.elements import Cell, Element, Heading, Line, Listing, Paragraph, Quote, Run, Table
from pipeline.report.links import Links
from pipeline.report.outline import outline
from pipeline.report.safe_text import one_line
from pipeline.synthesis.records import Synthesis

# An underscore within a word and an ampersand that begins no entity are plain text, and read better without backslash.
_MARKUP = re.compile(r"[\\`*\[\]<|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|(?<!\S)#")
_BEGINS_BLOCK = re.compile(r"^(\s*)([-+=>]|\d{1,9}(?=[.)](?:\s|$)))")
_KEPT_IN_ADDRESS = "/:#=%?&"
# Columns are filled out to line up as plain text, unless that makes lines nobody can read.
_WIDEST_COLUMN = 60


def markdown(synthesis: Synthesis, links: Links) -> str:
    """Return the rode draad as Markdown; nothing in the text of a report works as markup."""
    return "\n\n".join(_block(element) for element in outline(synthesis, links)) + "\n"


def escape(text: str) -> str:
    """Return text on one line that Markdown shows as it is."""
    return _BEGINS_BLOCK.sub(_as_text, _MARKUP.sub(r"\\\g<0>", one_line(text)))


def _as_text(found: re.Match[str]) -> str:
    """The backslash goes before a sign, and behind a number, before its point."""
    space, mark = found.groups()
    return f"{space}{mark}\\" if mark.isdecimal() else f"{space}\\{mark}"


def _block(element: Element) -> str:
    match element:
        case Heading(level=level, text=text):
            return f"{'#' * level} {escape(text).strip()}"
        case Paragraph(lines=lines):
            return "\n".join(map(_line, lines))
        case Quote(text=text, place=place):
            return f"> {escape(text).strip()}\n>\n> — {_line(place)}"
        case Listing(items=items):
            return "\n".join(f"- {_line(item)}" for item in items)
        case Table():
            return _table(element)


def _line(line: Line) -> str:
    return "".join(map(_run, line)).strip()


def _run(run: Run) -> str:
    text = escape(run.text)
    if run.strong:
        bare = text.strip()
        text = text.replace(bare, f"**{bare}**") if bare else text
    return f"[{text}]({quote(run.link, safe=_KEPT_IN_ADDRESS)})" if run.link else text


def _table(table: Table) -> str:
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    heads = [escape(head) for head in table.heads]
    widths = [max(3, *map(len, column)) for column in zip(heads, *rows, strict=True)]
    rule = ["-" * (width - 1) + ("-:"[place in table.numbers]) for place, width in enumerate(map(_shown, widths))]
    lines = [heads, rule, *rows]
    return "\n".join(_row(cells, widths, table.numbers) for cells in lines)


def _cell(cell: Cell) -> str:
    return _line(cell.line)


def _shown(width: int) -> int:
    return width if width <= _WIDEST_COLUMN else 3


def _row(cells: Sequence[str], widths: Sequence[int], numbers: Sequence[int]) -> str:
    filled = [
        cell.rjust(_shown(width)) if place in numbers else cell.ljust(_shown(width))
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(filled)} |"
