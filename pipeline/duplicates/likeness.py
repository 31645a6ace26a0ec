"""Which reports say nearly the same as another: a draft beside the final version, a report that was exported twice.

Two reports are near copies when at least a share ``near`` of the sentences of the longer one stands in both. All such
pairs are found, without comparing every pair, by prefix filtering (Chaudhuri, Ganti and Kaushik 2006): of two sets with
that much in common the rarest few must overlap already. What many reports share, as in a series of yearly reports, is
never among the rarest, so it brings nothing together.
"""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from hashlib import blake2b
from math import ceil

import numpy as np
from numpy.typing import NDArray

# One number per sentence, sorted, each once; an odd one is of a sentence with a figure in it.
Sketch = NDArray[np.uint64]

LEAST = 20  # sentences; two shorter texts have most of theirs in common by chance: forms, covering letters
# Of the sentences with a figure this share must be the same too: last year's report has other years and amounts in the
# same phrases.
_SAME_FIGURES = 0.5
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class NearCopy:
    """A report, the one it is a copy of, and the share of the sentences of the longer that stands in both."""

    document: str
    of: str
    alike: float


def sketch(sentences: Iterable[str]) -> Sketch:
    """Return what is compared of a report. Of a sentence only letters and figures count, not how they are set."""
    return np.unique(np.array([_mark(text) for text in sentences], dtype=np.uint64))


def near_copies(
    sketches: Mapping[str, Sketch], *, near: float, doubtful: Set[str] = frozenset()
) -> dict[str, NearCopy]:
    """Return the reports to leave out, by name; ``near`` is above 0, and at most 1.

    The longest of a group stays that is not ``doubtful``, of equally long ones the first by name; the order of
    ``sketches`` does not matter.
    None is a copy of one that is left out itself.
    """
    compared = {name: own for name, own in sketches.items() if own.size >= LEAST}
    rarity = _Rarity(compared.values())
    holders: dict[int, list[str]] = {}  # the reports that stay, by their rarest sentences
    found: dict[str, NearCopy] = {}
    for name in sorted(compared, key=lambda name: (name in doubtful, -compared[name].size, name)):
        rare = rarity.first(compared[name], near)
        likely = {other for mark in rare for other in holders.get(mark, ())}
        copies = (NearCopy(name, other, alike(compared[name], compared[other])) for other in likely)
        best = min((one for one in copies if one.alike >= near), key=lambda one: (-one.alike, one.of), default=None)
        if best:
            found[name] = best
        else:
            for mark in rare:
                holders.setdefault(mark, []).append(name)
    return found


def alike(first: Sketch, second: Sketch) -> float:
    """Return the share of the sentences of the longer that stands in both, 0 when their figures differ."""
    shared = np.intersect1d(first, second, assume_unique=True)
    if _figures(shared) < _SAME_FIGURES * max(_figures(first), _figures(second)):
        return 0.0
    return shared.size / max(first.size, second.size)


class _Rarity:
    """In how many reports each sentence stands."""

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        every = [np.empty(0, np.uint64), *sketches]
        self._marks, self._counts = np.unique(np.concatenate(every), return_counts=True)

    def first(self, own: Sketch, near: float) -> list[int]:
        """Return the rarest sentences of a report of which a near copy has at least one; not those it has alone."""
        counts = self._counts[np.searchsorted(self._marks, own)]
        in_common = ceil(near * own.size - 1e-9)  # 0.7 * 10 is a little more than 7
        rarest = np.lexsort((own, counts))[: own.size - in_common + 1]
        return [int(mark) for mark in own[rarest[counts[rarest] > 1]]]


def _figures(marks: Sketch) -> int:
    return int(np.count_nonzero(marks & np.uint64(1)))


def _mark(text: str) -> int:
    letters = _BETWEEN.sub("", text.casefold())
    digest = int.from_bytes(blake2b(letters.encode(), digest_size=8).digest(), "big")
    return digest & ~1 | any(map(str.isdigit, letters))
