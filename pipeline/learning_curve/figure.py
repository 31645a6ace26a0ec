"""The learning curves as a figure: what was measured, the curve through it, and how sure its course is."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pipeline.atomic import write_text
from pipeline.learning_curve.gains import MORE, Curve
from pipeline.learning_curve.points import MEAN, Key, Points
from pipeline.model.bootstrap import interval
from pipeline.report.drawing import canvas, svg

_INK, _BAND, _SOFT = "#1f5f8b", "#c9dcea", "#666666"
_WIDTH, _ROW = 9.0, 2.3
_PER_ROW = 3
_STEPS = 40


def write_figure(path: Path, points: Points, names: Mapping[str, str], *, seed: int) -> None:
    """Write a panel per mechanism and role with average precision against passages; ``names`` by code."""
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
        "leerde, met de lijn die daardoor gaat en haar 95 %-interval.",
    )
    write_text(path, f"{drawn}\n")


def _label(figure: Figure) -> None:
    figure.supxlabel("gecodeerde passages", fontsize=9)
    figure.supylabel("gemiddelde precisie", fontsize=9)
    figure.tight_layout()


def _panel(axes: Axes, key: Key, curve: Curve, names: Mapping[str, str]) -> None:
    _, kind, code = key
    law, others = curve.laws()
    last = float(curve.sizes.max())
    sizes = np.geomspace(curve.sizes.min(), last + max(MORE), _STEPS)
    low, high = zip(*(interval(others.at(size)) for size in sizes), strict=True)
    axes.fill_between(sizes, low, high, color=_BAND, linewidth=0)
    axes.plot(sizes, [law.at(size)[0] for size in sizes], color=_INK, linewidth=1.2)
    axes.plot(curve.sizes, curve.found[0], "o", color=_INK, markersize=3)
    axes.axvline(last, color=_SOFT, linewidth=0.6, linestyle=":")
    axes.set_title(f"gemiddeld ({kind})" if code == MEAN else names[code], fontsize=8)
    axes.tick_params(labelsize=7)
    axes.spines[["top", "right"]].set_visible(False)
