"""Imprints: small lines at the edge of one page, such as its ISSN, the code of the document or its place and year."""

import re
from collections.abc import Iterable, Sequence

from pipeline.extract.pdf.notes import starts_with_mark
from pipeline.extract.pdf.shapes import Line, Sheet
from pipeline.extract.pdf.text import CAPTION, ends_sentence

_RIM = 0.12  # share of the page height, above and below, where imprints stand
_SMALLER = 0.85  # of the body size
_LONGEST = 60  # characters
_MOST_AT_HEAD = 2  # lines; more above a text are the column heads of a table
_APART = 2.0  # body sizes between an imprint and the nearest text
_REGISTERED = re.compile(r"(?:e-?)?(?:ISSN|ISBN|NUR|DOI)\b.*", re.IGNORECASE)


def mark_imprints(sheets: Iterable[Sheet], body_size: float) -> None:
    """Make page furniture of the lines of imprints; run it after running lines are marked and before notes are."""
    for sheet in sheets:
        text = [line for line in sheet.lines if line.kind is None and line.upright]
        text.sort(key=lambda line: line.base)
        _mark(text[::-1], (1 - _RIM) * sheet.height, body_size)
        _mark(text, _RIM * sheet.height, body_size)


def _mark(text: Sequence[Line], rim: float, body_size: float) -> None:
    """Mark the imprint among lines that are given from the edge of the page inwards."""
    if not text:
        return
    at_foot = text[0].base > text[-1].base
    count = 0
    while count < len(text) and (text[count].base > rim) == at_foot and _is_imprint(text[count], body_size):
        count += 1
    found, rest = text[:count], text[count:]
    if not at_foot and count > _MOST_AT_HEAD:
        return
    if found and (not rest or abs(rest[0].base - found[-1].base) >= _APART * body_size):
        for line in found:
            line.kind = "furniture"


def _is_imprint(line: Line, body_size: float) -> bool:
    if line.role.cell or len(line.text) > _LONGEST or ends_sentence(line.text):
        return False
    if _REGISTERED.fullmatch(line.text):
        return True
    return line.size <= _SMALLER * body_size and not starts_with_mark(line) and not CAPTION.match(line.text)
