"""Where a passage stands among the characters of a page, though line ends, hyphens and ligatures differ."""

import unicodedata
from collections.abc import Iterable, Sequence

_LEAST = 12  # letters in one run; fewer may stand anywhere
_NEARBY = 12  # letters between two runs that follow on each other, such as the number of a note
_BEFORE = 40  # letters of the sentence before, to tell two places with the same text apart
_ENOUGH = 0.3  # share of a passage: the rest of it may stand on the next page


def places(text: str, page: Sequence[str], *, before: str = "") -> list[int]:
    """Return which characters of a page show the text, in the order of the text; none when too little of it is there.

    The text is looked for in runs, as long as can be: what stands in between on the page, such as a note, is no part.
    """
    wanted, _ = _letters(text)
    shown, where = _letters(page)
    found: list[int] = []
    after, done = _end_of(before, shown), 0
    while done < len(wanted):
        start, length = _next_run(wanted[done:], shown, after)
        found += range(start, start + length)
        after = start + length if length else after
        done += length or 1
    return list(dict.fromkeys(where[index] for index in found)) if len(found) >= _ENOUGH * len(wanted) else []


def _letters(characters: Iterable[str]) -> tuple[str, list[int]]:
    """Letters and digits alone, without case and accents, and the character that each comes from."""
    kept = [
        (letter, index)
        for index, character in enumerate(characters)
        for letter in unicodedata.normalize("NFKD", character).casefold()
        if letter.isalnum()
    ]
    return "".join(letter for letter, _ in kept), [index for _, index in kept]


def _end_of(before: str, shown: str) -> int:
    """Where the sentence before ends on the page; 0 when it is not there."""
    tail = _letters(before)[0][-_BEFORE:]
    found = shown.find(tail) if len(tail) >= _LEAST else -1
    return found + len(tail) if found >= 0 else 0


def _next_run(wanted: str, shown: str, after: int) -> tuple[int, int]:
    """Start and length of the longest beginning of ``wanted``: further on, else earlier on the page; length 0: none."""
    start, length = _longest(wanted, shown, after)
    if length >= _LEAST or (length and start - after <= _NEARBY and after):
        return start, length
    start, length = _longest(wanted, shown, 0)
    return (start, length) if length >= min(_LEAST, len(shown)) else (0, 0)


def _longest(wanted: str, shown: str, after: int) -> tuple[int, int]:
    """By halving: when a beginning is there, every shorter one is."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if shown.find(wanted[:middle], after) >= 0:
            low = middle
        else:
            high = middle - 1
    return shown.find(wanted[:low], after), low
