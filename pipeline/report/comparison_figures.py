"""The shares of all mechanisms on both sides, one above the other, with their intervals."""

from collections.abc import Callable
from textwrap import fill

from markupsafe import Markup
from matplotlib.axes import Axes

from pipeline.comparison.records import Comparison, Difference, MechanismChange
from pipeline.report.drawing import INK, LINE, PAPER, SOFT, THREAD, canvas, svg
from pipeline.synthesis.dutch import between, percent
from pipeline.synthesis.records import Estimate

_WIDTH = 8.2
_ROW = 0.5
_AXIS = 0.35
_LEFT = 0.36
_APART = 0.17  # of a row: how far the two sides stand from its middle


def shares_of_sentences(found: Comparison) -> Markup:
    """Draw what share of all sentences says each mechanism, then and now."""
    return _dumbbells(found, "aandeel-zinnen", "Aandeel van de zinnen per mechanisme", lambda one: one.sentences)


def shares_of_reports(found: Comparison) -> Markup:
    """Draw in what share of the reports each mechanism is present, then and now."""
    return _dumbbells(found, "aandeel-rapporten", "Aandeel van de rapporten per mechanisme", lambda one: one.reports)


def _dumbbells(found: Comparison, name: str, title: str, measure: Callable[[MechanismChange], Difference]) -> Markup:
    rows = [(one.name, measure(one)) for one in found.mechanisms]
    height = _ROW * len(rows) + _AXIS
    figure = canvas(_WIDTH, height)
    axes = figure.add_axes((_LEFT, _AXIS / height, 0.98 - _LEFT, 1 - _AXIS / height))
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, _most([difference for _, difference in rows]))
    _scale(axes)
    for row, (label, difference) in enumerate(rows):
        _dumbbell(axes, row, difference)
        axes.annotate(
            fill(label, 38),
            (0, row),
            (-8, 0),
            xycoords=("axes fraction", "data"),
            color=INK,
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=9,
            parse_math=False,
        )
    labels = (found.sides[0].label, found.sides[1].label)
    return svg(figure, name, title, " ".join(_told(label, one, labels) for label, one in rows))


def _dumbbell(axes: Axes, row: int, one: Difference) -> None:
    then, now = row - _APART, row + _APART
    if one.first and one.second:
        axes.plot([one.first.value, one.second.value], [then, now], color=LINE, linewidth=1.4, zorder=1)
    for side, place, colour, filled in ((one.first, then, SOFT, PAPER), (one.second, now, THREAD, THREAD)):
        if side:
            axes.plot([side.low, side.high], [place, place], color=colour, linewidth=1.6, zorder=2)
            axes.plot(
                [side.value],
                [place],
                marker="o",
                markersize=7,
                markerfacecolor=filled,
                markeredgecolor=colour,
                markeredgewidth=1.6,
                zorder=3,
                clip_on=False,
            )


def _scale(axes: Axes) -> None:
    """Light lines at round shares, and nothing else."""
    axes.patch.set_visible(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_axisbelow(True)
    axes.grid(axis="x", color=LINE, linewidth=0.6)
    axes.tick_params(length=0, labelsize=8, labelcolor=SOFT)
    axes.set_yticks([])
    axes.locator_params(axis="x", nbins=6)
    axes.xaxis.set_major_formatter(lambda share, _: percent(round(share, 6)))


def _most(differences: list[Difference]) -> float:
    """The largest bound that must be seen, with some room."""
    bounds = [side.high for one in differences for side in (one.first, one.second) if side]
    return min(1.04 * max([*bounds, 0.01]), 1.0)


def _told(label: str, one: Difference, labels: tuple[str, str]) -> str:
    sides = ((labels[0], one.first), (labels[1], one.second))
    return f"{label}: {', '.join(f'{name} {_share(side)}' for name, side in sides)}."


def _share(side: Estimate | None) -> str:
    return between(side) if side else "niets te tellen"
