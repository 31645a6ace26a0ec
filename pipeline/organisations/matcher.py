"""Finding the organisations of the list in a text: whole words, the longest form first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.organisations.listed import OrganisationList

# A word with its hyphens ('Noord-Holland', 'VNG-directeur') and inner signs ('I&W', 'info@dorp.nl'), or a single sign.
# A slash, a dash, an apostrophe and the small figure of a note end it: 'UWV/SVB', 'VNG–IPO', "VNG's", 'BZK²'.
_LETTER = r"[^\W_¹²³⁰⁴-⁹]"
_TOKEN = re.compile(rf"{_LETTER}+(?:[-&.@+]{_LETTER}+)*-?|[^\s]")
_PLACE_NAME = re.compile(r"[A-ZÀ-Þ][\w-]{2,}")
_NOT_A_PLACE = (
    *("De", "Het", "Den", "Een", "Dit", "Deze", "Dat", "Die", "Ook", "Zelf", "Niet", "Aan", "Met", "Voor"),
    *("Noord", "Zuid", "Oost", "West", "Midden"),
)

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation in a text: its span in characters, half-open, and its canonical name."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A word of an `OrganisationPattern`; a place that is ``listed`` with it has a form of its own."""

    words: Words
    name: str
    listed: frozenset[str]

    def matches(self, words: Words) -> bool:
        """Whether these words are those of the pattern, in small letters or capitals, and then a place."""
        *before, place = words
        is_place = _PLACE_NAME.fullmatch(place) and place not in self.listed and place not in _NOT_A_PLACE
        return bool(is_place) and [word.lower() for word in before] == [*self.words]


class OrganisationMatcher:
    """The list of organisations, ready to be looked for."""

    def __init__(self, bodies: OrganisationList) -> None:
        names = bodies.names()
        self._forms: dict[str, dict[Words, str]] = {}
        for form, name in names.items():
            words = _words(form)
            self._forms.setdefault(words[0], {})[words] = name
        self._lengths = {first: sorted({*map(len, forms)}, reverse=True) for first, forms in self._forms.items()}
        self._patterns: dict[str, list[_Pattern]] = {}
        for pattern in bodies.patroon:
            for word in pattern.woorden:
                listed = frozenset(form.removeprefix(f"{word} ") for form in names if form.startswith(f"{word} "))
                words = _words(word.lower())
                self._patterns.setdefault(words[0], []).append(_Pattern(words, pattern.naam, listed))

    def mentions(self, text: str) -> list[Mention]:
        """Return the organisations named in a text, in order; of two that overlap the one with more words counts."""
        tokens = list(_TOKEN.finditer(text))
        words = tuple(_plain(token[0]) for token in tokens)
        found = sorted(self._found(words), key=lambda one: (one[0] - one[1], one[0]))
        taken: set[int] = set()
        mentions = []
        for start, end, name in found:
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                mentions.append(Mention(tokens[start].start(), tokens[end - 1].end(), name))
        return sorted(mentions, key=lambda mention: mention.start)

    def _found(self, words: Words) -> Iterator[tuple[int, int, str]]:
        """All that is named, as half-open spans of words; a place of one word that is not listed takes its own name."""
        for start, first in enumerate(words):
            for length in self._lengths.get(first, ()):
                form = words[start : start + length]
                if form in self._forms[first]:
                    yield start, start + len(form), self._forms[first][form]
            for pattern in self._patterns.get(first.lower(), ()):
                end = start + len(pattern.words) + 1
                if end <= len(words) and pattern.matches(words[start:end]):
                    yield start, end, f"{pattern.name} {words[end - 1]}"


def _words(text: str) -> Words:
    return tuple(_plain(word) for word in _TOKEN.findall(text))


def _plain(word: str) -> str:
    return "'" if word == "’" else word
