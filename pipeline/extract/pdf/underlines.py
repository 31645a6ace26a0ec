"""Which lines are underlined: the rule below them is as wide as their text, so it is no edge of a table or a column."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from pipeline.extract.pdf.rules import Rule
from pipeline.extract.pdf.shapes import Line

_HIGHEST, _LOWEST = -0.02, 0.35  # where such a rule lies below the baseline, in type sizes
_BEYOND = 3.0  # points that it may go on beside the text, as below a space
_MOST_BARE = 0.15  # share of the line without a rule: the number or bullet that it starts with


def mark_underlined(lines: Iterable[Line], along: Sequence[Rule]) -> None:
    """Say of each line whether one of these rules, or several after each other, underline it."""
    if along:
        rules = sorted(along)
        heights = [rule.at for rule in rules]
        for line in lines:
            first = bisect_left(heights, line.base + _HIGHEST * line.size)
            last = bisect_right(heights, line.base + _LOWEST * line.size)
            line.underlined = first < last and line.upright and _underline(line, rules[first:last])


def _underline(line: Line, rules: Sequence[Rule]) -> bool:
    """Whether those of the rules below a line that keep to its width leave next to nothing of it bare."""
    covered, done = 0.0, line.x0
    for start, end in sorted((rule.start, rule.end) for rule in rules):
        if start >= line.x0 - _BEYOND and end <= line.x1 + _BEYOND:
            covered += max(0.0, min(end, line.x1) - max(start, done))
            done = max(done, end)
    return covered >= (1 - _MOST_BARE) * (line.x1 - line.x0)
