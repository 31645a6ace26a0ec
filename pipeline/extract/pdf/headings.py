"""Which drafts are headings, and of what level."""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.extract.pdf.drafts import Draft
from pipeline.extract.pdf.markers import HEADING_NUMBER, is_bullet
from pipeline.extract.pdf.shapes import Line, Style
from pipeline.extract.pdf.text import ends_sentence, starts_small

_LARGER = 1.12  # of the body size
_LONGEST = 160  # characters; a longer draft is no heading however it looks
_MOST_LINES = 4
_CAPTION = re.compile(r"(?:figuur|fig\.|tabel|grafiek|afbeelding|bron|foto|kaart|schema)\s*[\d.:]", re.IGNORECASE)
_NOT_A_HEADING = re.compile(r"https?://|www\.|@|\.{4}|^[\W\d_]+$")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_QUOTE = ("“", "‘", "„", '"', "'")
_LABEL = 40  # characters; a line in body type that is a heading is no longer than this
_DEEPEST = 6


def body_style(lines: Sequence[Line]) -> Style:
    """The style of most characters."""
    weight: Counter[Style] = Counter()
    for line in lines:
        if line.kind is None:
            weight[line.style] += len(line.text)
    return weight.most_common(1)[0][0] if weight else Style()


def mark_headings(drafts: Sequence[Draft], body: Style) -> None:
    """Set kind and level of every draft that is a heading; a bullet before a heading is dropped."""
    text = [draft for draft in drafts if draft.kind not in ("furniture", "footnote")]
    before = None
    for draft, after in zip(text, [*text[1:], None], strict=False):
        if draft.kind in ("paragraph", "list_item") and _is_heading(draft, before, after, body):
            draft.kind = "heading"
        before = draft
    _set_levels([draft for draft in text if draft.kind == "heading"])


def _is_heading(draft: Draft, before: Draft | None, after: Draft | None, body: Style) -> bool:
    text = _without_bullet(draft)
    if len(text) > _LONGEST or len(draft.lines) > _MOST_LINES or draft.zone == "contents":
        return False
    if not _LETTERS.search(text) or _NOT_A_HEADING.search(text) or _CAPTION.match(text):
        return False
    if re.fullmatch(r"H[1-6]?|Title", draft.lines[0].role.kind):
        return True
    return _looks_like_one(draft, text, after, body) or _is_label(draft, before, after)


def _looks_like_one(draft: Draft, text: str, after: Draft | None, body: Style) -> bool:
    if text.endswith((",", ";")) or text.startswith(_QUOTE) or starts_small(text):
        return False
    if draft.size >= _LARGER * body.size:
        return not (text.endswith(".") and len(text) > 80)
    if draft.size < 0.95 * body.size or after is None or after.kind in ("table",):
        return False
    if draft.marker and after.marker and is_bullet(draft.marker):
        return False
    if text.endswith(".") and len(text) > 80:
        return False
    if _whole(draft, "bold") and not body.bold:
        return True
    if text.endswith((".", ":")) or len(draft.lines) > 2:
        return False
    return _stands_out(draft, text, body) and after.kind in ("paragraph", "list_item") and len(text) < 100


def _is_label(draft: Draft, before: Draft | None, after: Draft | None) -> bool:
    """Whether a line in body type is a heading all the same: a few words tightly above a paragraph of its own."""
    line = draft.lines[0]
    if draft.kind != "paragraph" or len(draft.lines) > 1 or len(line.text) > _LABEL or draft.closes or not after:
        return False
    if not line.text[:1].isupper() or not line.text[-1:].isalnum() or after.kind != "paragraph" or draft.edge - line.x1 < 100:
        return False
    first = after.lines[0]
    tight = first.base - line.base < 1.5 * line.size and first.x0 == line.x0
    ended = draft.opens or before is None or before.kind == "heading" or ends_sentence(before.lines[-1].text)
    return tight and ended and len(after.lines) > 1 and first.text[:1].isupper()


def _stands_out(draft: Draft, text: str, body: Style) -> bool:
    """Whether a short line differs from the body otherwise than in size or weight."""
    if draft.kind == "list_item" and is_bullet(draft.marker):
        return False
    style = draft.lines[0].style
    other_font = style.font[:5] != body.font[:5]
    numbered = bool(HEADING_NUMBER.match(text)) and style != body
    italic = _whole(draft, "italic") and not body.italic
    return style.colour != body.colour or other_font or numbered or italic or (text.isupper() and len(text) > 4)


def _whole(draft: Draft, trait: str) -> bool:
    """Whether all words of a draft are bold or italic, its marker left aside."""
    pieces = [piece for line in draft.lines for piece in line.pieces]
    if draft.marker and len(pieces) > 1 and len(pieces[0].text) <= len(draft.marker) + 1:
        pieces = pieces[1:]
    return all(getattr(piece.style, trait) for piece in pieces if _LETTERS.search(piece.text) or len(pieces) == 1)


def _without_bullet(draft: Draft) -> str:
    text = draft.raw
    return text[len(draft.marker) :].lstrip() if is_bullet(draft.marker) else text


def _set_levels(headings: Sequence[Draft]) -> None:
    """Levels by look: larger before smaller, bold before not bold; the tags of the file where they say more."""
    looks = {_look(draft) for draft in headings}
    rank = {look: min(i + 1, _DEEPEST) for i, look in enumerate(sorted(looks, reverse=True))}
    for draft in headings:
        tagged = re.fullmatch(r"H([1-6])", draft.lines[0].role.kind)
        draft.level = int(tagged[1]) if tagged else rank[_look(draft)]


def _look(draft: Draft) -> tuple[float, bool, bool]:
    style = draft.lines[0].style
    return round(style.size), style.bold, not style.italic
