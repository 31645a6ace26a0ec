"""Headings that their type does not tell: short lines in body type, judged by their place and their wording."""

import re

from pipeline.extract.pdf.drafts import Draft
from pipeline.extract.pdf.markers import is_bullet
from pipeline.extract.pdf.shapes import Line
from pipeline.extract.pdf.text import ends_sentence

_ROOM = 100.0  # points that a heading in body type leaves open at its right
_LABEL = 40  # characters; a line in body type that is a heading is no longer than this
_NUMBERED = 80  # the same, where a number or letter stands before it
_TIGHT = 1.5  # type sizes from a heading to the text that belongs to it
_LEADING = 1.1  # of the distance between lines: the same, where those stand wide apart
_SET_APART = 1.3  # of the distance below a heading: the least above it
_FLUSH = 3.0  # points that a heading and the text below it may start apart
_FIRST = re.compile(r"\(?[1aAiI][.)]")
_NO_TITLE = re.compile(r"[x×*] ?(?:€|1[.,]?000)|\bbedrag(?:en)?\b|\d{4}", re.IGNORECASE)
_EDGES = 12.0  # points that the title of a table may start beside its edge


def is_label(draft: Draft, before: Draft | None, after: Draft | None) -> bool:
    """Whether a line in body type is a heading all the same: a few words tightly above a paragraph of its own."""
    line = draft.lines[0]
    if draft.kind != "paragraph" or draft.closes or len(draft.lines) > 1 or draft.edge - line.x1 < _ROOM:
        return False
    if after is None or after.kind != "paragraph" or len(after.lines) == 1 or is_beside(draft, before):
        return False
    ended = draft.opens or before is None or before.kind == "heading" or ends_sentence(before.lines[-1].text)
    return ended and _is_name(line.text) and _is_tight(line, after.lines[0])


def is_numbered_name(draft: Draft, before: Draft | None, after: Draft | None) -> bool:
    """Whether a numbered line is no list item but the name of the text below it.

    It is set apart from the text above it, and that below starts as far to the left, not behind the number; or the
    first item of a lower level follows.
    """
    line = draft.lines[0]
    name = line.text[len(draft.marker) :].lstrip()
    if not draft.marker or is_bullet(draft.marker) or len(draft.lines) > 1 or not _names_something(name):
        return False
    if after is None or after.page != draft.page or abs(after.lines[0].x0 - line.x0) > _FLUSH:
        return False
    step = after.lines[0].base - line.base
    if after.marker:
        lower = _sort(after.marker) != _sort(draft.marker) and bool(_FIRST.match(after.raw))
        return lower and len(after.lines) == 1 and step > _TIGHT * line.size < _step_from(before, line)
    return after.kind == "paragraph" and 0 < step <= _tight(after) and _step_from(before, line) > _SET_APART * step


def is_title_of(table: Draft, draft: Draft, before: Draft | None) -> bool:
    """Whether a line right above a table names it, rather than one of its columns or the unit of its figures."""
    line, head = draft.lines[0], table.lines[0]
    if _NO_TITLE.search(draft.raw) or abs(line.x0 - min(each.x0 for each in table.lines)) > _EDGES:
        return False
    return not is_beside(draft, before) and line.base < head.base - line.size / 2 and _has_first_cell(table)


def is_beside(draft: Draft, *others: Draft | None) -> bool:
    """Whether a draft starts at the height at which one of these does, as entries of a row and columns do."""
    at, near = draft.lines[0].base, draft.size / 2
    return any(other and other.page == draft.page and abs(other.lines[0].base - at) < near for other in others)


def _has_first_cell(table: Draft) -> bool:
    """Whether the head of the first column is in the table, so that it is not the line above."""
    return bool(table.rows and table.rows[0] and table.rows[0][0])


def _names_something(name: str) -> bool:
    return len(name) <= _NUMBERED and name[:1].isupper() and (name[-1].isalnum() or name[-1] in ")?")


def _sort(marker: str) -> tuple[bool, bool]:
    sign = marker.strip("().")
    return sign.isdigit(), sign.isupper()


def _tight(text: Draft) -> float:
    """Points from a heading to the first line of its text at most: hardly more than between its lines."""
    bases = [line.base for line in text.lines[:2] if line.page == text.page]
    return max(_TIGHT * text.size, _LEADING * (bases[-1] - bases[0]))


def _step_from(before: Draft | None, line: Line) -> float:
    """Points down to a line from the text before it; without end where that stands elsewhere."""
    last = before.lines[-1] if before else None
    return line.base - last.base if last and last.page == line.page and last.base < line.base else float("inf")


def _is_name(text: str) -> bool:
    return len(text) <= _LABEL and text[0].isupper() and text[-1].isalnum()


def _is_tight(line: Line, first: Line) -> bool:
    return first.x0 == line.x0 and first.base - line.base < _TIGHT * line.size and first.text[:1].isupper()
