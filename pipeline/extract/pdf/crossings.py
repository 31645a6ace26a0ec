"""The cells between crossing rules, as the table finder of pdfplumber finds them: rectangles with four drawn sides.

Here from rules as they are, without the loading of pdfplumber and without its search of all points for each point.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from pipeline.extract.pdf.rules import Rule
from pipeline.records import Box

Point = tuple[float, float]


class _Crossing(NamedTuple):
    """A point where rules cross, with all those that do."""

    x: float
    y: float
    along: set[Rule]
    down: set[Rule]


def cells_between(along: Iterable[Rule], down: Iterable[Rule], near: float) -> list[Box]:
    """The smallest cell to the lower right of each crossing, from left to right; rules that come ``near`` cross."""
    crossings = _crossings(along, down, near)
    rows, columns = defaultdict(list), defaultdict(list)
    for (x, y), crossing in crossings.items():
        columns[x].append(crossing)
        rows[y].append(crossing)
    corners = (_corner(each, columns[each.x], rows[each.y], crossings) for each in crossings.values())
    return [(each.x, each.y, *corner) for each, corner in zip(crossings.values(), corners, strict=True) if corner]


def tables_among(cells: Sequence[Box]) -> list[list[Box]]:
    """Cells in groups that share corners, by the highest cell of each group; cells on their own are left out."""
    at: dict[Point, list[int]] = defaultdict(list)
    for i, (x0, top, x1, bottom) in enumerate(cells):
        for corner in product((x0, x1), (top, bottom)):
            at[corner].append(i)
    tables = [table for table in _connected(cells, at) if len(table) > 1]
    return sorted(tables, key=lambda table: min((top, x0) for x0, top, _, _ in table))


def _crossings(along: Iterable[Rule], down: Iterable[Rule], near: float) -> dict[Point, _Crossing]:
    """Every crossing by its place, from left to right, then from the top."""
    found: dict[Point, _Crossing] = {}
    level = sorted(along)
    for upright in sorted(down):
        for rule in level:
            high_enough = upright.start <= rule.at + near and upright.end >= rule.at - near
            if high_enough and rule.start - near <= upright.at <= rule.end + near:
                place = upright.at, rule.at
                crossing = found.setdefault(place, _Crossing(*place, set(), set()))
                crossing.along.add(rule)
                crossing.down.add(upright)
    return dict(sorted(found.items()))


def _corner(
    start: _Crossing, column: Sequence[_Crossing], row: Sequence[_Crossing], crossings: dict[Point, _Crossing]
) -> Point | None:
    """The lower right corner of the smallest cell from a crossing; None when it starts none."""
    below = [each for each in column if each.y > start.y and not start.down.isdisjoint(each.down)]
    right = [each for each in row if each.x > start.x and not start.along.isdisjoint(each.along)]
    for lower, righter in product(below, right):
        corner = crossings.get((righter.x, lower.y))
        if corner and not corner.down.isdisjoint(righter.down) and not corner.along.isdisjoint(lower.along):
            return corner.x, corner.y
    return None


def _connected(cells: Sequence[Box], at: dict[Point, list[int]]) -> Iterator[list[Box]]:
    """The cells in groups; ``at`` holds the numbers of those with a corner in one place."""
    left = dict.fromkeys(range(len(cells)))
    while left:
        group = [next(iter(left))]
        left.pop(group[0])
        for i in group:
            x0, top, x1, bottom = cells[i]
            touching = {j for corner in product((x0, x1), (top, bottom)) for j in at[corner] if j in left}
            group += touching
            for j in touching:
                left.pop(j)
        yield [cells[i] for i in group]
