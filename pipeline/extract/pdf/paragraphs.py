"""Which lines are one paragraph."""

from collections.abc import Iterator

from pipeline.extract.pdf.drafts import Draft
from pipeline.extract.pdf.flow import Run
from pipeline.extract.pdf.markers import is_bullet, marker_of, text_start
from pipeline.extract.pdf.shapes import Line, overlap
from pipeline.extract.pdf.spacing import Spacing
from pipeline.extract.pdf.text import DANGLING, ends_sentence, starts_small

_TIGHT = 1.2  # of the usual distance: within paragraphs lines come no further apart
_LOOSE = 1.65  # of the usual distance: beyond this even a sentence that goes on hardly ever does
_SAME_SIZE = 0.06  # part of the size that may differ within a paragraph
_INDENT = 0.8  # type sizes


def paragraphs_of(run: Run, spacing: Spacing, trusted_tags: bool) -> list[Draft]:
    """The paragraphs, list items and heading candidates of a run, in order."""
    drafts = list(_split(run, spacing, trusted_tags))
    drafts[0].opens = drafts[-1].closes = True
    return drafts


def _split(run: Run, spacing: Spacing, trusted_tags: bool) -> Iterator[Draft]:
    edge = spacing.right_edge(run.lines)
    draft: Draft | None = None
    for line in run.lines:
        if draft is None or _starts_new(draft, line, spacing, trusted_tags):
            if draft:
                yield draft
            marker = _marker(draft, line)
            draft = Draft("list_item" if marker else "paragraph", [line], edge, marker=marker)
        else:
            draft.lines.append(line)
    if draft:
        yield draft


def _marker(before: Draft | None, line: Line) -> str:
    """The list marker of a line, unless it only seems one because a sentence was cut before a dash or number."""
    marker = marker_of(line)
    if not marker or marker == "•" or before is None:
        return marker
    last = before.lines[-1]
    cut = not ends_sentence(last.text) and not last.text.endswith(",") and is_full(last, line, before.edge)
    return "" if cut and not before.marker and abs(line.x0 - last.x0) < 1 else marker


def is_full(last: Line, line: Line, edge: float) -> bool:
    """Whether a line is full, so that it ended for want of room: the first word of the next would not have fit."""
    word = line.text.split(" ", 1)[0]
    width = (line.x1 - line.x0) * len(word) / max(len(line.text), 1)
    return edge - last.x1 < width + 0.5 * last.size


def _starts_new(draft: Draft, line: Line, spacing: Spacing, trusted_tags: bool) -> bool:
    last = draft.lines[-1]
    step, usual = line.base - last.base, spacing.leading(last)
    if overlap(last, line) <= 0 or _new_style(draft, line):
        return True
    full = is_full(last, line, draft.edge)
    open_ = not ends_sentence(last.text)
    goes_on = open_ and starts_small(line.text)
    if _marker(draft, line) and not (goes_on and full and not is_bullet(marker_of(line))):
        return True
    if last.role.element and line.role.element and step <= _LOOSE * usual and last.role.element == line.role.element:
        return False
    if trusted_tags and last.role.element != line.role.element and not (goes_on and full):
        return True
    if step > _LOOSE * usual:
        return not (goes_on and full and step < 2.2 * usual)
    if goes_on:
        return False
    if step > _TIGHT * usual:
        return True
    if _centred(last, line):
        return not open_ and not full
    return _indented_anew(draft, line, full) or not (full or DANGLING.search(last.text))


def _new_style(draft: Draft, line: Line) -> bool:
    """Whether the type changes between two lines as it does between paragraphs, not as with a word in bold."""
    last = draft.lines[-1]
    if abs(last.size - line.size) > _SAME_SIZE * max(last.size, line.size):
        return True
    before, after = last.pieces[-1].style, line.pieces[0].style
    if (before.bold, before.font) == (after.bold, after.font):
        return False
    whole = last.style.bold != line.style.bold or (last.style.font != line.style.font and not _same_family(last, line))
    goes_on = not ends_sentence(last.text) and starts_small(line.text) and is_full(last, line, draft.edge)
    return whole and not goes_on


def _centred(last: Line, line: Line) -> bool:
    return abs(last.x0 - line.x0) > 2 and abs(last.x0 + last.x1 - line.x0 - line.x1) < 3


def _same_family(one: Line, other: Line) -> bool:
    return one.style.font[:5] == other.style.font[:5]


def _indented_anew(draft: Draft, line: Line, full: bool) -> bool:
    """Whether a line is set in or out as a new paragraph is."""
    last, first = draft.lines[-1], draft.lines[0]
    shift = line.x0 - last.x0
    if abs(shift) < _INDENT * line.size:
        return False
    if draft.marker and len(draft.lines) == 1:
        hangs = abs(line.x0 - text_start(first)) < _INDENT * line.size or line.x0 > first.x0
        return not hangs and not full
    if len(draft.lines) == 1:
        return shift > 0 and ends_sentence(last.text)
    return ends_sentence(last.text) or not full
