"""Words and pairs of words: which of them a text holds, weighed by TF-IDF, as scikit-learn does it.

Scikit-learn learns them (`features`); to look them up takes no more than numpy, which is there sooner.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from pipeline.model.pieces import UNKNOWN, Ints, Memory, Places, pieces_of

_WORD = re.compile(r"\b\w\w+\b")
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

    def weighed(self, rows: Ints, places: Ints, count: int) -> Sparse:
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
        words = pieces_of(texts).numbers(self._memory)
        rows, known = words.rows, words.flat != UNKNOWN
        first, second = words.flat[:-1], words.flat[1:]
        together = np.flatnonzero(known[:-1] & known[1:] & (rows[:-1] == rows[1:]))
        pairs = self._pairs.at(first[together] * len(self.terms) + second[together])
        is_term = pairs != UNKNOWN
        found_in = np.concatenate([rows[known], rows[:-1][together][is_term]])
        return self.weighed(found_in, np.concatenate([words.flat[known], pairs[is_term]]), len(texts))

    @cached_property
    def _memory(self) -> Memory:
        place = self.place
        return Memory(
            lambda piece: (
                [place[piece]] if piece in place else [place.get(word, UNKNOWN) for word in _WORD.findall(piece)]
            )
        )

    @cached_property
    def _pairs(self) -> Places:
        """The place of each pair, as one number of its two words."""
        pairs = {place: term.split(" ", 1) for term, place in self.place.items() if " " in term}
        return Places.of({self.place[a] * len(self.terms) + self.place[b]: place for place, (a, b) in pairs.items()})
