"""Which lines are one paragraph."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.pdf.drafts import Draft
from pipeline.extract.pdf.flow import Run
from pipeline.extract.pdf.markers import is_bullet, marker_of
from pipeline.extract.pdf.shapes import Line, overlap, same_family
from pipeline.extract.pdf.spacing import Spacing
from pipeline.extract.pdf.text import DANGLING, ends_sentence, starts_small

_TIGHT = 1.2  # of the usual distance: within paragraphs lines come no further apart
_LOOSE = 1.65  # of the usual distance: beyond this even a sentence that goes on hardly ever does
_LOOSEST = 2.2  # of the usual distance: not even a sentence that plainly goes on comes further apart
_SAME_SIZE = 0.06  # part of the size that may differ within a paragraph
_CUT_SIZE = 0.25  # part of the size that may differ in the middle of a sentence
_INDENT = 0.8  # type sizes


@dataclass(frozen=True, slots=True)
class Junction:
    """A line below a draft that it may belong to; ``usual`` is the usual distance between lines there."""

    draft: Draft
    line: Line
    usual: float

    @property
    def last(self) -> Line:
        """The line above."""
        return self.draft.lines[-1]

    @property
    def step(self) -> float:
        """Distance between the baselines, in usual distances."""
        return (self.line.base - self.last.base) / self.usual

    @property
    def full(self) -> bool:
        """Whether the line above ended for want of room."""
        return is_full(self.last, self.line, self.draft.edge)

    @property
    def goes_on(self) -> bool:
        """Whether the wording says that a sentence goes on."""
        return not ends_sentence(self.last.text) and starts_small(self.line.text)


def paragraphs_of(run: Run, spacing: Spacing, trusted_tags: bool) -> list[Draft]:
    """The paragraphs, list items and heading candidates of a run, in order."""
    drafts = list(_split(run, spacing, trusted_tags))
    drafts[0].opens = drafts[-1].closes = True
    return drafts


def _split(run: Run, spacing: Spacing, trusted_tags: bool) -> Iterator[Draft]:
    edge = spacing.right_edge(run.lines)
    draft: Draft | None = None
    for line in run.lines:
        if draft is None or _starts_new(Junction(draft, line, spacing.leading(draft.lines[-1])), trusted_tags):
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


def _starts_new(junction: Junction, trusted_tags: bool) -> bool:
    if overlap(junction.last, junction.line) <= 0 or _new_style(junction) or _new_item(junction):
        return True
    told = _told_by_tags(junction, trusted_tags)
    return _by_place(junction) if told is None else told


def _new_item(junction: Junction) -> bool:
    marker = _marker(junction.draft, junction.line)
    return bool(marker) and (is_bullet(marker) or not (junction.goes_on and junction.full))


def _told_by_tags(junction: Junction, trusted: bool) -> bool | None:
    """What the structure tree says, where it says something that the wording does not contradict."""
    before, after = junction.last.role.element, junction.line.role.element
    if before and before == after and junction.step <= _LOOSE:
        return False
    return True if trusted and before != after and not (junction.goes_on and junction.full) else None


def _by_place(junction: Junction) -> bool:
    if junction.step > _LOOSE:
        return not (junction.goes_on and junction.full and junction.step < _LOOSEST)
    if junction.goes_on or junction.step > _TIGHT:
        return not junction.goes_on
    if _centred(junction.last, junction.line):
        return not junction.full and ends_sentence(junction.last.text)
    return _indented_anew(junction) or not (junction.full or DANGLING.search(junction.last.text))


def _new_style(junction: Junction) -> bool:
    """Whether the type changes between two lines as it does between paragraphs, not as with a word in bold."""
    last, line = junction.last, junction.line
    before, after = last.pieces[-1].style, line.pieces[0].style
    difference = abs(last.size - line.size) / max(last.size, line.size)
    same_letters = (before.bold, before.font) == (after.bold, after.font)
    if difference > _CUT_SIZE or (difference <= _SAME_SIZE and same_letters):
        return difference > _CUT_SIZE
    if junction.goes_on and junction.full:
        return False
    return difference > _SAME_SIZE or last.style.bold != line.style.bold or not same_family(last.style, line.style)


def _centred(last: Line, line: Line) -> bool:
    return abs(last.x0 - line.x0) > 2 and abs(last.x0 + last.x1 - line.x0 - line.x1) < 3


def _indented_anew(junction: Junction) -> bool:
    """Whether a line is set in or out as a new paragraph is."""
    draft, last, line = junction.draft, junction.last, junction.line
    shift = line.x0 - last.x0
    if abs(shift) < _INDENT * line.size:
        return False
    if len(draft.lines) > 1:
        return ends_sentence(last.text) or not junction.full
    if draft.marker:
        return shift < 0 and not junction.full
    return shift > 0 and ends_sentence(last.text)
