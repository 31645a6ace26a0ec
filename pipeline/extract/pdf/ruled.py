"""What grids of ruling lines say of text, told in the roles that a structure tree would give it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import count, groupby

from pipeline.extract.pdf.lattices import Lattice
from pipeline.extract.pdf.shapes import Line, Piece
from pipeline.extract.pdf.tags import NO_ROLE, Roles
from pipeline.extract.pdf.text import ends_sentence

_MOST_CELLS = 10_000  # in one grid, so that the numbers of cells are unique on the page
_SENTENCE = re.compile(r"[^\W\d_]{2}[.!?][\"'’”)]?(?=\s+[\"'‘“(]?[A-ZÀ-Ý•\-–]|$)")
_FEWEST_SENTENCES = 2
_SHORTEST_TEXT = 150  # characters; with as many sentences as that a cell holds running text, not an entry
_MOST_COLUMNS = 4  # with text; a grid of more is a table, however much its cells say
_MOST_RUNNING = 0.5  # share of the text; a grid with more of it in cells of running text is no table but a layout


def set_in_cells(pieces: Sequence[Piece], roles: Roles, lattices: Sequence[Lattice]) -> tuple[list[Piece], Roles]:
    """The pieces and roles of a page, with a tag and a role of its own for what stands in each cell."""
    fresh = count(max(roles, default=0) + 1)
    tags: dict[tuple[int, int], int] = {}
    every, placed = dict(roles), list(pieces)
    for table, lattice in enumerate(lattices, start=1):
        for i, piece in enumerate(pieces):
            number = lattice.cell_of(piece)
            if number is None:
                continue
            cell = table * _MOST_CELLS + number
            if (cell, piece.tag) not in tags:
                tags[cell, piece.tag] = tag = next(fresh)
                role = roles.get(piece.tag, NO_ROLE)
                every[tag] = role._replace(table=table, row=1 + lattice.row_of(number), cell=cell, ruled=cell)
            placed[i] = piece._replace(tag=tags[cell, piece.tag])
    return placed, every


def by_cells(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, with those of each grid together in the order of its cells.

    In a grid that lays out running text the lines are no table cells; they only keep to the cell that they stand in.
    """
    grids: dict[int, list[Line]] = {}
    for line in lines:
        if line.role.ruled:
            grids.setdefault(_grid(line), []).append(line)
    ordered: list[Line] = []
    for line in lines:
        if not line.role.ruled:
            ordered.append(line)
        elif _grid(line) in grids:
            ordered += _in_order(grids.pop(_grid(line)))
    return ordered


def _grid(line: Line) -> int:
    return line.role.ruled // _MOST_CELLS


def _in_order(grid: list[Line]) -> list[Line]:
    grid.sort(key=lambda line: line.role.ruled)
    if _lays_out_text(grid):
        for line in grid:
            line.role = line.role._replace(table=0, row=0, cell=0)
    return grid


def _lays_out_text(grid: Sequence[Line]) -> bool:
    """Whether few columns hold most of their text in cells of running text."""
    cells = [list(cell) for _, cell in groupby(grid, key=lambda line: line.role.ruled)]
    rows = Counter(cell[0].role.row for cell in cells)
    if max(rows.values()) > _MOST_COLUMNS:
        return False
    running = sum(_length(cell) for cell in cells if _is_running(cell))
    return running > _MOST_RUNNING * sum(map(_length, cells))


def _length(cell: Iterable[Line]) -> int:
    return sum(len(line.text) for line in cell)


def _is_running(cell: Sequence[Line]) -> bool:
    """Whether a cell holds a paragraph: several sentences that go on from line to line, not one on each."""
    if _length(cell) < _SHORTEST_TEXT or 2 * sum(ends_sentence(line.text) for line in cell) > len(cell):
        return False
    return len(_SENTENCE.findall(" ".join(line.text for line in cell))) >= _FEWEST_SENTENCES
