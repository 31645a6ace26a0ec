"""Numbers in attributes, and bullets and numbers of list items as they are written."""

import re

BULLET = "•"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def whole(text: str, default: int) -> int:
    """Return the number, of at most six digits, that an attribute holds; ``default`` when it holds something else."""
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else default


def number_text(number: int, style: str) -> str:
    """Write a list number as '1' decimal, 'a' or 'A' letters, 'i' or 'I' Roman; another style counts as decimal."""
    if style not in ("a", "A", "i", "I") or not 0 < number < 400:  # no one writes those as letters
        return str(number)
    text = _letters(number) if style in ("a", "A") else _roman(number)
    return text.upper() if style.isupper() else text


def _letters(number: int) -> str:
    """Word and browsers part ways after z; Word's aa, bb is the commoner in reports."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
