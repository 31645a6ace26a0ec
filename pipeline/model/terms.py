"""Words, pairs of words and parts of words: which of them a text holds, weighed by TF-IDF, as scikit-learn does it.

Scikit-learn learns them (`features`); to look them up takes no more than numpy, which is there sooner.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from pipeline.model.pieces import Ints, Memory, Pieces

PART_SIZES = (4, 5)
_WORD = re.compile(r"\b\w\w+\b")
_UNKNOWN = -1

Dense = NDArray[np.float32]


@dataclass(frozen=True)
class Sparse:
    """n rows of w numbers that are nearly all 0: the ``values`` (t,) of the others, row by row, at ``places`` (t,).

    ``ends`` (n,) says where each row ends.
    """

    places: Ints
    values: Dense
    ends: Ints
    width: int

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.ends)

    def __matmul__(self, dense: Dense) -> Dense:
        """Return the product (n, d) with (w, d); that of a row does not depend on the others."""
        ends = self.ends.tolist()
        parts = ((self.values[a:b], self.places[a:b]) for a, b in zip([0, *ends], ends, strict=False))
        rows = [values @ dense[places] for values, places in parts]
        return np.array(rows, dtype=np.float32).reshape(len(self), dense.shape[1])

    def times(self, weight: float) -> Self:
        """Return the rows with every number multiplied."""
        return replace(self, values=self.values * np.float32(weight))

    def matrix(self) -> Any:
        """Return the same as a csr_matrix of scipy, for what it alone can do."""
        from scipy.sparse import csr_matrix

        shape = len(self), self.width
        return csr_matrix((self.values, self.places, np.concatenate([[0], self.ends])), shape=shape)


@dataclass(frozen=True)
class Terms:
    """What to look for in a text: t ``terms`` in the order of their places, and the ``idf`` (t,) that weighs each."""

    terms: tuple[str, ...]
    idf: Dense

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each term."""
        return {term: place for place, term in enumerate(self.terms)}

    def _weighed(self, rows: Ints, places: Ints, count: int) -> Sparse:
        """Return ``count`` rows of length 1 from the terms found: (1 + log of how often) times idf.

        The order of the sums is that of scikit-learn, so that the last bit is the same.
        """
        keys, often = np.unique(rows * len(self.terms) + places, return_counts=True)
        rows, places = np.divmod(keys, max(1, len(self.terms)))
        values = (np.log(often.astype(np.float32)) + np.float32(1)) * self.idf[places]
        lengths = np.sqrt(np.bincount(rows, weights=values * values, minlength=count))
        ends = np.bincount(rows, minlength=count).cumsum()
        return Sparse(places, (values / lengths[rows]).astype(np.float32), ends, len(self.terms))


@dataclass(frozen=True)
class Words(Terms):
    """Words of two letters or more, and pairs of such words that follow each other ('te weinig').

    The words of a pair are terms too: they stand in at least as many texts as the pair.
    """

    def rows(self, texts: Sequence[str]) -> Sparse:
        """Return (n, t): the words and pairs of each text."""
        words = Pieces.of(texts).numbers(self._memory)
        rows, known = words.rows, words.flat != _UNKNOWN
        first, second = words.flat[:-1], words.flat[1:]
        together = np.flatnonzero(known[:-1] & known[1:] & (rows[:-1] == rows[1:]))
        pairs = self._pairs(first[together], second[together])
        is_term = pairs != _UNKNOWN
        found_in = np.concatenate([rows[known], rows[:-1][together][is_term]])
        return self._weighed(found_in, np.concatenate([words.flat[known], pairs[is_term]]), len(texts))

    @cached_property
    def _memory(self) -> Memory:
        return Memory(lambda piece: [self.place.get(word, _UNKNOWN) for word in _WORD.findall(piece)])

    def _pairs(self, first: Ints, second: Ints) -> Ints:
        """The place of each pair of words, or that it is unknown."""
        keys, places = self._known_pairs
        if not len(keys):
            return np.full(len(first), _UNKNOWN)
        wanted = first * len(self.terms) + second
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[at] == wanted, places[at], _UNKNOWN)

    @cached_property
    def _known_pairs(self) -> tuple[Ints, Ints]:
        """Each pair as one number of its two words, ascending, and its place."""
        pairs = {place: term.split(" ", 1) for term, place in self.place.items() if " " in term}
        found = {self.place[a] * len(self.terms) + self.place[b]: place for place, (a, b) in pairs.items()}
        keys = np.array(sorted(found), dtype=np.int64)
        return keys, np.array([found[key] for key in keys.tolist()], dtype=np.int64)


@dataclass(frozen=True)
class Parts(Terms):
    """Parts of words: four or five signs after each other, of which the first or last may be the blank around it."""

    def rows(self, texts: Sequence[str]) -> Sparse:
        """Return (n, t): the parts of the words of each text."""
        found = Pieces.of(texts).numbers(self._memory)
        return self._weighed(found.rows, found.flat, len(texts))

    @cached_property
    def _memory(self) -> Memory:
        return Memory(lambda piece: [self.place[part] for part in parts_of(piece) if part in self.place])


def parts_of(piece: str) -> Iterator[str]:
    """Yield the parts of what stands between two blanks; what is shorter than a part gives itself, once."""
    word = f" {piece} "
    for size in PART_SIZES:
        yield from (word[i : i + size] for i in range(max(1, len(word) - size + 1)))
        if len(word) <= size:
            return
