"""Reading order of a page: the order of the file, unless it contradicts the place of the text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.pdf.shapes import Line, around, overlap
from pipeline.records import Box

_STEP = 3.0  # lines of one run are at most this many type sizes apart
_ABOVE = 2.0  # points that a run may reach into the one below it

Cells = list[list[list[Line]]]


@dataclass(eq=False, slots=True)
class Run:
    """Lines that follow each other downwards in the file, a table (``rows``: rows of cells of lines), or contents."""

    lines: list[Line]
    rows: Cells | None = None
    contents: bool = False
    box: Box = field(init=False, default=(0, 0, 0, 0))

    def close(self) -> "Run":
        """Work out the box once the lines are complete."""
        self.box = around(self.lines)
        return self


def runs_of(lines: Sequence[Line]) -> list[Run]:
    """Lines in the order of the file, cut where that order goes up or to another column."""
    runs: list[Run] = []
    for line in lines:
        if runs and _goes_down(runs[-1].lines[-1], line):
            runs[-1].lines.append(line)
        else:
            runs.append(Run([line]))
    return [run.close() for run in runs]


def _goes_down(last: Line, line: Line) -> bool:
    step = line.base - last.base
    if last.role.ruled != line.role.ruled:
        return False
    return 0 < step <= _STEP * max(last.size, line.size) and overlap(last, line) > 0 and last.upright == line.upright


def in_reading_order(runs: Sequence[Run]) -> list[Run]:
    """The runs, each moved before the first one that it plainly stands above.

    A run is not moved to where it would cut a sentence in two.
    """
    ordered: list[Run] = []
    lowest = 0.0
    for run in runs:
        place, bottom = len(ordered), run.box[3] - _ABOVE
        if bottom <= lowest:
            lower = (i for i, other in enumerate(ordered) if bottom <= other.box[1] and _share_column(run, other))
            place = next(lower, place)
        if 0 < place < len(ordered) and _one_sentence(ordered[place - 1], ordered[place]):
            place = len(ordered)
        ordered.insert(place, run)
        lowest = max(lowest, run.box[1])
    return ordered


def _share_column(run: Run, other: Run) -> bool:
    (left, _, right, _), (left_, _, right_, _) = run.box, other.box
    return min(right, right_) - max(left, left_) > 0.3 * min(right - left, right_ - left_)


def _one_sentence(run: Run, following: Run) -> bool:
    last, first = run.lines[-1].text, following.lines[0].text
    return last[-1:] not in ".?!:;" and first[:1].islower()
