"""The ruling lines of a page: what is drawn straight along or down it, and the sides of drawn boxes."""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import pypdfium2.raw as pdfium_c

from pipeline.extract.pdf import paths
from pipeline.extract.pdf.frame import Frame
from pipeline.extract.pdf.native import address_of
from pipeline.records import Box

_THICK = 3.0  # points; what is drawn thinner is a line, whether it is stroked or a filled box
_SHORTEST = 4.0  # points; shorter marks are dots, dashes, ticks and the corners of borders
_STRAIGHT = 0.5  # points that a line may slant
_PADDING = (1.0, 8.0)  # points between the sides of a cell and the shade behind the text in it
_BOX = (4, 5)  # segments of a path that draws one box
_MOST_SEGMENTS = 400  # of one path: a longer one is a drawing
_MOST_PATHS = 6000  # on one page: more make a drawing or a map
_DEEPEST = 3  # forms within forms

Matrix = tuple[float, float, float, float, float, float]


class Rule(NamedTuple):
    """A line from ``start`` to ``end``, along the page ``at`` a height or down it ``at`` a distance from the left.

    All are points from the top left of the page as it is displayed.
    """

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The lines along and down one page, in the order in which they are drawn."""

    along: list[Rule]
    down: list[Rule]

    def add(self, box: Box) -> None:
        """Take up a box, or the line that it is when it is thin; dots are left out."""
        x0, top, x1, bottom = box
        if x1 - x0 >= _SHORTEST and bottom - top < _THICK:
            self.along.append(Rule((top + bottom) / 2, x0, x1))
        elif bottom - top >= _SHORTEST and x1 - x0 < _THICK:
            self.down.append(Rule((x0 + x1) / 2, top, bottom))
        elif x1 - x0 >= _SHORTEST and bottom - top >= _SHORTEST:
            self.along.extend((Rule(top, x0, x1), Rule(bottom, x0, x1)))
            self.down.extend((Rule(x0, top, bottom), Rule(x1, top, bottom)))


def rules_of(page: object, frame: Frame) -> Rules:
    """All ruling lines of a page; none on a page with so many paths that they make a drawing."""
    reader, rules = paths.PathReader(), Rules([], [])
    drawn = list(islice(_paths(paths.objects_on(address_of(page)), reader), _MOST_PATHS + 1))
    cell = None
    if len(drawn) <= _MOST_PATHS:
        for path, outer in drawn:
            box = _shown(reader.bounds(path), outer, frame)
            if _is_plain(path, box):
                if cell is None or not _is_shade(box, cell):
                    rules.add(box)
                    cell = box
            elif paths.count_segments(path) <= _MOST_SEGMENTS:
                matrix = _times(reader.matrix(path), outer)
                for stretch in _stretches(path, reader):
                    _add_stretch(rules, _shown(stretch, matrix, frame))
    return rules


def _paths(
    members: Sequence[int], reader: paths.PathReader, outer: Matrix | None = None, depth: int = 0
) -> Iterator[tuple[int, Matrix | None]]:
    """Every drawn path with the matrix of the forms that it stands in, None on the page itself."""
    for each, kind in zip(members, paths.kinds_of(members), strict=True):
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            yield each, outer
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _paths(paths.parts_of(each), reader, _times(reader.matrix(each), outer), depth + 1)


def _is_plain(path: int, box: Box) -> bool:
    """Whether a path is as good as the box around it: a line, a mark, or a box."""
    x0, top, x1, bottom = box
    return x1 - x0 < _THICK or bottom - top < _THICK or paths.count_segments(path) in _BOX


def _is_shade(box: Box, cell: Box) -> bool:
    """Whether a box lies behind text within the cell that was drawn before it, as the shade of its paragraphs."""
    (x0, top, x1, bottom), (x0_, top_, x1_, bottom_) = box, cell
    nearest, furthest = _PADDING
    return (
        nearest < x0 - x0_ < furthest
        and nearest < x1_ - x1 < furthest
        and top > top_ - nearest
        and bottom < bottom_ + nearest
    )


def _stretches(path: int, reader: paths.PathReader) -> Iterator[Box]:
    """From point to point of a path, and back to its start, in its own space; nothing where the pen made a curve."""
    parts: list[list[tuple[float, float]]] = []
    for kind, x, y in (reader.point(path, i) for i in range(paths.count_segments(path))):
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        parts[-1].append((x, y))
    for part in parts:
        for (xa, ya), (xb, yb) in pairwise([*part, part[0]] if len(part) > 2 else part):
            yield xa, ya, xb, yb


def _add_stretch(rules: Rules, box: Box) -> None:
    x0, top, x1, bottom = box
    if min(x1 - x0, bottom - top) <= _STRAIGHT:
        rules.add(box)


def _shown(stretch: Box, matrix: Matrix | None, frame: Frame) -> Box:
    """The box around two corners, which stand in the space that the matrix leads from, as displayed."""
    x, y, x_, y_ = stretch
    if matrix is not None:
        a, b, c, d, e, f = matrix
        x, y, x_, y_ = a * x + c * y + e, b * x + d * y + f, a * x_ + c * y_ + e, b * x_ + d * y_ + f
    x, y = frame.place(x, y)
    x_, y_ = frame.place(x_, y_)
    return min(x, x_), min(y, y_), max(x, x_), max(y, y_)


def _times(inner: Sequence[float], outer: Matrix | None) -> Matrix:
    a, b, c, d, e, f = inner
    if outer is None:
        return a, b, c, d, e, f
    a_, b_, c_, d_, e_, f_ = outer
    x, y = e * a_ + f * c_ + e_, e * b_ + f * d_ + f_
    return a * a_ + b * c_, a * b_ + b * d_, c * a_ + d * c_, c * b_ + d * d_, x, y
