"""E-mail addresses, telephone numbers, BSN and IBAN in a text.

Numbers count when their check digits are right, so that amounts and case numbers stay; one that is called a BSN counts
whatever its digits. The checks are ten lines of arithmetic: a library for them would bring a hundred other countries.
"""

import re
from collections.abc import Callable, Iterator

from pipeline.privacy.spans import Mask, Span

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b", re.IGNORECASE)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_BSN = re.compile(r"(?<![\d.,/-])(?:\d{9}|\d{4}[ .]\d{2}[ .]\d{3})(?![\d/-]|[.,]\d)")
_CALLED_BSN = re.compile(
    r"\b(?:bsn|burgerservicenummer|sofi-?nummer)(?:-?nummer)?(?: is| luidt)?[ :(]{1,3}(\d(?:[ .]?\d){7,8})(?![\d])",
    re.IGNORECASE,
)
# Ten digits from 0, or nine after +31: 06-12345678, (020) 123 45 67, +31 (0)6 1234 5678. Never a part of an IBAN.
_PHONE = re.compile(
    r"(?<![\w+.,/-])(?<![A-Z]{4} )(?:(?:\+31|0031)[ .-]{0,3}(?:\(0\)[ -]?)?\d|\(0\d{1,3}\)|0\d)"
    r"(?:(?:[ .-]| - |[–])?\d){6,8}(?![\d-]|[.,]\d)"
)


def numbers(text: str) -> Iterator[Span]:
    """Yield what is an address or a number of these kinds."""
    for pattern, mask, counts in _KINDS:
        for found in pattern.finditer(text):
            if counts(found[pattern.groups]):
                yield Span(*found.span(pattern.groups), mask)


def is_iban(cell: str) -> bool:
    """Return whether the check digits are right: ISO 7064, mod 97-10, letters as 10 to 35."""
    plain = cell.replace(" ", "")
    number = "".join(str(int(character, 36)) for character in plain[4:] + plain[:4])
    return 15 <= len(plain) <= 34 and int(number) % 97 == 1


def is_bsn(cell: str) -> bool:
    """Return whether nine digits pass the eleven test: 9 to 2 times the first eight, minus the last, divides by 11."""
    digits = [int(character) for character in cell if character.isdigit()]
    total = sum(weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    return any(digits) and total % 11 == 0


def _is_phone(cell: str) -> bool:
    digits = "".join(filter(str.isdigit, cell.replace("(0)", "")))
    return len(re.sub(r"^(?:0031|31)", "0", digits)) == 10


def _always(_: str) -> bool:
    return True


_KINDS: tuple[tuple[re.Pattern[str], Mask, Callable[[str], bool]], ...] = (
    (_MAIL, Mask.MAIL, _always),
    (_IBAN, Mask.IBAN, is_iban),
    (_PHONE, Mask.PHONE, _is_phone),
    (_CALLED_BSN, Mask.BSN, _always),
    (_BSN, Mask.BSN, is_bsn),
)
