"""Letterheads, reference lines, salutations and signatures: text of a letter that says nothing of its subject.

The patterns are possessive where they repeat, so that no line takes long, whatever stands in it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.pdf.drafts import Draft

_LONGEST = 250  # characters of a block of such lines
_LONGEST_NAME = 60  # characters of a name or office below a letter
_MOST_NAMES = 4  # blocks below the closing of a letter

_DATE = (
    r"\d{1,2}[-/ .](?:\d{1,2}|(?:jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*+\.?)[-/ ](?:19|20)\d\d"
)
_PHONE = r"\+?\(?\d[\d ()–-]{7,16}\d"
_ADDRESS = r"(?:https?://|www\.)\S++|[\w.+-]++@[\w-]++(?:\.[\w-]++)++"
_TOWN = r"[A-Z’'][\w’'.-]*+(?: (?:aan|den|op|en|bij|[A-Z][\w’'-]*+)){0,3}+"
_POSTCODE = rf"[1-9]\d{{3}} ?[A-Z]{{2}},? {_TOWN}"
_REFERENCE = r"(?=[\w./:-]*\d)[\w./:-]++"
_VALUES = rf"(?:(?:{_DATE}|{_PHONE}|{_ADDRESS}|{_POSTCODE}|{_REFERENCE}|geen)(?:[ ,|]++|$))++"
_LABEL = (
    r"(?i:(?:ons|uw) (?:kenmerk|referentie)|kenmerk|zaaknummer|datum|bijlagen?|briefnummer|documentnummer|onderwerp"
    r"|betreft|(?:direct )?telefoon(?:nummer)?|doorkiesnummer|tel\.?|t|fax|f|mobiel|e-?mail(?:adres)?|e|internet"
    r"|website|contactpersoon|behandeld door|postadres|bezoekadres|correspondentieadres|retouradres|iban"
    r"|kvk(?:-nummer)?|aan)"
)
_STRONG = re.compile(
    rf"(?i:ons|uw) (?i:kenmerk|referentie)(?: ?[:.])?(?: {_VALUES})?|(?:{_LABEL} ?[:.] ?{_VALUES})++"
    rf"|(?i:tel|fax|t|f|e)\.? {_VALUES}"
    rf"|(?:Postbus|Antwoordnummer) \d[\d ]*+(?:[,|]? ?{_POSTCODE})?|{_POSTCODE}(?: {_POSTCODE})?|(?:{_ADDRESS})"
    rf"|(?:[A-Z][\w’'.-]*+ ){{1,4}}\d{{1,4}}[a-zA-Z]?(?:[,|]? {_POSTCODE})"
)
_WEAK = re.compile(rf"{_LABEL} ?:?|{_VALUES}|(?:{_LABEL} ){{1,5}}+(?:{_VALUES}|{_LABEL})")
_OFFICE = re.compile(
    r"(?:ministerie|directie|directoraat|afdeling|bestuursdepartement|dienst|cluster|sector)\b.{0,60}", re.IGNORECASE
)
_SALUTATION = re.compile(r"(?:geachte|beste|l\.s\.?|dames en heren|excellentie)\b[^.!?]{0,80},", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:hoogachtend|met (?:vriendelijke |hartelijke |hoogachtende )?groet(?:en)?|vriendelijke groet(?:en)?|w\.g\.)"
    r"(?:,| namens| van)[^.!?]{0,120}\.?|hoogachtend|met vriendelijke groet(?:en)?",
    re.IGNORECASE,
)


def mark_letterheads(drafts: Sequence[Draft]) -> None:
    """Put blocks that only hold addresses, references, a salutation or a signature in the zone of the colophon."""
    text = [draft for draft in drafts if draft.kind in ("paragraph", "list_item") and draft.zone == "body"]
    for draft in text:
        if _is_letterhead(draft) or _SALUTATION.fullmatch(draft.raw):
            draft.zone = "colophon"
    for ordered in (text, text[::-1]):
        for before, draft in pairwise(ordered):
            if before.zone == "colophon" and before.page == draft.page and _all_lines(draft, _WEAK):
                draft.zone = "colophon"
    _mark_signatures(text)


def is_reference(text: str) -> bool:
    """Whether a line is an address, a reference, a date, a label of one of these, or an office of government."""
    return any(pattern.fullmatch(text) for pattern in (_STRONG, _WEAK, _OFFICE))


def _is_letterhead(draft: Draft) -> bool:
    """Whether every line is an address, a reference or a date, and one of them plainly so."""
    return _all_lines(draft, _STRONG, _WEAK) and any(_STRONG.fullmatch(line.text) for line in draft.lines)


def _all_lines(draft: Draft, *patterns: re.Pattern[str]) -> bool:
    if len(draft.raw) > _LONGEST:
        return False
    return all(any(pattern.fullmatch(line.text) for pattern in patterns) for line in draft.lines)


def _mark_signatures(text: Sequence[Draft]) -> None:
    """From the closing of a letter the names and offices below it on the page."""
    left, page = 0, 0
    for draft in text:
        if _CLOSING.fullmatch(draft.raw):
            left, page = _MOST_NAMES, draft.page
        elif left and draft.page == page and _is_name(draft.raw):
            left -= 1
        else:
            left = 0
            continue
        draft.zone = "colophon"


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and text[-1] not in ".?!:;" and not text[0].islower()
