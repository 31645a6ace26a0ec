"""The words that names of persons stand beside (`data/personen.toml`), and how a name is written."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).resolve().parent.parent / "data" / "personen.toml"
_LISTS = {name: frozenset(words.split()) for name, words in tomllib.loads(_FILE.read_text("utf-8")).items()}

OFFICES, NO_NAMES, LABELS = _LISTS["ambten"], _LISTS["geen_naam"], _LISTS["labels"]
GIVEN, ROLES, BODIES, FIRMS = _LISTS["voornamen"], _LISTS["rollen"], _LISTS["lichamen"], _LISTS["instellingen"]
TITLES, PEOPLE, ENDINGS = _LISTS["titels"] | _LISTS["aanspreken"], _LISTS["aanspreken"], tuple(_LISTS["uitgangen"])


def either(words: frozenset[str]) -> str:
    """Return a pattern for any of these words, however it is capitalised; the longest first."""
    return f"(?i:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"


UPPER = "A-ZÀ-ÖØ-ÞĞİŁŞŠŽ"
# A word of a name: 'Jansen', 'El', "O'Neill"; never an abbreviation in capitals.
WORD = rf"(?:[{UPPER}]['’])?[{UPPER}][a-zß-öø-ÿğıłşšž][^\W\d_]*"
PREFIXES = rf"(?:(?:{either(_LISTS['tussenvoegsels'])}\s+){{1,3}})"
_PART = rf"{PREFIXES}?(?:[dDlL]['’])?{WORD}"
SURNAME = rf"{_PART}(?:\s?[-–]\s?{_PART})*"
INITIALS = rf"(?:(?:[{UPPER}]|Th|Ch|Ph|Tj|Sj|Kl|IJ|Ij|Chr|Joh|Jac)\.[ -]?){{1,6}}"
LOUD = rf"[{UPPER}]{{3,}}"  # a surname in capitals, in a signature


class Name(NamedTuple):
    """A name of a person in a text, and its surname, '' where that is not sure.

    ``unless`` is a word: the name is none when the report has that word with a small letter.
    """

    start: int
    end: int
    surname: str = ""
    unless: str = ""


_AFTER = re.compile(rf"(?:\s+|-)(?:{either(FIRMS)}\b|(?:en|&)\s+(?:[Pp]artners|[Zz]onen|[Cc]o)\b|&)")


def is_body(text: str, end: int, last: str) -> bool:
    """Return whether a name that ends here with the word ``last`` is that of a street, a firm or a foundation."""
    word = last.rsplit(maxsplit=1)[-1].lower()
    part = word.rsplit("-", maxsplit=1)[-1]
    as_street = any(part.endswith(ending) and len(part) > len(ending) for ending in ENDINGS)
    return as_street or part in FIRMS or _AFTER.match(text, end) is not None
