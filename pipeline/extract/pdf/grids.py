"""Grids of ruling lines: the cells that they enclose.

Finding cells takes time that grows with the square of the number of lines: so it is done for one group of touching
lines at a time, and only for those groups that can hold a table.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.extract.pdf.crossings import cells_between, tables_among
from pipeline.extract.pdf.rules import Rule, Rules
from pipeline.records import Box

_NEAR = 3.0  # points; lines nearer than this are drawn as one, and ends nearer than this meet
_FEWEST = 3  # lines in each direction around two rows of two cells
_SHORTEST = 8.0  # points; no cell is smaller, so what stays shorter than this is a letter, a tick or a box to mark
_MOST = 300  # lines in one group: more are a drawing, or boxes around words
_FULL = 0.7  # share of the box around a table that its cells fill

Grid = list[Box]  # its cells, by rows from the top, each from the left


def grids_of(rules: Rules) -> list[Grid]:
    """The grids of a page with at least two rows and two columns of cells."""
    if not rules.down or len(rules.along) < 2:
        return []
    groups = _groups(_joined(rules.along), _joined(rules.down))
    return [grid for group in groups for grid in _grids(group) if _is_full(grid)]


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """The rules by place, with those that touch or lie over each other made one."""
    joined: list[Rule] = []
    for level in _levels(sorted(rules)):
        at = level[len(level) // 2].at
        level.sort(key=lambda rule: rule.start)
        joined.append(Rule(at, level[0].start, level[0].end))
        for rule in level[1:]:
            if rule.start > joined[-1].end + _NEAR:
                joined.append(Rule(at, rule.start, rule.end))
            elif rule.end > joined[-1].end:
                joined[-1] = joined[-1]._replace(end=rule.end)
    return [rule for rule in joined if rule.end - rule.start >= _SHORTEST]


def _levels(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """The rules, which are sorted by place, in groups that lie in one place."""
    level: list[Rule] = []
    for rule in rules:
        if level and rule.at - level[0].at > _NEAR:
            yield level
            level = []
        level.append(rule)
    if level:
        yield level


def _groups(along: Sequence[Rule], down: Sequence[Rule]) -> Iterator[Rules]:
    """The rules in groups that touch each other; both are sorted by place."""
    leader = list(range(len(along) + len(down)))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    places = [rule.at for rule in down]
    for i, rule in enumerate(along):
        for j in range(bisect_left(places, rule.start - _NEAR), bisect_left(places, rule.end + _NEAR)):
            if down[j].start - _NEAR <= rule.at <= down[j].end + _NEAR:
                leader[find(len(along) + j)] = find(i)
    groups: dict[int, Rules] = {}
    for i, rule in enumerate((*along, *down)):
        group = groups.setdefault(find(i), Rules([], []))
        (group.along if i < len(along) else group.down).append(rule)
    yield from groups.values()


def _grids(group: Rules) -> Iterator[Grid]:
    """The grids in one group of rules, if it holds enough of them and not so many that it is a drawing."""
    if not group.along or not group.down or len(group.along) + len(group.down) > _MOST:
        return
    along = [*group.along, *_missing(group.down, group.along)]
    down = [*group.down, *_missing(group.along, group.down)]
    if min(len({rule.at for rule in along}), len({rule.at for rule in down})) < _FEWEST:
        return
    for grid in tables_among(cells_between(along, down, _NEAR)):
        yield sorted(grid, key=lambda cell: (cell[1], cell[0]))


def _is_full(grid: Grid) -> bool:
    """Whether cells in rows and columns fill the box around them, as the boxes of a drawing do not."""
    lefts, tops, rights, bottoms = map(set, zip(*grid, strict=True))
    if min(len(lefts), len(tops)) < 2:
        return False
    filled = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in grid)
    return bool(filled >= _FULL * (max(rights) - min(lefts)) * (max(bottoms) - min(tops)))


def _missing(rules: Sequence[Rule], across: Sequence[Rule]) -> Iterator[Rule]:
    """The outer sides that a table leaves open: where most of the rules end at one place without one across it."""
    first, last = min(rule.start for rule in rules), max(rule.end for rule in rules)
    for place, reaching in (
        (first, [rule.at for rule in rules if rule.start <= first + _NEAR]),
        (last, [rule.at for rule in rules if rule.end >= last - _NEAR]),
    ):
        is_open = all(abs(rule.at - place) > _NEAR for rule in across)
        if is_open and len(reaching) >= _FEWEST and 2 * len(reaching) >= len(rules):
            yield Rule(place, min(reaching), max(reaching))
