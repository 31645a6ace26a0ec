"""Whether two readings of a sentence say the same: how alike their letters are, and whether the meaning turned."""

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from itertools import starmap

from rapidfuzz import fuzz

# One word of these more, less or other turns what a sentence says, however alike the letters are.
_TURNING = frozenset(
    (
        "niet geen nooit niets niemand nergens noch zonder nauwelijks amper evenmin wel altijd alle iedereen "
        "meer minder meest minst hoger lager groter kleiner beter slechter goed slecht veel weinig genoeg "
        "toe af voor tegen na binnen buiten boven onder "
        "toename afname stijging daling stijgt daalt neemt nemen nam namen "
        "nul twee drie vier vijf zes zeven acht negen tien elf twaalf twintig dertig veertig vijftig zestig zeventig "
        "tachtig negentig honderd duizend miljoen miljard half helft derde kwart eerste tweede laatste"
    ).split()
)
_OPPOSITES = ("on", "in", "niet", "wan", "non", "her", "de")
# Marks that a reader may see or miss, and that are no part of the words.
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_QUOTES = re.compile("[\"'`\u00b4\u00ab\u00bb\u2018-\u201f\u2039\u203a]")
_HYPHENS = re.compile("[-\u2010-\u2015\u2212]")
_SPACES = re.compile(r"\s+")
_BULLETS = re.compile(r"^(?:[•‣▪▫■□●○◦◾◼➢➤✓✔*·\uf0b7\uf0a7]\s*|[-–o]\s+)+")
# A mark of a footnote that is glued to the last word.
_NOTE = re.compile(r"(?<=[^\W\d_][.,;:!?)])\d{1,3}$")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<!\S)[-+(]*[€$]?\d[\d.,]*%?|(?<![^\W\d_])\d+(?:[.,]\d+)*%?")
_SHORT_NAME = 2
_SAME_NAME = 75.0


def squeezed(text: str) -> str:
    """Return what stays of a text however it was set: no white space, hyphens, ligatures, quotes or bullets.

    Case and all other signs stay, so that two texts with the same result are one sentence, read twice.
    """
    return _SPACES.sub("", _HYPHENS.sub("", _plain(text)))


def similarity(first: str, second: str) -> float:
    """Return how alike two squeezed texts are, from 0 to 1: twice the letters in common over all letters."""
    return fuzz.ratio(first, second) / 100


def same_numbers(first: str, second: str) -> bool:
    """Say whether two texts name the same numbers; '1.000' and '1000' differ, which is the safe side."""
    return _numbers(_plain(first)) == _numbers(_plain(second))


def same_meaning(first: str, second: str) -> bool:
    """Say whether nothing differs that may turn the meaning: a denial, a number, an opposite or a name.

    The answer errs to no: a sentence that says the same in other words of this kind is not recognised.
    """
    if not same_numbers(first, second):
        return False
    first, second = _plain(first), _plain(second)
    words, others = _words(first), _words(second)
    gone, new = words - others, others - words
    if any(word in _TURNING for word in (*gone, *new)):
        return False
    return not _opposed(gone, new) and not _renamed(first, second)


def _plain(text: str) -> str:
    """The text with one kind of spaces, and without what only a typesetter put in: quotes, bullets, marks of notes."""
    whole = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return _NOTE.sub("", _BULLETS.sub("", _SPACES.sub(" ", _QUOTES.sub("", whole)).strip()))


def _numbers(text: str) -> Counter[str]:
    return Counter(found.strip(".,(") for found in _NUMBER.findall(_HYPHENS.sub("-", text)))


def _words(text: str) -> Counter[str]:
    return Counter(word.lower() for word in _WORD.findall(text))


def _opposed(gone: Counter[str], new: Counter[str]) -> bool:
    """Whether a word came in the place of its opposite ('voldoende', 'onvoldoende')."""
    return any(
        longer == opposite + shorter
        for shorter, longer in (*_pairs(gone, new), *_pairs(new, gone))
        for opposite in _OPPOSITES
    )


def _pairs(first: Counter[str], second: Counter[str]) -> list[tuple[str, str]]:
    return [(one, other) for one in first for other in second]


def _renamed(first: str, second: str) -> bool:
    """Whether a name was replaced by another one; a letter that was misread makes no other name."""
    names, others = _words_in_order(first), _words_in_order(second)
    changes = SequenceMatcher(None, names, others, autojunk=False).get_opcodes()
    replaced = [(names[a:b], others[c:d]) for kind, a, b, c, d in changes if kind != "equal"]
    return any(starmap(_other_names, replaced))


def _words_in_order(text: str) -> list[str]:
    """The words; the first one without its capital, which says nothing."""
    words = _WORD.findall(text)
    return [word.lower() if place == 0 else word for place, word in enumerate(words)]


def _other_names(old: list[str], new: list[str]) -> bool:
    """Whether a name on one side has no like on the other, of words that stand in the same place."""
    return any(
        not any(fuzz.ratio(name, other) >= _SAME_NAME for other in opposite)
        for words, opposite in ((old, new), (new, old))
        for name in words
        if name[0].isupper() and len(name) > _SHORT_NAME
    )
