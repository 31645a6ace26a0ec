"""Whether the paragraphs of a structure tree can be believed."""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.pdf.shapes import Line
from pipeline.extract.pdf.text import ends_sentence, starts_small

_FEWEST = 20  # changes of element before anything can be said
_MOST_CUT = 0.04  # of those changes that cut a sentence: some files tag every line as a paragraph


def tags_are_sane(lines: Sequence[Line]) -> bool:
    """Whether a change of element between two lines of one column is a change of paragraph."""
    changes = cuts = 0
    for last, line in pairwise(lines):
        if _adjacent(last, line) and last.role.element != line.role.element:
            changes += 1
            cuts += not ends_sentence(last.text) and starts_small(line.text)
    return changes >= _FEWEST and cuts <= _MOST_CUT * changes


def _adjacent(last: Line, line: Line) -> bool:
    if not last.role.element or not line.role.element or last.role.cell or last.kind or line.kind:
        return False
    return last.style == line.style and 0 < line.base - last.base < 2 * line.size
