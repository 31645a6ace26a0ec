"""What is usual on a page: the distance between lines of one paragraph, and where full lines end."""

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.extract.pdf.shapes import Line, Sheet, overlap

_ENOUGH = 8  # steps of one size on a page before the page counts rather than the document
_SHARE = 0.15  # the smallest step that at least this share of all steps has is the distance within paragraphs
_USUAL = 1.2  # in type sizes, where nothing is known
_COLUMN = 25.0  # points; lines that start within one or two of these stand in one column
_FULL_RUN = 4  # lines before a run tells by itself where its lines end

Leading = dict[int, float]  # type size in half points -> usual distance between baselines


def half_points(size: float) -> int:
    """Type size as a key: in half points."""
    return round(2 * size)


def leading_of(lines: Iterable[Line], *, fewest: int = 1) -> Leading:
    """Usual distance for every size that has enough steps between consecutive lines of that size."""
    steps: dict[int, Counter[float]] = {}
    last: Line | None = None
    last_size = 0
    for line in lines:
        size = last_size if last and last.size == line.size else half_points(line.size)
        if last and size == last_size and last.page == line.page:
            step = round(2 * (line.base - last.base)) / 2
            if 0.8 * line.size < step < 2.5 * line.size and overlap(last, line) > 0:
                steps.setdefault(size, Counter())[step] += 1
        last, last_size = line, size
    return {size: _smallest_usual(found) for size, found in steps.items() if found.total() >= fewest}


def _smallest_usual(steps: Counter[float]) -> float:
    total = steps.total()
    near = {step: sum(steps[step + shift] for shift in (-0.5, 0, 0.5)) for step in steps}
    smallest = min(step for step, count in near.items() if count >= _SHARE * total)
    around_it = [smallest + shift for shift in (0, 0.5) if smallest + shift in steps]
    return max(around_it, key=lambda step: steps[step])


class Spacing:
    """Answers what is usual around a line of one page."""

    def __init__(self, sheet: Sheet, document: Leading) -> None:
        self._document = document
        self._page = leading_of(sheet.lines, fewest=_ENOUGH)
        self._furthest: dict[tuple[int, int], float] = {}
        for line in sheet.lines:
            if line.kind is None:
                key = half_points(line.size), round(line.x0 / _COLUMN)
                self._furthest[key] = max(self._furthest.get(key, 0), line.x1)

    def leading(self, line: Line) -> float:
        """Usual distance to the next line of the same paragraph."""
        size = half_points(line.size)
        return self._page.get(size) or self._document.get(size) or _USUAL * line.size

    def right_edge(self, run: Sequence[Line]) -> float:
        """Where full lines of a run end: at its own longest line, or for a short run that of its column."""
        own = max(line.x1 for line in run)
        if len(run) >= _FULL_RUN:
            return own
        size, column = half_points(run[0].size), round(run[0].x0 / _COLUMN)
        return max(own, *(self._furthest.get((size, column + shift), 0) for shift in (-1, 0, 1)))
