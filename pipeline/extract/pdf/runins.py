"""Run-in headings: a name in bold, italics or colour at the start of a paragraph, with the text right behind it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.extract.pdf.drafts import Draft
from pipeline.extract.pdf.markers import is_bullet
from pipeline.extract.pdf.shapes import Line, Piece, Style
from pipeline.extract.pdf.text import CAPTION, ends_sentence

_LONGEST = 80  # characters of the name
_MOST_WORDS = 10
_MOST_WORDS_STOPPED = 6  # of a name with a full stop; more words are a sentence that is stressed
_SHORTEST_TEXT = 40  # characters behind the name; less is the value of a form field
_ROOM = 60.0  # points that a name on a line of its own leaves open at its right
_NAME = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?[^\W\d_a-zà-ÿ].*[^\W\d_]{2}.*")
_ASIDE = re.compile(r"(?:let op|nb|n\.b\.|noot|tip|voorbeeld|conclusie|vraag|antwoord)\b", re.IGNORECASE)
_REMARK = re.compile(r"\([^()]{10,}\)")
_STOPS = ".:"

Placed = tuple[Line, Piece]


def with_run_ins_apart(drafts: Iterable[Draft], body: Style) -> Iterator[Draft]:
    """The drafts, with every run-in heading a draft of its own before the rest of its paragraph."""
    for draft in drafts:
        name = _length_of_name(draft, body)
        if name:
            yield from _cut(draft, name)
        else:
            yield draft


def _length_of_name(draft: Draft, body: Style) -> int:
    """How many pieces of a draft are a run-in heading: 0 if it has none."""
    if draft.kind not in ("paragraph", "list_item") or draft.zone != "body" or is_bullet(draft.marker):
        return 0
    first, last = draft.lines[0].pieces[0].style, draft.lines[-1].pieces[-1].style
    if first[2:] == last[2:] and len(draft.lines[0].pieces) == 1:
        return 0
    placed = [(line, piece) for line in draft.lines for piece in line.pieces]
    start = 1 if draft.marker and len(placed[0][1].text) <= len(draft.marker) + 1 < len(draft.raw) else 0
    count = start
    while count < len(placed) and _stands_out(placed[count][1].style, last, body):
        count += 1
    return count if start < count < len(placed) and _is_name(placed[:count], placed[count:], draft) else 0


def _stands_out(style: Style, text: Style, body: Style) -> bool:
    """Whether a piece is set to be seen beside the text that follows it, which is set as the body is."""
    if (text.bold, text.italic) != (body.bold, body.italic):
        return False
    return style.bold > text.bold or style.italic > text.italic or style.colour != text.colour


def _is_name(name: Sequence[Placed], rest: Sequence[Placed], draft: Draft) -> bool:
    text, after = _joined(name), _joined(rest)
    if len(text) > _LONGEST or len(text.split()) > _MOST_WORDS or not _NAME.fullmatch(text):
        return False
    stopped = text.endswith(".") or after.startswith(".")
    if CAPTION.match(text) or _ASIDE.match(text) or (stopped and len(text.split()) > _MOST_WORDS_STOPPED):
        return False
    if name[0][1].style.bold and text[-1].isalnum() and _REMARK.match(after):
        return True
    return _is_running_text(after) and _is_set_off(text, after, name[-1][0], rest[0][0], draft.edge)


def _is_running_text(after: str) -> bool:
    text = after.lstrip(_STOPS + " ")
    return len(text) >= _SHORTEST_TEXT and text[0].isupper() and ends_sentence(text)


def _is_set_off(text: str, after: str, last: Line, first: Line, edge: float) -> bool:
    """Whether a name stops at a full stop or colon within a line, or at the end of a short line."""
    if last is not first:
        return text[-1] not in ",;-" and edge - last.x1 > _ROOM
    return text[-1] in _STOPS or after[0] in _STOPS


def _joined(placed: Sequence[Placed]) -> str:
    return " ".join(piece.text for _, piece in placed)


def _cut(draft: Draft, count: int) -> Iterator[Draft]:
    """The heading and the rest; the stop behind the name goes with the name."""
    placed = [(line, piece) for line in draft.lines for piece in line.pieces]
    name, rest = placed[:count], placed[count:]
    line, piece = rest[0]
    stop = piece.text[: len(piece.text) - len(piece.text.lstrip(_STOPS))]
    if stop and line is name[-1][0]:
        name[-1] = (line, name[-1][1]._replace(text=name[-1][1].text + stop))
        rest[0] = (line, piece._replace(text=piece.text[len(stop) :].lstrip()))
        rest = [placed for placed in rest if placed[1].text]
    yield replace(draft, kind="heading", lines=_lines(name), run_in=True, closes=False)
    yield replace(draft, kind="paragraph", lines=_lines(rest), marker="", opens=False)


def _lines(placed: Sequence[Placed]) -> list[Line]:
    """Lines of these pieces, which stand in the order of their lines."""
    lines: dict[int, tuple[Line, list[Piece]]] = {}
    for line, piece in placed:
        lines.setdefault(id(line), (line, []))[1].append(piece)
    return [Line(line.page, pieces, line.role, line.kind) for line, pieces in lines.values()]
