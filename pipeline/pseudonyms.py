"""Names of persons, e-mail addresses, telephone numbers, BSN and IBAN in a text, masked by rules.

Numbers count only when their check digits are right, so that amounts and case numbers stay. Names are found behind a
form of address or a title, as initials with a surname, and as entities when a spaCy model that knows them is given.
It is never perfect: a bare first name is missed without a model.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from spacy.language import Language

NAME, MAIL, PHONE, BSN, IBAN = "[naam]", "[e-mail]", "[telefoon]", "[bsn]", "[iban]"

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b", re.IGNORECASE)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_BSN = re.compile(r"(?<![\d.,-])(?:\d{9}|\d{4}[ .]\d{2}[ .]\d{3}|\d{3}[ .]\d{3}[ .]\d{3})(?![\d-]|[.,]\d)")
# Ten digits from 0, or nine after +31: 06-12345678, (020) 123 45 67, +31 6 1234 5678. Not the digits of an IBAN.
_PHONE = re.compile(
    r"(?<![\w+.,-])(?<![A-Z]{4} )(?:(?:\+31|0031)[ -]?(?:\(0\)[ -]?)?\d|\(0\d{1,3}\)|0\d)(?:[ -]?\d){6,8}"
    r"(?![\d-]|[.,]\d)"
)

_CAPITALS = r"A-ZÀ-ÖØ-Þ"
_SURNAME_PART = rf"(?:(?i:van|de|der|den|het|'t|ten|ter|te|in|op|von|el|al|la|le|du)\s+){{0,3}}[{_CAPITALS}][\w'’-]+"
_SURNAME = rf"{_SURNAME_PART}(?:\s+[{_CAPITALS}][\w'’-]+){{0,2}}"
_INITIALS = rf"(?:[{_CAPITALS}][a-z]?\.\s?){{1,6}}"
_ADDRESS = (
    r"(?:[Dd]e\s+heer|[Hh]eer|[Mm]evrouw|[Mm]eneer|[Mm]ijnheer|[Dd]hr\.|[Mm]w\.|[Mm]evr\.|[Mm]r\.|[Dd]rs\.|[Dd]r\.|[Ii]r\."
    r"|[Ii]ng\.|[Pp]rof\.|[Bb]urgemeester|[Ww]ethouder|[Mm]inister|[Ss]taatssecretaris|[Rr]aadslid|[Kk]amerlid)"
)
_ADDRESSED = re.compile(rf"({_ADDRESS}(?:\s+(?:mr|drs|dr|ir|ing|prof)\.)*)\s+((?:{_INITIALS}\s*)?{_SURNAME})")
_WITH_INITIALS = re.compile(rf"\b(?:{_INITIALS})\s?(?:\([{_CAPITALS}]\w+\)\s+)?{_SURNAME}")
# What follows a title and is an office or a body, no person.
_NO_NAME = frozenset(
    "algemene zaken binnenlandse buitenlandse economische financiën justitie onderwijs volksgezondheid infrastructuur "
    "landbouw sociale defensie klimaat president generaal kamer".split()
)
_OFFICES = frozenset("burgemeester wethouder minister staatssecretaris".split())


def masked(text: str, names: Iterable[str] = ()) -> str:
    """Return the text with every address, number and name replaced by its mask; ``names`` are masked as they stand."""
    for pattern, mask, counts in _NUMBERS:
        text = pattern.sub(lambda found, mask=mask, counts=counts: mask if counts(found[0]) else found[0], text)  # type: ignore[misc]
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", NAME, text)
    text = _ADDRESSED.sub(_mask_addressed, text)
    return _WITH_INITIALS.sub(NAME, text)


def masked_all(texts: Iterable[str], language: Language) -> Iterator[str]:
    """Yield the texts, masked; with a pipeline that recognises entities its persons are masked too."""
    if "ner" not in language.pipe_names:
        yield from map(masked, texts)
        return
    for doc in language.pipe(texts, batch_size=256):
        yield masked(doc.text, {entity.text for entity in doc.ents if entity.label_ in ("PER", "PERSON")})


def _mask_addressed(found: re.Match[str]) -> str:
    first = found[2].split()[0]
    is_office = first.lower() in _NO_NAME or (first == "van" and found[1].lower() in _OFFICES)
    return found[0] if is_office else f"{found[1]} {NAME}"


def _is_iban(cell: str) -> bool:
    """ISO 7064, mod 97-10: the country and its digits behind the rest, letters as 10 to 35."""
    plain = cell.replace(" ", "")
    number = "".join(str(int(character, 36)) for character in plain[4:] + plain[:4])
    return 15 <= len(plain) <= 34 and int(number) % 97 == 1


def _is_bsn(cell: str) -> bool:
    """The eleven test: 9 to 2 times the first eight digits, minus the last, is a multiple of 11 and not all zero."""
    digits = [int(character) for character in cell if character.isdigit()]
    total = sum(weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    return any(digits) and total % 11 == 0


def _is_phone(cell: str) -> bool:
    digits = "".join(filter(str.isdigit, cell.replace("(0)", "")))
    national = re.sub(r"^(?:0031|31)", "0", digits)
    return len(national) == 10


def _always(_: str) -> bool:
    return True


_NUMBERS: tuple[tuple[re.Pattern[str], str, Callable[[str], bool]], ...] = (
    (_MAIL, MAIL, _always),
    (_IBAN, IBAN, _is_iban),
    (_PHONE, PHONE, _is_phone),
    (_BSN, BSN, _is_bsn),
)
