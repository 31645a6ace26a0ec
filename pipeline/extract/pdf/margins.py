"""The margin of letters: the sender, references and dates in a narrow strip beside the text."""

from collections.abc import Iterable, Sequence
from statistics import median

from pipeline.extract.pdf.letterheads import is_reference
from pipeline.extract.pdf.shapes import Line, Sheet

_STRIP = 0.3  # share of the page width, at the right, that a margin takes at most
_JITTER = 8.0  # points that its lines may start apart; the places in recognised pages are rough
_LONGEST = 45  # characters of a line in a margin
_FEWEST = 2  # lines in it, and as many of them plainly a reference, an address or an office
_BESIDE = 2  # lines of text beside it
_WIDTH = 0.35  # share of the page width that those usually have: entries of a table are shorter


def mark_margins(sheets: Iterable[Sheet]) -> None:
    """Make page furniture of the lines in the margin of letters, so that they do not get between those of the text."""
    for sheet in sheets:
        lines = [line for line in sheet.lines if line.upright and not line.role.cell]
        strip = _strip(lines, sheet.width)
        if len(strip) >= _FEWEST and _is_beside_text(strip, lines, sheet.width):
            for line in strip:
                line.kind = "furniture"


def _strip(lines: Sequence[Line], width: float) -> list[Line]:
    """The lines that start in the margin, if they start below each other and say what margins say; else none."""
    narrow = [line for line in lines if line.x0 >= (1 - _STRIP) * width]
    if sum(is_reference(line.text) for line in narrow if line.kind is None) < _FEWEST:
        return []
    left = median(line.x0 for line in narrow)
    strip = [line for line in narrow if abs(line.x0 - left) <= _JITTER and len(line.text) <= _LONGEST]
    return strip if len(strip) == len(narrow) else []


def _is_beside_text(strip: Sequence[Line], lines: Sequence[Line], width: float) -> bool:
    """Whether text runs down beside the strip and keeps clear of it."""
    left, inside = min(line.x0 for line in strip), {id(line) for line in strip}
    top, bottom = min(line.top for line in strip), max(line.bottom for line in strip)
    beside = [line for line in lines if top < line.base < bottom and id(line) not in inside]
    if len(beside) < _BESIDE or any(line.x1 >= left for line in beside):
        return False
    return median(line.x1 - line.x0 for line in beside) >= _WIDTH * width
