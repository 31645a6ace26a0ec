"""Rows and cells of a table of an OpenDocument text."""

from collections.abc import Iterator

from lxml.etree import _Element

from pipeline.extract.cells import Cell
from pipeline.extract.elements import attribute, local
from pipeline.extract.numbers import whole
from pipeline.extract.odt.inline import Inline


def rows_of(table: _Element) -> list[list[_Element]]:
    """The cells of each row, also of rows in a group."""
    return [[cell for cell in row if local(cell).endswith("table-cell")] for row in _rows(table)]


def cell_of(cell: _Element, inline: Inline) -> Cell:
    """What a merged cell covers stands in the file as covered cells, many of which can be written as one."""
    covered = local(cell) == "covered-table-cell"
    return Cell("" if covered else inline.text(cell), whole(attribute(cell, "number-columns-repeated"), 1))


def _rows(table: _Element) -> Iterator[_Element]:
    for below in table:
        if local(below) == "table-row":
            yield below
        elif local(below) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(below)
