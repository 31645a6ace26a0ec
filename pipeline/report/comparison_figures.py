"""Figures of a comparison: the shares of all mechanisms on both sides, one above the other, with their intervals."""

from collections.abc import Callable
from math import floor, log10
from textwrap import fill

from markupsafe import Markup

from pipeline.comparison.records import Comparison, Difference, MechanismChange
from pipeline.report.drawing import LINE, PAPER, SOFT, THREAD, Drawing, Point, along
from pipeline.synthesis.dutch import between, percent
from pipeline.synthesis.records import Estimate

_WIDTH = 787
_ROW = 48
_AXIS = 34
_LEFT, _RIGHT = 283, 772  # between which the shares are drawn
_APART = 8  # how far the two sides stand from the middle of their row
_SMALL, _LABEL = 10.7, 12
_MOST_STEPS = 6
_STEPS = (1, 2, 2.5, 5, 10, 20)


def shares_of_sentences(found: Comparison) -> Markup:
    """Draw what share of all sentences says each mechanism, then and now."""
    return _dumbbells(found, "aandeel-zinnen", "Aandeel van de zinnen per mechanisme", lambda one: one.sentences)


def shares_of_reports(found: Comparison) -> Markup:
    """Draw in what share of the reports each mechanism is present, then and now."""
    return _dumbbells(found, "aandeel-rapporten", "Aandeel van de rapporten per mechanisme", lambda one: one.reports)


def round_shares(most: float) -> list[float]:
    """Return 0 and the round shares up to ``most``, above 0: at equal steps, at most six of them."""
    least = most * (1 - 1e-9)  # 6 * 0.1 is a little more than 0.6
    size = 10.0 ** (floor(log10(most)) - 1)
    step = next(step * size for step in _STEPS if step * size * _MOST_STEPS >= least)
    return [place * step for place in range(_MOST_STEPS + 1) if place * step * (1 - 1e-9) <= most]


def _dumbbells(found: Comparison, name: str, title: str, measure: Callable[[MechanismChange], Difference]) -> Markup:
    rows = [(one.name, measure(one)) for one in found.mechanisms]
    drawing, foot = Drawing(_WIDTH, _ROW * len(rows) + _AXIS), _ROW * len(rows)
    most = _most([difference for _, difference in rows])
    _scale(drawing, most, foot)
    for row, (label, difference) in enumerate(rows):
        middle = (row + 0.5) * _ROW
        _dumbbell(drawing, middle, difference, most)
        drawing.write((_LEFT - 11, middle), fill(label, 38), size=_LABEL, side="end", level="middle")
    labels = (found.sides[0].label, found.sides[1].label)
    return drawing.svg(name, title, " ".join(_told(label, one, labels) for label, one in rows))


def _dumbbell(drawing: Drawing, middle: float, one: Difference, most: float) -> None:
    then, now = middle - _APART, middle + _APART
    if one.first and one.second:
        ends = (_at(one.first.value, then, most), _at(one.second.value, now, most))
        drawing.path(along(*ends), color=LINE, width=1.9)
    for side, level, colour, filled in ((one.first, then, SOFT, PAPER), (one.second, now, THREAD, THREAD)):
        if side:
            bounds = (_at(side.low, level, most), _at(side.high, level, most))
            drawing.path(along(*bounds), color=colour, width=2.1)
            drawing.dots([_at(side.value, level, most)], 4.7, color=filled, edge=colour, thick=2.1)


def _at(share: float, level: float, most: float) -> Point:
    return _LEFT + share / most * (_RIGHT - _LEFT), level


def _scale(drawing: Drawing, most: float, foot: float) -> None:
    """Light lines at round shares, and nothing else."""
    for share in round_shares(most):
        x, _ = _at(share, 0, most)
        drawing.path(along((x, 0), (x, foot)), color=LINE, width=0.8)
        drawing.write((x, foot + 5), percent(round(share, 6)), size=_SMALL, color=SOFT, level="top")


def _most(differences: list[Difference]) -> float:
    """The largest bound that must be seen, with some room."""
    bounds = [side.high for one in differences for side in (one.first, one.second) if side]
    return min(1.04 * max([*bounds, 0.01]), 1.0)


def _told(label: str, one: Difference, labels: tuple[str, str]) -> str:
    sides = ((labels[0], one.first), (labels[1], one.second))
    return f"{label}: {', '.join(f'{name} {_share(side)}' for name, side in sides)}."


def _share(side: Estimate | None) -> str:
    return between(side) if side else "niets te tellen"
