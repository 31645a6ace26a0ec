"""Tables of a web page."""

from collections.abc import Collection, Iterator

from lxml.etree import _Element

from pipeline.extract.cells import Cell, is_frame, table_text
from pipeline.extract.html.elements import SECTIONS, get, tag
from pipeline.extract.html.notes import is_note_mark
from pipeline.extract.numbers import whole

_LAYOUT = frozenset("table h1 h2 h3 h4 h5 h6 ul ol article section".split())


def is_data(table: _Element, hidden: Collection[_Element]) -> bool:
    """Whether a table holds data rather than a layout: two columns or more, and no headings, lists or tables inside."""
    if get(table, "role") in ("presentation", "none"):
        return False
    has_layout = any(tag(node) in _LAYOUT for node in table.iterdescendants() if node not in hidden)
    return not is_frame([_cells(row) for row in table.iter("tr")], has_heading=has_layout)


def text_of_table(table: _Element, hidden: Collection[_Element]) -> str:
    """The cells of a table, a line per row."""
    return table_text((_cell(cell, hidden) for cell in _cells(row)) for row in table.iter("tr") if row not in hidden)


def _cells(row: _Element) -> list[_Element]:
    return [cell for cell in row if tag(cell) in ("td", "th")]


def _cell(cell: _Element, hidden: Collection[_Element]) -> Cell:
    raw = "".join(_texts(cell, hidden)) if cell not in hidden else ""
    return Cell(raw, whole(get(cell, "colspan"), 1), whole(get(cell, "rowspan"), 1))


def _texts(node: _Element, hidden: Collection[_Element]) -> Iterator[str]:
    yield node.text or ""
    for below in node:
        if below not in hidden and not is_note_mark(below):
            yield " " * (tag(below) in SECTIONS or tag(below) == "br")
            yield from _texts(below, hidden)
        yield below.tail or ""
