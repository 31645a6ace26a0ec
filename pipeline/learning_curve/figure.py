"""The learning curves as a figure: what was measured, the curve through it, and how sure its course is."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from pipeline.atomic import write_text
from pipeline.learning_curve.gains import MORE, Curve
from pipeline.learning_curve.plotted import canvas, svg
from pipeline.learning_curve.points import MEAN, Key, Points
from pipeline.model.bootstrap import interval

_INK, _BAND, _SOFT = "#1f5f8b", "#c9dcea", "#666666"
_WIDTH, _ROW = 9.0, 2.3
_PER_ROW = 3
_STEPS = 40
_PLURAL = {"mechanisme": "mechanismen", "rol": "rollen"}
_LETTERS = 'font-family="Helvetica, Arial, sans-serif"'  # the figure is a file of its own, without a page around it


def write_figure(path: Path, points: Points, names: Mapping[str, str], *, seed: int) -> None:
    """Write a panel per mechanism and role with average precision against passages; ``names`` by code.

    All panels have the same axes, so that they can be held against each other.
    """
    keys = [key for key in points.values if key[0] == "ap"]
    rows = -(-len(keys) // _PER_ROW)
    figure = canvas(_WIDTH, _ROW * rows)
    figure.set_facecolor("white")
    for place, key in enumerate(keys):
        _panel(figure.add_subplot(rows, _PER_ROW, place + 1), key, Curve.of(points, key, seed=seed), names)
    _label(figure)
    drawn = svg(
        figure,
        "leercurve",
        "Leercurve",
        "Per code de gemiddelde precisie op documenten die het model niet kende, tegen het aantal passages waarvan het "
        "leerde, met de lijn die daardoor gaat en haar 95 %-interval; voorbij wat er nu is, is zij gestreept.",
    )
    write_text(path, f"{drawn.replace('<svg ', f'<svg {_LETTERS} ', 1)}\n")


def _label(figure: Figure) -> None:
    figure.supxlabel("gecodeerde passages", fontsize=9)
    figure.supylabel("gemiddelde precisie", fontsize=9)
    figure.tight_layout()


def _panel(axes: Axes, key: Key, curve: Curve, names: Mapping[str, str]) -> None:
    last = float(curve.sizes.max())
    _draw(axes, curve, last)
    axes.axvline(last, color=_SOFT, linewidth=0.6, linestyle=":")
    axes.annotate("nu", (last, 0), xytext=(3, 3), textcoords="offset points", fontsize=7, color=_SOFT)
    _, kind, code = key
    is_mean = code == MEAN
    title = f"gemiddeld over de {_PLURAL[kind]}" if is_mean else names[code]
    axes.set_title(title, fontsize=8, fontweight="bold" if is_mean else "normal")
    _scale(axes)


def _draw(axes: Axes, curve: Curve, last: float) -> None:
    """What was measured up to ``last``, the largest size, and the law through it, dashed beyond that."""
    law, others = curve.laws()
    known, ahead = np.geomspace(curve.sizes.min(), last, _STEPS), np.linspace(last, last + max(MORE), _STEPS // 4)
    sizes = [*known, *ahead]
    low, high = zip(*(interval(others.at(size)) for size in sizes), strict=True)
    axes.fill_between(sizes, low, high, color=_BAND, linewidth=0)
    for part, style in ((known, "-"), (ahead, "--")):
        axes.plot(part, [law.at(size)[0] for size in part], style, color=_INK, linewidth=1.2)
    axes.plot(curve.sizes, curve.found[0], "o", color=_INK, markersize=3)


def _scale(axes: Axes) -> None:
    axes.set_xlim(left=0)
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "0,25", "0,50", "0,75", "1"])
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(lambda size, _: f"{size:,.0f}".replace(",", "."))
    axes.tick_params(labelsize=7)
    axes.spines[["top", "right"]].set_visible(False)
