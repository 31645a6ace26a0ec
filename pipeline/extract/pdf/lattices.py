"""Which text stands in which cell of a grid."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf

from pipeline.extract.pdf.grids import Grid, grids_of
from pipeline.extract.pdf.rules import Rules
from pipeline.extract.pdf.shapes import ARTEFACT, Piece

_RISE = 0.3  # of the type size, from the baseline up to the middle of small letters
_MARGIN = 1.0  # points that text may reach over a rule
_RIM = 0.12  # share of the page height: a grid within it, above or below, is that of a running header


class Lattice:
    """A grid that can be asked which of its cells holds a point."""

    def __init__(self, cells: Grid) -> None:
        self.cells = cells
        self._lefts = sorted({x for cell in cells for x in (cell[0], cell[2])})
        self._tops = sorted({y for cell in cells for y in (cell[1], cell[3])})
        lefts, tops = ({at: i for i, at in enumerate(places)} for places in (self._lefts, self._tops))
        self._held = {
            (i, j): number
            for number, (x0, top, x1, bottom) in enumerate(cells)
            for i in range(lefts[x0], lefts[x1])
            for j in range(tops[top], tops[bottom])
        }

    def row_of(self, number: int) -> int:
        """The row that a cell starts in, from 0."""
        return bisect_right(self._tops, self.cells[number][1]) - 1

    def cell_of(self, piece: Piece) -> int | None:
        """Number of the cell that the middle of a piece stands in; text turned sideways and artefacts stand in none."""
        if piece.turn or piece.tag == ARTEFACT:
            return None
        return self._cell_at((piece.x0 + piece.x1) / 2, piece)

    def is_crossed_by(self, piece: Piece) -> bool:
        """Whether a piece of several words starts in one cell and ends in another."""
        if " " not in piece.text:
            return False
        ends = self._cell_at(piece.x0 + _MARGIN, piece), self._cell_at(piece.x1 - _MARGIN, piece)
        return ends[0] != ends[1] and None not in ends

    def is_filled(self, pieces: Iterable[Piece]) -> bool:
        """Whether at least two rows hold text in at least two cells."""
        rows: dict[int, set[int]] = defaultdict(set)
        for number in map(self.cell_of, pieces):
            if number is not None:
                rows[self.row_of(number)].add(number)
        return sum(len(cells) > 1 for cells in rows.values()) > 1

    def _cell_at(self, x: float, piece: Piece) -> int | None:
        y = piece.base - _RISE * piece.style.size
        return self._held.get((bisect_right(self._lefts, x) - 1, bisect_right(self._tops, y) - 1))


def _divided(lattice: Lattice, pieces: Sequence[Piece]) -> Lattice:
    """The lattice with those cells divided that reach over several columns but hold text in each, side by side.

    Tables with a shade in every other row leave the columns of the rows between open.
    """
    inside: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        number = lattice.cell_of(piece)
        if number is not None:
            inside[number].append(piece)
    places = sorted({x for cell in lattice.cells for x in (cell[0], cell[2])})
    cells: Grid = []
    for number, (x0, top, x1, bottom) in enumerate(lattice.cells):
        cuts = [x for x in places if x0 < x < x1 and _parts(x, inside[number])]
        cells += [(left, top, right, bottom) for left, right in pairwise([x0, *cuts, x1])]
    return Lattice(cells)


def _parts(x: float, pieces: Sequence[Piece]) -> bool:
    """Whether pieces stand on both sides of a place, on one baseline and well apart, and none across it."""
    left, right = [piece for piece in pieces if piece.x1 <= x], [piece for piece in pieces if piece.x0 >= x]
    if len(left) + len(right) < len(pieces):
        return False
    bases = {round(piece.base): piece.x1 for piece in sorted(left, key=lambda piece: piece.x1)}
    return any(piece.x0 - bases.get(round(piece.base), inf) > piece.style.size for piece in right)


def lattices_of(rules: Rules, height: float, pieces: Sequence[Piece]) -> list[Lattice]:
    """The grids on a page of this height that hold text in rows and columns; none in the rim of running headers."""
    lattices = [_divided(Lattice(grid), pieces) for grid in grids_of(rules)]
    return [each for each in lattices if not _in_rim(each.cells, height) and each.is_filled(pieces)]


def _in_rim(cells: Grid, height: float) -> bool:
    return max(cell[3] for cell in cells) < _RIM * height or min(cell[1] for cell in cells) > (1 - _RIM) * height
