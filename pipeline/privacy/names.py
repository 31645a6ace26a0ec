"""Names of persons in a text, by what stands beside them: a form of address, an office, initials or a given name.

Holders of a public office are persons too. A bare surname is found only where the report says elsewhere whose it is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.abbreviations import OPENERS
from pipeline.privacy.words import (
    BODIES,
    GIVEN,
    INITIALS,
    LABELS,
    LOUD,
    NO_NAMES,
    OFFICES,
    PEOPLE,
    PREFIXES,
    ROLES,
    SURNAME,
    TITLES,
    UPPER,
    WORD,
    Name,
    either,
    is_body,
)

_BEFORE = rf"(?:{INITIALS}\s?)?(?:\({WORD}\)\s+)?(?:{WORD}(?:-{WORD})?\s+){{0,2}}"
_TITLE = rf"(?:{either(TITLES)}(?:\.\s?|\s))"
_TITLED = re.compile(rf"(?<![\w-])(?P<title>{_TITLE}+)(?P<name>{_BEFORE}(?P<surname>{SURNAME}|{LOUD}))")
_SEVERAL = re.compile(rf"\b(?:[Hh]eren|[Dd]ames)\s+(?P<names>{SURNAME}(?:(?:,\s|\sen\s){SURNAME})+)")
_OFFICE = re.compile(rf"(?<!\w){either(OFFICES)}\s+(?P<name>(?:{INITIALS}\s?|{WORD}\s+)?(?P<surname>{SURNAME}))")
_INITIALLED = re.compile(
    rf"(?<![\w.@/])(?P<initials>{INITIALS})\s?(?:\({WORD}\)\s+)?(?P<surname>{SURNAME}|{PREFIXES}?{LOUD}\b)"
)
_CAPITAL = re.compile(rf"(?<![\w-]){WORD}(?:-{WORD})?")
_MORE = re.compile(rf"\s+(?:{INITIALS}|{WORD}(?:-{WORD})?(?=\s+{PREFIXES}{WORD})|{either(GIVEN)}(?=\s+{WORD}))")
_LAST = re.compile(rf"\s*(?P<surname>{SURNAME})")
_TURNED = re.compile(
    rf"(?<![\w-])(?P<surname>{SURNAME}),\s[{UPPER}]\.(?:[ -]?[{UPPER}]\.){{0,4}}(?!\w)"
    rf"|(?P<first>{SURNAME})(?=\set\sal\b)"
)
_LISTED = re.compile(
    rf"(?<!\w){either(ROLES)}(?:\s(?:door|van|met))?\s*:\s*"
    rf"(?P<names>[^\n.;]*(?:[{UPPER}]\.[^\n;]*)?)"
)
_NAMELIKE = re.compile(
    rf"(?:{_TITLE}*)(?:{INITIALS}\s?(?:\({WORD}\)\s)?(?:{SURNAME}|{LOUD})|(?:{WORD}(?:-{WORD})?\s+){{1,2}}{SURNAME})"
)
_BETWEEN = re.compile(r",\s*|\s+en\s+|\s+&\s+|\s*/\s*|\n")
_NO_INITIALS = frozenset("n.v. b.v. s.v. v.v. f.c. u.s. v.s. e.u. v.n. n.b. p.s. d.d. a.i. m.e.r. o.a.".split())
_ENUMERATING = frozenset("ABCDEFGHIVX")


def names(text: str) -> Iterator[Name]:
    """Yield the names that the rules find; they may overlap."""
    rules = (_titled, _in_office, _initialled, _given, _turned, _in_lists)
    found = [name for rule in rules for name in rule(text)]
    yield from found
    yield from _in_a_row(text, [name.end for name in found])


def namelike(text: str) -> bool:
    """Return whether a whole line is set as a name: initials and a surname, or two to four words with a capital."""
    return _NAMELIKE.fullmatch(text.strip()) is not None and text.split(maxsplit=1)[0].lower() not in BODIES


def by_themselves(surnames: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern of these surnames (at least one) where they stand without what goes before a surname."""
    longest_first = sorted(surnames, key=lambda surname: (-len(surname), surname))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def again(text: str, known: re.Pattern[str] | None) -> Iterator[Name]:
    """Yield where the surnames of a pattern of `by_themselves` stand."""
    for found in known.finditer(text) if known else ():
        if not is_body(text, found.end(), found[0]):
            yield Name(*found.span())


def _in_a_row(text: str, ends: Sequence[int]) -> Iterator[Name]:
    """What is set as a name in a row of things, with names on both sides of it."""
    limits = [(0, 0), *(found.span() for found in _BETWEEN.finditer(text)), (len(text), len(text))]
    pieces = [(start, end) for (_, start), (end, _) in pairwise(limits)]
    named = [any(start < name <= end for name in ends) for start, end in pieces]
    for place, (start, end) in enumerate(pieces[1:-1], start=1):
        piece = text[start:end].strip()
        beside = not named[place] and named[place - 1] and named[place + 1]
        if beside and namelike(piece) and not is_body(text, end, piece):
            yield Name(start, end)


def _name(found: re.Match[str], *, surname: str, unless: str = "") -> Name:
    return Name(*found.span("name"), surname, unless)


def _whole(found: re.Match[str]) -> bool:
    """Whether the surname is the last word: not so in 'Jansen Rijkswaterstaat', where nothing tells which it is."""
    first = found["name"].removesuffix(found["surname"]).split()
    return not first or " " in found["surname"] or first[0].lower() in GIVEN or first[0].endswith(".")


def _titled(text: str) -> Iterator[Name]:
    for found in _TITLED.finditer(text):
        title = re.split(r"[\s.]+", found["title"].strip(" ."))[-1].lower()
        if title in PEOPLE or not is_body(text, found.end(), found["name"]):
            yield _name(found, surname=found["surname"] if _whole(found) else "")
    for found in _SEVERAL.finditer(text):
        start = found.start("names")
        for one in re.finditer(rf"(?!en\s){SURNAME}", found["names"]):
            yield Name(start + one.start(), start + one.end(), one[0])


def _in_office(text: str) -> Iterator[Name]:
    for found in _OFFICE.finditer(text):
        words = found["name"].split()
        if not _is_of_a_field(words) and not is_body(text, found.end(), found["name"]):
            yield _name(found, surname=found["surname"], unless=words[0] if len(words) == 1 else "")


def _is_of_a_field(words: Sequence[str]) -> bool:
    """Whether what follows an office is what it is about, or where: 'van Utrecht', 'Economische Zaken'."""
    if words[0] in ("van", "in", "op", "te", "uit", "de", "het") and words[1] not in ("der", "den", "'t", "’t"):
        return True
    fields = NO_NAMES & {words[0].lower(), words[-1].lower()} - {"van", "der", "de"}
    return bool(fields) or words[0] in OPENERS - {"De", "Van"}


def _initialled(text: str) -> Iterator[Name]:
    for found in _INITIALLED.finditer(text):
        if not _enumerates(text, found) and not is_body(text, found.end(), found["surname"]):
            yield Name(*found.span(), found["surname"])


def _enumerates(text: str, found: re.Match[str]) -> bool:
    """Whether what looks like initials is a label ('bijlage B. Gemeenten'), a mark of a list or an abbreviation."""
    initials, first = found["initials"].replace(" ", ""), found["surname"].split()[0]
    if initials.lower() in _NO_INITIALS or found["surname"] in ("De", "Van", "Het", "Den"):
        return True
    if len(initials) > 2:
        return False
    before = text[: found.start()].rstrip(" (").rsplit(maxsplit=1)
    at_start = not before or before[-1][-1] in ".:;!?•"
    in_list = at_start and initials[0] in _ENUMERATING and not first[0].islower()
    return in_list or first in OPENERS or bool(before and before[-1].lower() in LABELS)


def _given(text: str) -> Iterator[Name]:
    for first in _CAPITAL.finditer(text):
        own = first[0].lower()
        if own in GIVEN or (own.partition("-")[0] in GIVEN and own.rpartition("-")[2] in GIVEN):
            more = _MORE.match(text, first.end())
            found = _LAST.match(text, more.end() if more else first.end())
            if found and _is_surname(text, found):
                yield Name(first.start(), found.end(), found["surname"])


def _is_surname(text: str, found: re.Match[str]) -> bool:
    words = found[0].split()
    if words[0] in ("van", "in", "op", "te", "uit") and len(words) > 1 and words[-1].lower() in NO_NAMES:
        return False
    opens = words[0] in OPENERS - {"De", "Van", "In", "Op", "Het", "Den"} or words[-1].lower() in NO_NAMES
    return not opens and not is_body(text, found.end(), found["surname"])


def _turned(text: str) -> Iterator[Name]:
    for found in _TURNED.finditer(text):
        yield Name(*found.span(), found["surname"] or found["first"])


def _in_lists(text: str) -> Iterator[Name]:
    for found in _LISTED.finditer(text):
        position = found.start("names")
        for piece in _BETWEEN.split(found["names"]):
            start = text.index(piece, position)
            name = _NAMELIKE.match(piece)
            if name is None or piece.split()[0].lower() in BODIES:
                break
            yield Name(start, start + name.end())
            position = start + len(piece)
