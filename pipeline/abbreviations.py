"""Dutch abbreviations and other words that sentence boundaries depend on, read from ``data/abbreviations.toml``."""

import re
import tomllib
from importlib import resources

_WORDS: dict[str, list[str]] = tomllib.loads(
    resources.files("pipeline").joinpath("data", "abbreviations.toml").read_text(encoding="utf-8")
)


def _group(name: str) -> frozenset[str]:
    return frozenset(word.removesuffix(".") for word in _WORDS[name])


_NEVER, _MAY_END = _group("never"), _group("may_end")
BEFORE_NAMES, LABELS, OPENERS, JOINING = map(_group, ("before_names", "labels", "openers", "joining_words"))
"""The other groups of the file; what each is for stands there."""

DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{1,3}")
"""An abbreviation with full stops inside, without its last: 'o.a', 'P.J', 'm.nt'."""


def never_ends_sentence(word: str) -> bool:
    """Whether a word without its full stop is an abbreviation after which a sentence always goes on."""
    return word in _NEVER or _uncapitalised(word) in _NEVER


def may_end_sentence(word: str) -> bool:
    """Whether a word without its full stop is an abbreviation that can be the last word of a sentence."""
    return word in _MAY_END or _uncapitalised(word) in _MAY_END


def is_abbreviation(word: str) -> bool:
    """Whether a word before a full stop is, or may be, an abbreviation or an initial."""
    known = never_ends_sentence(word) or may_end_sentence(word)
    return known or len(word) == 1 or DOTTED.fullmatch(word) is not None


def _uncapitalised(word: str) -> str:
    """Undo the capital of a first word only, so that 'HR' is not read as 'hr'."""
    return word[:1].lower() + word[1:]
