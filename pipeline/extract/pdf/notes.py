"""Footnotes at the foot of a page or column, and their marks in the text above."""

import re
from collections.abc import Sequence

from pipeline.extract.pdf.shapes import Line, Piece, Sheet, overlap

_SMALLER = 0.93  # of the body size: notes without a raised mark are set at most this large
_MARK = re.compile(r"\(?(?:\d{1,3}|[*†‡]{1,3})[.)]?(?:[\s,]+\d{1,3})*")
_NUMBERED = re.compile(r"(?:\[?\d{1,3}[\].):]?|[*†‡]{1,3})\s+\S")
_LEADING_NUMBER = re.compile(r"\D?(\d{1,3})(?!\d)")
_WORD_END = re.compile(r"[a-zà-ÿ]{3}[.,;:!?)»”’]{0,2}$")
_GLUED = re.compile(r"([a-zà-ÿ]{3}[.,;:!?)»”’]{0,2})(\d{1,3})(?=[\s.,;:)]|$)")
_UNIT = re.compile(r"(?:^|[\s\d(/])(?:[kcdm]?m|ha|CO|NO|SO|km/s)$")
_CLOSING = ".,;:?!)»”’"  # what a mark separated from its word goes back to it
_REST = 0.35  # share of the page height, at the foot, where notes of the page before may go on


def mark_notes(sheets: Sequence[Sheet], body_size: float) -> None:
    """Set the kind of every line of a footnote, and take the marks off the words of the other lines."""
    open_note = False
    for sheet in sheets:
        free = [line for line in sheet.lines if line.kind is None]
        outside = [line for line in free if not line.role.ruled]
        for line in outside:
            if line.kind is None and (_is_tagged(line, sheet, body_size) or _starts_note(line, body_size)):
                _mark_downwards(line, outside, body_size)
        if open_note:
            _mark_rest(outside, sheet, body_size)
        notes = [line for line in free if line.kind == "footnote"]
        for line in notes:
            _set_off_mark(line)
        numbers = _numbers(notes)
        open_note = bool(notes) and notes[-1].text[-1:] not in ".)]"
        for line in free:
            if line.kind is None:
                _drop_marks(line, numbers)


def _is_tagged(line: Line, sheet: Sheet, body_size: float) -> bool:
    """Whether the tags call a line a note, and are right: some give body text at the head of a page that tag too."""
    likely = line.size <= _SMALLER * body_size or starts_with_mark(line) or line.base > sheet.height / 2
    return line.role.note and likely


def _starts_note(line: Line, body_size: float) -> bool:
    if not line.upright or line.role.cell:
        return False
    first = line.pieces[0]
    if len(line.pieces) > 1 and _MARK.fullmatch(first.text) and is_raised(first, line):
        return line.size <= 1.02 * body_size
    return line.size <= _SMALLER * body_size and bool(_NUMBERED.match(line.text))


def starts_with_mark(line: Line) -> bool:
    """Whether a line within the notes is the first of a note."""
    first = line.pieces[0]
    return bool(_MARK.fullmatch(first.text) and is_raised(first, line)) or bool(_NUMBERED.match(line.text))


def _mark_downwards(start: Line, free: Sequence[Line], body_size: float) -> None:
    """Everything below the start of a note in its column is note, if all of it is set no larger."""
    below = [line for line in free if line.base > start.base - 1 and (line is start or overlap(line, start) > 0)]
    limit = max(start.size * 1.05, _SMALLER * body_size)
    if start.role.note:
        below = [line for line in below if line.role.note]
    if start.role.note or all(line.size <= limit for line in below):
        for line in below:
            line.kind = "footnote"


def _mark_rest(free: Sequence[Line], sheet: Sheet, body_size: float) -> None:
    """Small lines above the first note of a page that go on where the last note of the page before stopped."""
    foot = [line for line in free if line.base > (1 - _REST) * sheet.height]
    for line in sorted(foot, key=lambda line: -line.base):
        if line.kind == "footnote":
            continue
        if line.size > _SMALLER * body_size or line.style.bold:
            return
        line.kind = "footnote"


def is_raised(piece: Piece, line: Line) -> bool:
    """Whether a piece stands above the baseline in smaller type, as note marks do."""
    size = line.style.size
    return piece.style.size <= 0.85 * size and piece.base <= line.base - 0.1 * size


def _set_off_mark(note: Line) -> None:
    """Put the space between the mark of a note and its text that figures of a font of their own leave out."""
    first, *rest = note.pieces
    if rest and not rest[0].space and _MARK.fullmatch(first.text):
        note.settle([first, rest[0]._replace(space=True), *rest[1:]])


def _numbers(notes: Sequence[Line]) -> frozenset[str]:
    """Numbers that the notes of a page start with."""
    found = (_LEADING_NUMBER.match(line.text) for line in notes)
    return frozenset(match[1] for match in found if match)


def _drop_marks(line: Line, numbers: frozenset[str]) -> None:
    """Take raised marks off a line, and numbers glued to a word if a note on the page has that number."""
    if not numbers and not any(_MARK.fullmatch(piece.text) for piece in line.pieces):
        return
    kept: list[Piece] = []
    for i, piece in enumerate(line.pieces):
        if _is_mark(piece, line, kept, numbers):
            continue
        after_mark = len(kept) < i and piece.text[0] in _CLOSING
        kept.append(piece._replace(space=False) if after_mark else piece)
    if numbers and _GLUED.search(line.text):
        kept = [piece._replace(text=_unglued(piece.text, numbers)) for piece in kept]
    if kept and kept != line.pieces:
        line.settle(kept)


def _is_mark(piece: Piece, line: Line, before: Sequence[Piece], numbers: frozenset[str]) -> bool:
    if not _MARK.fullmatch(piece.text):
        return False
    if is_raised(piece, line):
        return not _UNIT.search(" ".join(p.text for p in before))
    return bool(before) and not piece.space and piece.text in numbers and bool(_WORD_END.search(before[-1].text))


def _unglued(text: str, numbers: frozenset[str]) -> str:
    """The text without note numbers glued to words, as fonts with raised figures of their own leave them."""
    return _GLUED.sub(lambda found: found[1] if found[2] in numbers else found[0], text)
