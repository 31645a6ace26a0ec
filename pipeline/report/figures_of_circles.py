"""Figures of what stands in a circle: mechanisms that interlock, and the steps of the loop."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt
from textwrap import fill

from markupsafe import Markup

from pipeline.report.drawing import LINE, PAPER, SOFT, THREAD, Drawing, Level, Point, Side, along, room_for
from pipeline.synthesis.dutch import number, of_things
from pipeline.synthesis.records import Loop, LoopLink, Pair, Thread

_WIDTH = 787
_RADIUS = 170
_SMALL, _LABEL, _STEP = 11.3, 12, 14
_SMALLEST_NODE, _LARGEST_NODE = 5.2, 25.8  # their radius
_WIDEST_TIE = 12
_NEAR_AXIS = 0.3
_DASHES = "3 4.5"
_ARROW = "M7.3 0L-3.7 6.4V-6.4z"


def network(threads: Sequence[Thread], pairs: Sequence[Pair]) -> Markup:
    """Draw the mechanisms in a circle; a line ties two that stand together more often than chance would have it.

    The surface of a node goes with its passages, the width of a line with its lift. Pairs that stand together but not
    more than by chance are faint.
    """
    drawing = Drawing(_WIDTH, 508)
    places = around(len(threads))
    at = {thread.code: _point(drawing, place) for thread, place in zip(threads, places, strict=True)}
    _tie(drawing, pairs, at)
    most = max((thread.passages for thread in threads), default=0) or 1
    for thread, place in zip(threads, places, strict=True):
        label = f"{fill(thread.name, 22)}\n({thread.passages})"
        _node(drawing, place, _node_radius(thread.passages / most), label)
    real = of_things(sum(pair.real for pair in pairs), "paar", "paren")
    told = f"{real} van de {len(pairs)} vaker dan bij toeval; alle paren staan in de tabel hieronder."
    return drawing.svg("netwerk", "Mechanismen onder dezelfde kop", told)


def loop(circle: Loop) -> Markup:
    """Draw the steps of a loop in a circle; on each arrow how often the link was found, and how often by chance."""
    drawing = Drawing(_WIDTH, 422)
    most = max((link.times for link in circle.links), default=0) or 1
    for place, link in enumerate(circle.links):
        _arc(drawing, place, len(circle.links), link, most)
    for link, step in zip(circle.links, around(len(circle.links)), strict=True):
        _boxed(drawing, _point(drawing, step), fill(link.first, 20), size=_STEP, air=1.1, edge=THREAD)
    told = "; ".join(f"van {link.first} naar {link.second}: {_count(link)}" for link in circle.links)
    return drawing.svg("kring", f"De lus {circle.name}", f"{told}.")


def around(count: int) -> list[Point]:
    """Return ``count`` points on the unit circle, from the top and clockwise; y goes up."""
    return [_turned(place / count) for place in range(count)]


def _turned(turn: float) -> Point:
    """The point on the unit circle after so many turns clockwise from the top."""
    return sin(2 * pi * turn), cos(2 * pi * turn)


def _point(drawing: Drawing, place: Point, *, further: float = 1.0) -> Point:
    """Where a point of the unit circle lies in a drawing, ``further`` times the radius from the middle."""
    return (
        drawing.width / 2 + further * _RADIUS * place[0],
        drawing.height / 2 - further * _RADIUS * place[1],
    )


def _tie(drawing: Drawing, pairs: Sequence[Pair], at: Mapping[str, Point]) -> None:
    """Draw the lines, and on top of all of them what is written on those that are real."""
    shown = [pair for pair in pairs if pair.together and pair.first in at and pair.second in at]
    faint = "".join(along(at[pair.first], at[pair.second]) for pair in shown if not pair.real)
    drawing.path(faint, width=1.2, color=LINE, dashes=_DASHES)
    real = [pair for pair in shown if pair.real]
    for pair in real:
        width = min(1.6 + 1.7 * (pair.lift or 1.0), _WIDEST_TIE)
        drawing.path(along(at[pair.first], at[pair.second]), color=THREAD, width=width, cap="round")
    for pair in real:
        (x0, y0), (x1, y1) = at[pair.first], at[pair.second]
        # Not halfway: in the middle of the circle the labels of crossing lines would meet.
        spot = (x0 + 0.38 * (x1 - x0), y0 + 0.38 * (y1 - y0))
        _boxed(drawing, spot, f"{number(pair.lift or 1.0, digits=1)}×", size=_SMALL, air=0.5)


def _node_radius(share: float) -> float:
    """The radius of which the square, and so the surface, goes with a share of the largest."""
    small, large = _SMALLEST_NODE**2, _LARGEST_NODE**2
    return sqrt(small + (large - small) * share)


def _node(drawing: Drawing, place: Point, radius: float, label: str) -> None:
    drawing.dots([_point(drawing, place)], radius, color=THREAD, edge=PAPER, thick=2.7)
    side, level = _outside(place)
    further = 1 + (radius + 9) / _RADIUS
    x, y = _point(drawing, place, further=further if side == "middle" else 1.0)
    beside = {"start": radius + 9, "middle": 0, "end": -radius - 9}
    drawing.write((x + beside[side], y), label, size=_LABEL, side=side, level=level)


def _arc(drawing: Drawing, place: int, count: int, link: LoopLink, most: int) -> None:
    """Draw the link after a step along the circle, with an arrow head halfway and its counts outside."""
    middle = _turned((place + 0.5) / count)
    ends = [_point(drawing, _turned(turn / count)) for turn in (place, place + 0.5, place + 1)]
    path = along(ends[0]) + "".join(f"A{_RADIUS} {_RADIUS} 0 0 1 {x:.2f} {y:.2f}" for x, y in ends[1:])
    if link.times:
        drawing.path(path, color=THREAD, width=1.9 + 4 * link.times / most)
    else:
        drawing.path(path, width=1.7, color=LINE, dashes=_DASHES)
    color = THREAD if link.times else LINE
    drawing.shape(_ARROW, ends[1], color=color, turned=360 * (place + 0.5) / count)
    side, level = _outside(middle)
    told = _count(link).replace(" (", "\n(")
    drawing.write(_point(drawing, middle, further=1.12), told, size=_SMALL, color=SOFT, side=side, level=level)


def _outside(place: Point) -> tuple[Side, Level]:
    """On which side of a text the circle lies, for a text just outside it."""
    x, y = place
    if abs(x) > _NEAR_AXIS:
        return "start" if x > 0 else "end", "middle"
    return "middle", "bottom" if y > 0 else "top"


def _boxed(drawing: Drawing, centre: Point, text: str, *, size: float, air: float, edge: str = "") -> None:
    """Write a text in a box that hides what lies under it, with ``air`` around it in sizes of its letters."""
    width, height = (side + air * size for side in room_for(text, size))
    corner = (centre[0] - width / 2, centre[1] - height / 2)
    drawing.box(corner, (width, height), color=PAPER, edge=edge, thick=2.1 if edge else 0, rounded=size / 2)
    drawing.write(centre, text, size=size, level="middle")


def _count(link: LoopLink) -> str:
    if not link.times:
        return "nergens gevonden"
    chance = number(link.expected, digits=1)
    return f"{link.times} keer in {of_things(len(link.reports), 'rapport', 'rapporten')} (bij toeval {chance})"
