"""Figures of what stands in a circle: mechanisms that interlock, and the steps of the loop."""

from collections.abc import Mapping, Sequence
from math import cos, degrees, pi, sin, sqrt
from textwrap import fill

import numpy as np
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pipeline.report.drawing import INK, LINE, PAPER, SOFT, THREAD, canvas, svg
from pipeline.synthesis.dutch import number, of_things
from pipeline.synthesis.records import Loop, LoopLink, Pair, Thread

Point = tuple[float, float]
_SMALL = 8.5
_LARGEST_NODE = 1500
_SMALLEST_NODE = 60
_NEAR_AXIS = 0.3


def network(threads: Sequence[Thread], pairs: Sequence[Pair]) -> Markup:
    """Draw the mechanisms in a circle; a line ties two that stand together more often than chance would have it.

    The surface of a node goes with its passages, the width of a line with its lift. Pairs that stand together but not
    more than by chance are faint.
    """
    figure, axes = _circle(8.2, 5.2, (2.3, 1.459))
    at = dict(zip((thread.code for thread in threads), around(len(threads)), strict=True))
    for pair in sorted(pairs, key=lambda pair: pair.real):
        _tie(axes, pair, at)
    most = max((thread.passages for thread in threads), default=0) or 1
    for thread in threads:
        size = _SMALLEST_NODE + (_LARGEST_NODE - _SMALLEST_NODE) * thread.passages / most
        _node(axes, at[thread.code], size, f"{fill(thread.name, 22)}\n({thread.passages})")
    real = of_things(sum(pair.real for pair in pairs), "paar", "paren")
    return svg(
        figure,
        "netwerk",
        "Mechanismen onder dezelfde kop",
        f"{real} van de {len(pairs)} vaker dan bij toeval; alle paren staan in de tabel hieronder.",
    )


def loop(circle: Loop) -> Markup:
    """Draw the steps of a loop in a circle; on each arrow how often the link was found, and how often by chance."""
    figure, axes = _circle(8.2, 4.4, (2.33, 1.25))
    steps = around(len(circle.links))
    most = max((link.times for link in circle.links), default=0) or 1
    for place, link in enumerate(circle.links):
        _arc(axes, place, len(steps), link, most)
    for place, link in enumerate(circle.links):
        axes.text(
            *steps[place],
            fill(link.first, 20),
            ha="center",
            va="center",
            fontsize=10.5,
            color=INK,
            parse_math=False,
            bbox={"boxstyle": "round,pad=0.55", "facecolor": PAPER, "edgecolor": THREAD, "linewidth": 1.6},
        )
    told = "; ".join(f"van {link.first} naar {link.second}: {_count(link)}" for link in circle.links)
    return svg(figure, "kring", f"De lus {circle.name}", f"{told}.")


def around(count: int) -> list[Point]:
    """Return ``count`` points on the unit circle, from the top and clockwise."""
    return [(sin(2 * pi * place / count), cos(2 * pi * place / count)) for place in range(count)]


def _circle(width: float, height: float, half: Point) -> tuple[Figure, Axes]:
    figure = canvas(width, height)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(-half[0], half[0])
    axes.set_ylim(-half[1], half[1])
    return figure, axes


def _tie(axes: Axes, pair: Pair, at: Mapping[str, Point]) -> None:
    if not pair.together or pair.first not in at or pair.second not in at:
        return
    (x0, y0), (x1, y1) = at[pair.first], at[pair.second]
    if not pair.real:
        axes.plot([x0, x1], [y0, y1], color=LINE, linewidth=0.9, linestyle=(0, (2, 3)), zorder=1)
        return
    lift = pair.lift or 1.0
    axes.plot([x0, x1], [y0, y1], color=THREAD, linewidth=min(1.2 + 1.3 * lift, 9), zorder=2, solid_capstyle="round")
    # A third of the way: in the middle of the circle the labels of crossing lines would meet.
    x, y = x0 + 0.38 * (x1 - x0), y0 + 0.38 * (y1 - y0)
    axes.text(
        x,
        y,
        f"{number(lift, digits=1)}×",
        ha="center",
        va="center",
        fontsize=_SMALL,
        color=INK,
        zorder=4,
        bbox={"boxstyle": "round,pad=0.25", "facecolor": PAPER, "edgecolor": "none"},
    )


def _node(axes: Axes, point: Point, size: float, label: str) -> None:
    axes.scatter(*point, s=size, color=THREAD, edgecolor=PAPER, linewidth=2, zorder=3)
    x, y = point
    beside = abs(x) > 0.3
    gap = 0.05 + 0.004 * sqrt(size)
    axes.text(
        x + (gap if x > 0 else -gap) * beside,
        y + (0 if beside else (gap if y > 0 else -gap)),
        label,
        ha=("left" if x > 0 else "right") if beside else "center",
        va="center" if beside else ("bottom" if y > 0 else "top"),
        fontsize=9,
        color=INK,
        parse_math=False,
        zorder=5,
    )


def _arc(axes: Axes, place: int, count: int, link: LoopLink, most: int) -> None:
    """Draw the link after a step along the circle, with an arrow head halfway and its counts outside."""
    found = link.times > 0
    turns = np.linspace(place, place + 1, 60) * 2 * pi / count
    width = 1.4 + 3 * link.times / most if found else 1.3
    axes.plot(
        np.sin(turns),
        np.cos(turns),
        color=THREAD if found else LINE,
        linewidth=width,
        linestyle="-" if found else (0, (2, 3)),
        zorder=1,
    )
    half = float(turns[30])
    x, y = sin(half), cos(half)
    axes.plot([x], [y], marker=(3, 0, -90 - degrees(half)), markersize=11, color=THREAD if found else LINE, zorder=2)
    side = "center" if abs(x) < _NEAR_AXIS else "left" if x > 0 else "right"
    level = "center" if abs(y) < _NEAR_AXIS or side != "center" else "bottom" if y > 0 else "top"
    axes.text(1.12 * x, 1.12 * y, _count(link).replace(" (", "\n("), ha=side, va=level, fontsize=_SMALL, color=SOFT)


def _count(link: LoopLink) -> str:
    if not link.times:
        return "nergens gevonden"
    chance = number(link.expected, digits=1)
    return f"{link.times} keer in {of_things(len(link.reports), 'rapport', 'rapporten')} (bij toeval {chance})"
