"""Small figures of one mechanism, and where all of them stand in the reports."""

from collections.abc import Sequence
from textwrap import fill

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pipeline.report.drawing import INK, LINE, PAPER, SHADES, SOFT, THREAD, canvas, svg
from pipeline.synthesis.dutch import listed, of_things, percent
from pipeline.synthesis.records import Cell, Thread

_WIDTH = 7.6
_SMALL = 8
_FEW_REPORTS = 25
_NARROWEST_LABEL = 0.13
_VERDICTS = ("aanwezig", "zwak", "stil")


def spread(thread: Thread) -> Markup:
    """Draw a thread through the reports: a knot where the mechanism is present, a ring where it is weak."""
    figure = canvas(_WIDTH, 0.62)
    axes = _bare(figure, (0, 0, 1, 1))
    count = len(thread.cells)
    axes.set_xlim(0.4, max(count, 2) + 0.6)
    axes.set_ylim(-1.5, 0.9)
    for place, (left, right) in enumerate(zip(thread.cells, thread.cells[1:], strict=False), start=1):
        _stretch(axes, place, held=left.verdict != "stil" and right.verdict != "stil")
    for place, cell in enumerate(thread.cells, start=1):
        _knot(axes, place, cell, size=min(11.0, max(3.2, 420 / count)))
        if count <= _FEW_REPORTS or place % 10 == 0:
            _write(axes, place, -1.25, str(cell.source.number), color=SOFT)
    counts = [f"{of_things(_with(thread, verdict), 'rapport', 'rapporten')} {verdict}" for verdict in _VERDICTS]
    return svg(figure, f"spreiding-{thread.code}", f"Spreiding van ‘{thread.name}’", f"{listed(counts)}.")


def roles(thread: Thread) -> Markup:
    """Draw what share of the passages of a mechanism has each role, as one bar."""
    figure = canvas(_WIDTH, 0.55)
    axes = _bare(figure, (0, 0, 1, 1))
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 2)
    start = 0.0
    for place, role in enumerate(thread.roles):
        axes.barh(0.45, role.share, 0.8, start, color=SHADES[place % len(SHADES)], edgecolor=PAPER, linewidth=1.5)
        if role.share >= _NARROWEST_LABEL:
            _write(axes, start + 0.004, 1.15, f"{role.name} {percent(role.share)}", color=INK, ha="left")
        start += role.share
    shares = listed([f"{role.name} {percent(role.share)}" for role in thread.roles])
    return svg(figure, f"rollen-{thread.code}", f"Rollen van de passages over ‘{thread.name}’", f"{shares}.")


def places(thread: Thread) -> Markup:
    """Draw in which tenths of the reports the passages of a mechanism stand."""
    figure = canvas(2.6, 0.75)
    axes = _bare(figure, (0, 0.2, 1, 0.8))
    _bars(axes, thread.places, max(thread.places, default=0.0))
    _ends(axes, "begin", "einde")
    shares = ", ".join(percent(share) for share in thread.places)
    title = f"Plaats van ‘{thread.name}’ in de rapporten"
    return svg(
        figure, f"plaats-{thread.code}", title, f"Aandeel van de zinnen per tiende deel, van begin tot eind: {shares}."
    )


def all_places(threads: Sequence[Thread]) -> Markup:
    """Draw the places of all mechanisms under each other, on one scale."""
    figure = canvas(8.2, 0.62 * len(threads) + 0.35)
    most = max((share for thread in threads for share in thread.places), default=0.0)
    height = 0.62 / (0.62 * len(threads) + 0.35)
    for row, thread in enumerate(threads, start=1):
        axes = _bare(figure, (0.4, 1 - row * height, 0.6, 0.82 * height))
        _bars(axes, thread.places, most)
        label = fill(thread.name, 42)
        axes.text(
            -0.03,
            0.1,
            label,
            transform=axes.transAxes,
            ha="right",
            va="bottom",
            fontsize=9,
            color=INK,
            parse_math=False,
        )
        if row == len(threads):
            _ends(axes, "begin van het rapport", "einde")
    return svg(
        figure,
        "plaatsen",
        "Waar in de rapporten de mechanismen staan",
        "Per mechanisme het aandeel van de zinnen in elk tiende deel van de rapporten; de cijfers staan in de tabel "
        "hieronder.",
    )


def _with(thread: Thread, verdict: str) -> int:
    return sum(cell.verdict == verdict for cell in thread.cells)


def _stretch(axes: Axes, place: int, *, held: bool) -> None:
    style, colour, width = ("-", THREAD, 2.0) if held else ((0, (1, 2)), LINE, 1.2)
    axes.plot([place, place + 1], [0, 0], linestyle=style, color=colour, linewidth=width, zorder=1)


def _knot(axes: Axes, place: int, cell: Cell, *, size: float) -> None:
    sizes = {"aanwezig": size, "zwak": 0.72 * size, "stil": 0.3 * size}
    filled = {"aanwezig": THREAD, "zwak": PAPER, "stil": LINE}
    edge = LINE if cell.verdict == "stil" else THREAD
    axes.plot(
        [place],
        [0],
        marker="o",
        color=edge,
        markersize=sizes[cell.verdict],
        markerfacecolor=filled[cell.verdict],
        markeredgecolor=edge,
        markeredgewidth=1.6,
        zorder=2,
        clip_on=False,
    )


def _bars(axes: Axes, shares: Sequence[float], most: float) -> None:
    axes.set_xlim(-0.5, max(len(shares), 1) - 0.5)
    axes.set_ylim(0, most or 1)
    axes.bar(range(len(shares)), shares, width=0.86, color=THREAD)
    axes.plot([-0.5, len(shares) - 0.5], [0, 0], color=THREAD, linewidth=1.6, clip_on=False)


def _ends(axes: Axes, first: str, last: str) -> None:
    for x, text, ha in ((0, first, "left"), (1, last, "right")):
        axes.annotate(
            text,
            (x, 0),
            (0, -4),
            xycoords="axes fraction",
            textcoords="offset points",
            ha=ha,
            va="top",
            fontsize=_SMALL,
            color=SOFT,
        )


def _bare(figure: Figure, box: tuple[float, float, float, float]) -> Axes:
    axes = figure.add_axes(box)
    axes.set_axis_off()
    return axes


def _write(axes: Axes, x: float, y: float, text: str, *, color: str, ha: str = "center", va: str = "baseline") -> None:
    axes.text(x, y, text, color=color, ha=ha, va=va, fontsize=_SMALL, clip_on=False, parse_math=False)
