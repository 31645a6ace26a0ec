"""Small figures of one mechanism, and where all of them stand in the reports."""

from collections.abc import Sequence
from itertools import pairwise
from textwrap import fill

from markupsafe import Markup

from pipeline.report.drawing import LINE, PAPER, SHADES, SOFT, THREAD, Drawing, Point, along
from pipeline.synthesis.dutch import listed, of_things, percent
from pipeline.synthesis.records import Cell, Thread

_WIDTH = 730
_SMALL, _LABEL = 10.7, 12
_FEW_REPORTS = 25
_NARROWEST_LABEL = 0.13
_VERDICTS = ("aanwezig", "zwak", "stil")
_BASE = 2.1  # how thick the line is on which bars stand
_BAR = 0.86  # of the room for it


def spread(thread: Thread) -> Markup:
    """Draw a thread through the reports: a knot where the mechanism is present, a ring where it is weak."""
    drawing, level = Drawing(_WIDTH, 60), 22.0
    count = len(thread.cells)
    step = _WIDTH / (max(count, 2) + 0.2)
    knots = [((place + 0.6) * step, level) for place in range(count)]
    _stretches(drawing, thread.cells, knots)
    _knots(drawing, thread.cells, knots, radius=min(7.3, max(2.1, 280 / max(count, 1))))
    for place, (cell, (x, _)) in enumerate(zip(thread.cells, knots, strict=True), start=1):
        if count <= _FEW_REPORTS or place % 10 == 0:
            drawing.write((x, 54), str(cell.source.number), size=_SMALL, color=SOFT)
    counts = [f"{of_things(_with(thread, verdict), 'rapport', 'rapporten')} {verdict}" for verdict in _VERDICTS]
    return drawing.svg(f"spreiding-{thread.code}", f"Spreiding van ‘{thread.name}’", f"{listed(counts)}.")


def roles(thread: Thread) -> Markup:
    """Draw what share of the passages of a mechanism has each role, as one bar."""
    drawing = Drawing(_WIDTH, 53)
    start = 0.0
    for place, role in enumerate(thread.roles):
        left, color = start * _WIDTH, SHADES[place % len(SHADES)]
        drawing.box((left, 30.5), (role.share * _WIDTH, 21), color=color, edge=PAPER, thick=2)
        if role.share >= _NARROWEST_LABEL:
            drawing.write((left + 3, 22.5), f"{role.name} {percent(role.share)}", size=_SMALL, side="start")
        start += role.share
    shares = listed([f"{role.name} {percent(role.share)}" for role in thread.roles])
    return drawing.svg(f"rollen-{thread.code}", f"Rollen van de passages over ‘{thread.name}’", f"{shares}.")


def places(thread: Thread) -> Markup:
    """Draw in which tenths of the reports the passages of a mechanism stand."""
    drawing, foot = Drawing(250, 73), 57.5
    _bars(drawing, thread.places, (0, foot), (250, foot / max(thread.places, default=0.0) if any(thread.places) else 0))
    _ends(drawing, "begin", "einde", (0, 250), foot)
    shares = ", ".join(percent(share) for share in thread.places)
    title = f"Plaats van ‘{thread.name}’ in de rapporten"
    told = f"Aandeel van de zinnen per tiende deel, van begin tot eind: {shares}."
    return drawing.svg(f"plaats-{thread.code}", title, told)


def all_places(threads: Sequence[Thread]) -> Markup:
    """Draw the places of all mechanisms under each other, on one scale."""
    width, left, row = 787, 315, 59.5
    drawing = Drawing(width, row * len(threads) + 34)
    most = max((share for thread in threads for share in thread.places), default=0.0)
    for place, thread in enumerate(threads, start=1):
        foot = place * row
        _bars(drawing, thread.places, (left, foot), (width - left, 0.82 * row / most if most else 0))
        label = (left - 14, foot - 3)
        drawing.write(label, fill(thread.name, 42), size=_LABEL, side="end", level="bottom")
    if threads:
        _ends(drawing, "begin van het rapport", "einde", (left, width), row * len(threads))
    return drawing.svg(
        "plaatsen",
        "Waar in de rapporten de mechanismen staan",
        "Per mechanisme het aandeel van de zinnen in elk tiende deel van de rapporten; de cijfers staan in de tabel "
        "hieronder.",
    )


def _with(thread: Thread, verdict: str) -> int:
    return sum(cell.verdict == verdict for cell in thread.cells)


def _stretches(drawing: Drawing, cells: Sequence[Cell], knots: Sequence[Point]) -> None:
    """The thread where it holds from one report to the next, and what it leaves open."""
    parts: dict[bool, list[str]] = {True: [], False: []}
    for place, stretch in enumerate(pairwise(knots)):
        holds = all(cell.verdict != "stil" for cell in cells[place : place + 2])
        parts[holds].append(along(*stretch))
    drawing.path("".join(parts[False]), color=LINE, width=1.6, dashes="1.6 3.2")
    drawing.path("".join(parts[True]), color=THREAD, width=2.7)


def _knots(drawing: Drawing, cells: Sequence[Cell], knots: Sequence[Point], *, radius: float) -> None:
    looks = {"stil": (0.3, LINE, LINE), "zwak": (0.72, PAPER, THREAD), "aanwezig": (1.0, THREAD, THREAD)}
    for verdict, (part, color, edge) in looks.items():
        own = [knot for cell, knot in zip(cells, knots, strict=True) if cell.verdict == verdict]
        drawing.dots(own, part * radius, color=color, edge=edge, thick=2.1)


def _bars(drawing: Drawing, shares: Sequence[float], foot: Point, size: Point) -> None:
    """Draw bars on a line that begins at ``foot``; ``size`` is their width together, and the height of a share of 1."""
    (left, low), (width, high) = foot, size
    room = width / max(len(shares), 1)
    for place, share in enumerate(shares):
        if share:
            at = left + (place + (1 - _BAR) / 2) * room
            drawing.box((at, low - share * high), (_BAR * room, share * high), color=THREAD)
    drawing.path(along((left, low), (left + width, low)), color=THREAD, width=_BASE)


def _ends(drawing: Drawing, first: str, last: str, between: Point, foot: float) -> None:
    """Say below a row of bars where it begins and ends."""
    drawing.write((between[0], foot + 5.5), first, size=_SMALL, color=SOFT, side="start", level="top")
    drawing.write((between[1], foot + 5.5), last, size=_SMALL, color=SOFT, side="end", level="top")
