"""Texts as rows of numbers: what stands between two blanks is looked up once, in whatever text it stands.

Reports use few different words beside the number of their words, and share most of them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Self

import numpy as np
from numpy.typing import NDArray

# What is remembered at most: of so many pieces, which are all words of a hundred thick reports, and none that is long.
_MOST = 100_000
_LONGEST = 60

UNKNOWN = -1  # in the place of a number

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Ragged:
    """n rows of t whole numbers together: ``flat`` (t,) holds row after row, ``sizes`` (n,) how many are in each."""

    flat: Ints
    sizes: Ints

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Self:
        """Put rows together."""
        sizes = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
        return cls(np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=sizes.sum()), sizes)

    def __iter__(self) -> Iterator[Ints]:
        """Yield row after row."""
        ends = self.sizes.cumsum().tolist()
        return (self.flat[start:end] for start, end in zip([0, *ends], ends, strict=False))

    @property
    def rows(self) -> Ints:
        """For each number its row (t,)."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    def through(self, others: "Ragged") -> "Ragged":
        """Return the rows with the numbers of row i of ``others`` in the place of each number i."""
        sizes = others.sizes[self.flat]
        ends = sizes.cumsum()
        starts = others.sizes.cumsum() - others.sizes
        places = np.arange(sizes.sum()) + np.repeat(starts[self.flat] - ends + sizes, sizes)
        together = np.bincount(self.rows, weights=sizes, minlength=len(self.sizes))
        return Ragged(others.flat[places], together.astype(np.int64))


@dataclass(frozen=True)
class Places:
    """What numbers stand for: ``keys`` (t,), ascending, and the place of each (t,)."""

    keys: Ints
    places: Ints

    @classmethod
    def of(cls, known: Mapping[int, int]) -> Self:
        """Put places in the order of their keys."""
        keys, places = (np.fromiter(part, dtype=np.int64, count=len(known)) for part in (known, known.values()))
        order = np.argsort(keys)
        return cls(keys[order], places[order])

    def at(self, wanted: Ints) -> Ints:
        """Return the place of each number, or UNKNOWN."""
        if not len(self.keys):
            return np.full(len(wanted), UNKNOWN)
        found = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[found] == wanted, self.places[found], UNKNOWN)


class Memory(dict[str, Sequence[int]]):
    """What ``look_up`` says of a piece, remembered for the next text that has it."""

    def __init__(self, look_up: Callable[[str], Sequence[int]]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, piece: str) -> Sequence[int]:
        """Look up a piece that is not remembered; when there is no room for more, all is forgotten."""
        found = self._look_up(piece)
        if len(self) >= _MOST:
            self.clear()
        if len(piece) <= _LONGEST:
            self[piece] = found
        return found


@dataclass(frozen=True)
class Pieces:
    """n texts in lower case, cut at blanks: the ``different`` pieces, and which of those are in each text, in order."""

    different: Sequence[str]
    places: Ragged

    def numbers(self, memory: Memory) -> Ragged:
        """Return for each text what ``memory`` says of its pieces, one after the other."""
        return self.places.through(Ragged.of([memory[piece] for piece in self.different]))


def pieces_of(texts: Sequence[str]) -> Pieces:
    """Cut texts up; whoever asks for the same texts again gets the same pieces."""
    return _pieces(tuple(texts))


@lru_cache(maxsize=1)
def _pieces(texts: tuple[str, ...]) -> Pieces:
    place: dict[str, int] = {}
    rows = [[place.setdefault(piece, len(place)) for piece in text.lower().split()] for text in texts]
    return Pieces(list(place), Ragged.of(rows))
