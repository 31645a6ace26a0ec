"""Which drafts are headings, and of what level."""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.extract.pdf.drafts import Draft
from pipeline.extract.pdf.fonts import OCR_FONT
from pipeline.extract.pdf.levels import set_levels
from pipeline.extract.pdf.markers import HEADING_NUMBER, is_bullet
from pipeline.extract.pdf.outline import Outline, level_in
from pipeline.extract.pdf.plain_headings import is_beside, is_label, is_numbered_name, is_title_of
from pipeline.extract.pdf.shapes import Line, Style, same_family
from pipeline.extract.pdf.text import starts_small

_LARGER = 1.12  # of the body size
_SMALLEST = 0.95  # of the body size
_SMALLEST_GUESSED = 0.8  # the same on recognised pages
_LONGEST = 160  # characters; a longer draft is no heading however it looks
_MOST_LINES = 4
_CAPTION = re.compile(r"(?:figuur|fig\.|tabel|grafiek|afbeelding|bron|foto|kaart|schema)\s*[\d.:]", re.IGNORECASE)
_NOT_A_HEADING = re.compile(r"https?://|www\.|@|\.{4}|^[\W\d_]+$")
_MASTHEAD = re.compile(
    r"(?:vergader|zittings|boek|kalender)jaar\s[\d\W]+|(?:jaargang|uitgave|editie|versie|kamerstuk)\s[\d\W]+"
    r"|(?:in opdracht van|onder redactie van|uitgevoerd door|opgesteld door|auteurs?:|redactie:)(?:\s.*)?"
    r"|(?:\d{1,2} )?(?:(?:jan|febr)uari|maart|april|mei|ju[nl]i|augustus|(?:sept|nov|dec)ember|oktober) (?:19|20)\d\d",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_QUOTE = ("“", "‘", "„", '"', "'")
_LONGEST_SENTENCE = 50  # characters; a longer text that ends in a full stop is no heading
_TWO_SENTENCES = re.compile(r"[^\W\d_]{4}\. [A-Z].*:$")
_WORDS = 0.75  # part of a recognised heading that is letters
_WORD = re.compile(r"[^\W\d_]{4}")
_LONGEST_PLAIN = 100  # characters; of a heading that is neither larger nor bold
_SHORTEST_TEXT = 40  # characters below a recognised heading
_LONGEST_LEAD_IN = 80  # characters; a longer text that ends in a colon leads in what follows


def body_style(lines: Sequence[Line]) -> Style:
    """The style of most characters."""
    weight: Counter[Style] = Counter()
    for line in lines:
        if line.kind is None:
            weight[line.style] += len(line.text)
    return weight.most_common(1)[0][0] if weight else Style()


def mark_headings(drafts: Sequence[Draft], body: Style, outline: Outline) -> None:
    """Set kind and level of every draft that is a heading, by its look or because a bookmark names it."""
    text = [draft for draft in drafts if draft.kind not in ("furniture", "footnote")]
    before = None
    for draft, after in zip(text, [*text[1:], None], strict=False):
        if draft.kind in ("paragraph", "list_item") and _is_heading(draft, before, after, body, outline):
            draft.kind = "heading"
        before = draft
    set_levels([draft for draft in text if draft.kind == "heading" and draft.zone == "body"], body.size, outline)


def _is_heading(draft: Draft, before: Draft | None, after: Draft | None, body: Style, outline: Outline) -> bool:
    text = draft.raw[len(draft.marker) :].lstrip()
    if _is_ruled_out(draft, text):
        return False
    if re.fullmatch(r"H[1-6]?|Title", draft.lines[0].role.kind) or level_in(outline, draft.raw, draft.page):
        return True
    if _reads_as_text(text):
        return False
    if is_numbered_name(draft, before, after):
        return True
    if draft.lines[0].style.font == OCR_FONT and not _reads_as_heading(draft, text, before, after):
        return False
    return _looks_like_one(draft, text, before, after, body) or is_label(draft, before, after)


def _is_ruled_out(draft: Draft, text: str) -> bool:
    """Whether a draft is no heading whatever the file says of it: too long, no words, an address, a caption, a date."""
    if len(text) > _LONGEST or len(draft.lines) > _MOST_LINES or draft.zone != "body" or not _LETTERS.search(text):
        return True
    return bool(_NOT_A_HEADING.search(text) or _CAPTION.match(text) or _MASTHEAD.fullmatch(text))


def _looks_like_one(draft: Draft, text: str, before: Draft | None, after: Draft | None, body: Style) -> bool:
    if draft.size >= _LARGER * body.size:
        return True
    smallest = _SMALLEST_GUESSED if draft.lines[0].style.font == OCR_FONT else _SMALLEST
    if draft.size < smallest * body.size or after is None or (is_bullet(draft.marker) and not _leads(draft, after)):
        return False
    if after.kind == "table" and not is_title_of(after, draft, before):
        return False
    if (not body.bold and _whole(draft, "bold")) or _is_underlined(draft, text, after):
        return True
    if after.kind not in ("paragraph", "list_item") or _is_set_alike(draft, after):
        return False
    return _stands_out(draft, text, before, body)


def _leads(draft: Draft, after: Draft) -> bool:
    """Whether what follows a draft with a bullet is its text, or a list within it that is not bold as well."""
    deeper = after.lines[0].x0 > draft.lines[0].x0 + draft.size
    return not after.marker or (deeper and not after.lines[0].style.bold)


def _reads_as_heading(draft: Draft, text: str, before: Draft | None, after: Draft | None) -> bool:
    """Whether recognised text, whose type size is a guess, is a line of words above a text rather than a stain."""
    if after is None or len(after.raw) < _SHORTEST_TEXT or not (text[0].isupper() or text[0].isdigit()):
        return False
    beside = is_beside(draft, before, after)
    return not beside and sum(map(str.isalpha, text)) >= _WORDS * len(text) and bool(_WORD.search(text))


def _reads_as_text(text: str) -> bool:
    """Whether the wording is that of a sentence, a part of one, or a quotation."""
    if text.endswith((",", ";")) or text.startswith(_QUOTE) or starts_small(text):
        return True
    if _TWO_SENTENCES.search(text):
        return True
    longest = {".": _LONGEST_SENTENCE, ":": _LONGEST_LEAD_IN}
    return len(text) > longest.get(text[-1], _LONGEST)


def _is_underlined(draft: Draft, text: str, after: Draft) -> bool:
    """Whether all of a draft is underlined, and not as a link within a sentence is."""
    return not text.endswith(".") and not starts_small(after.raw) and all(line.underlined for line in draft.lines)


def _is_set_alike(draft: Draft, after: Draft) -> bool:
    """Whether the next item of its list is set just as a draft is."""
    return bool(draft.marker and after.marker) and draft.lines[-1].style == after.lines[0].style


def _stands_out(draft: Draft, text: str, before: Draft | None, body: Style) -> bool:
    """Whether a short line differs from the body otherwise than in size or weight."""
    if is_bullet(draft.marker) or text.endswith((".", ":")) or len(draft.lines) > 2 or len(text) > _LONGEST_PLAIN:
        return False
    style = draft.lines[0].style
    if style.colour != body.colour or not same_family(style, body) or (text.isupper() and len(text) > 4):
        return not is_beside(draft, before)
    return (style != body and bool(HEADING_NUMBER.match(draft.raw))) or (not body.italic and _whole(draft, "italic"))


def _whole(draft: Draft, trait: str) -> bool:
    """Whether all words of a draft are bold or italic, its marker left aside."""
    pieces = [piece for line in draft.lines for piece in line.pieces]
    if draft.marker and len(pieces) > 1 and len(pieces[0].text) <= len(draft.marker) + 1:
        pieces = pieces[1:]
    return all(getattr(piece.style, trait) for piece in pieces if _LETTERS.search(piece.text) or len(pieces) == 1)
