"""Parts of words, which tell of compounds and inflections: all words are cut up at once, as rows of signs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.model.pieces import UNKNOWN, Ints, Places, Ragged, pieces_of
from pipeline.model.terms import Sparse, Terms

SHORT, LONG = 4, 5  # signs, of which the first or last may be the blank around a word
MOST_SIGNS = 50_000  # different ones in all terms; four of them are then still one number
_END = "\n"  # no sign of any word


@dataclass(frozen=True)
class Parts(Terms):
    """Runs of four or five signs in a word and the blanks around it; a word of one letter is a part as a whole.

    The first four signs of a part of five are a term too: they stand in at least as many texts.
    """

    def rows(self, texts: Sequence[str]) -> Sparse:
        """Return (n, t): the parts of the words of each text."""
        pieces = pieces_of(texts)
        found = pieces.places.through(self._in(pieces.different))
        return self.weighed(found.rows, found.flat, len(texts))

    @property
    def signs(self) -> int:
        """How many different signs the terms are made of."""
        return len(self._alphabet)

    def _in(self, words: Sequence[str]) -> Ragged:
        """The places of the parts of each word."""
        signs = self._numbered("".join(f" {word} {_END}" for word in words) + _END * LONG)
        starts = len(signs) - LONG
        short = self._short.at(self._key(signs, starts))
        long = self._long.at(np.where(short == UNKNOWN, UNKNOWN, short * self._base + signs[SHORT:][:starts]))
        both = np.column_stack([short, long])
        word = np.repeat(np.arange(len(words)), [len(word) + 3 for word in words])
        sizes = np.bincount(word, weights=(both != UNKNOWN).sum(axis=1), minlength=len(words))
        return Ragged(both[both != UNKNOWN], sizes.astype(np.int64))

    @cached_property
    def _alphabet(self) -> Ints:
        """The code points of all signs in the terms, ascending."""
        return np.unique(_code_points("".join(self.terms) + _END))

    @property
    def _base(self) -> int:
        """How many different signs there are, with one number more for any other."""
        return len(self._alphabet) + 1

    def _numbered(self, text: str) -> Ints:
        """The number of each sign."""
        points = _code_points(text)
        at = np.searchsorted(self._alphabet, points)
        return np.where(self._alphabet[np.minimum(at, self._base - 2)] == points, at, self._base - 1)

    def _key(self, signs: Ints, starts: int) -> Ints:
        """Each four signs after each other as one number, from as many starts."""
        key = signs[:starts]
        for further in range(1, SHORT):
            key = key * self._base + signs[further:][:starts]
        return key

    @cached_property
    def _short(self) -> Places:
        """The places of parts of four signs, and of words that are shorter, up to their end."""
        short = {term: place for term, place in self.place.items() if len(term) <= SHORT}
        signs = self._numbered("".join(term.ljust(SHORT, _END) for term in short) + _END * SHORT)
        keys = self._key(signs, len(signs) - SHORT)[::SHORT]
        return Places.of(dict(zip(keys.tolist(), short.values(), strict=True)))

    @cached_property
    def _long(self) -> Places:
        """The places of parts of five signs, by the place of the first four and the last."""
        long = {term: place for term, place in self.place.items() if len(term) > SHORT}
        last = self._numbered("".join(term[-1] for term in long))
        keys = [self.place[term[:SHORT]] * self._base + sign for term, sign in zip(long, last.tolist(), strict=True)]
        return Places.of(dict(zip(keys, long.values(), strict=True)))


def _code_points(text: str) -> Ints:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
