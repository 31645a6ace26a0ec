"""What grids of ruling lines say of text, told in the roles that a structure tree would give it."""

import re
from collections.abc import Iterable, Sequence
from itertools import count, groupby

from pipeline.extract.pdf.lattices import Lattice
from pipeline.extract.pdf.shapes import Line, Piece
from pipeline.extract.pdf.tags import NO_ROLE, Roles

_MOST_CELLS = 10_000  # in one grid, so that the numbers of cells are unique on the page
_SENTENCE = re.compile(r"[^\W\d_]{2}[.!?][\"'’”)]?(?=\s+[\"'‘“(]?[A-ZÀ-Ý•\-–]|$)")
_FEWEST_SENTENCES = 2
_SHORTEST_TEXT = 150  # characters; with as many sentences as that a cell holds running text, not an entry
_MOST_RUNNING = 0.5  # share of the text; a grid with more of it in cells of running text is no table but a layout


def set_in_cells(
    pieces: Sequence[Piece], roles: Roles, lattices: Sequence[Lattice]
) -> tuple[list[Piece], Roles]:
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


def _lays_out_text(grid: Iterable[Line]) -> bool:
    """Whether most of the text in a grid stands in cells that hold whole paragraphs."""
    cells = [" ".join(line.text for line in cell) for _, cell in groupby(grid, key=lambda line: line.role.ruled)]
    running = sum(len(text) for text in cells if _is_running(text))
    return running > _MOST_RUNNING * sum(map(len, cells))


def _is_running(text: str) -> bool:
    return len(text) >= _SHORTEST_TEXT and len(_SENTENCE.findall(text)) >= _FEWEST_SENTENCES
