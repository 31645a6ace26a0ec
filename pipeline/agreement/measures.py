"""Measures of agreement, all of them a function of sums over passages.

Sums can be taken per document first. A resample of documents then is a product of two matrices, however many passages
there are, and a measure of a thousand resamples costs hardly more than that of one.

Sources: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; Cohen (1960; weighted: 1968), kappa; Cicchetti
and Feinstein (1990), positive and negative agreement; Passonneau (2006), MASI, the distance between two sets.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

MISSING = -1

Labels = NDArray[np.int64]
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Tally:
    """Sums over passages that two coders or more judged: r rows, of documents or of resamples, and k possible values.

    ``passages`` (r, 1) counts them, ``counts`` (r, k) the values they got. ``together`` (r, k) counts the values that
    another coder gave too, and ``apart`` (r, 1) sums the distances between two coders; both are divided by the number
    of other coders. ``by_coder`` (r, 2 * k) is ``counts`` of either of two coders, (r, 0) for more.
    """

    passages: Values
    counts: Values
    together: Values
    apart: Values
    by_coder: Values

    def total(self) -> "Tally":
        """Return one row: the sum of all."""
        return resampled([self], np.ones((1, len(self.passages))))[0]


def resampled(tallies: Sequence[Tally], weights: Values) -> list[Tally]:
    """Return each with a row for every row of ``weights`` (b, r): how often each of their rows counts in it."""
    parts = [getattr(one, field.name) for one in tallies for field in fields(one)]
    ends = np.cumsum([part.shape[1] for part in parts])[:-1]
    drawn = iter(np.split(weights @ np.hstack(parts), ends, axis=1))
    return [Tally(*islice(drawn, len(fields(Tally)))) for _ in tallies]


def tally(labels: Labels, places: NDArray[np.int64], distances: Values) -> Tally:
    """Return the sums per document, for ``labels`` (n, c): the value of each coder as a row of ``distances`` (k, k).

    ``places`` (n,) are the rows of the documents. A value that is `MISSING` was not given; passages with fewer than two
    values do not count.
    """
    judged = (labels != MISSING).sum(axis=1) > 1
    given = (labels[judged, :, None] == np.arange(len(distances))).astype(np.float64)
    counts = given.sum(axis=1)
    others = counts.sum(axis=1, keepdims=True) - 1
    pair = labels.shape[1] == 2
    each = (
        np.ones((len(given), 1)),
        counts,
        counts * (counts - 1) / others,
        ((counts @ distances) * counts).sum(axis=1, keepdims=True) / others,
        given.reshape(len(given), 2 * len(distances)) if pair else np.zeros((len(given), 0)),
    )
    documents = _documents(places[judged], int(places.max(initial=-1)) + 1)
    return Tally(*(documents @ values for values in each))


def alpha(sums: Tally, distances: Values) -> Values:
    """Return (r,): Krippendorff's alpha; NaN where only one value was ever given, for then nothing can be told."""
    chance = ((sums.counts @ distances) * sums.counts).sum(axis=1)
    return 1 - _share((sums.counts.sum(axis=1) - 1) * sums.apart[:, 0], chance)


def kappa(sums: Tally, distances: Values) -> Values:
    """Return (r,): Cohen's kappa of two coders, weighted by ``distances``; NaN where both gave one and the same value.

    With the distances of `nominal` this is the plain kappa.
    """
    first, second = np.split(sums.by_coder, 2, axis=1)
    chance = ((first @ distances) * second).sum(axis=1)
    return 1 - _share(sums.apart[:, 0] * sums.passages[:, 0] / 2, chance)


def same(sums: Tally) -> Values:
    """Return (r,): the share of pairs of coders that gave the very same value; NaN without passages."""
    return _share(sums.together.sum(axis=1), sums.counts.sum(axis=1))


def same_of(sums: Tally, value: int) -> Values:
    """Return (r,): how likely another coder gives ``value`` too where one did; NaN where nobody did.

    For two coders and the value 'yes' this is the F1 of the one against the other.
    """
    return _share(sums.together[:, value], sums.counts[:, value])


def nominal(count: int) -> Values:
    """Return (count, count): values are the same or they are not."""
    return 1 - np.eye(count)


def masi(sets: Sequence[Collection[str]]) -> Values:
    """Return (k, k): the MASI distance between sets: 0 when they are the same, 1 when they have nothing in common."""
    known = [frozenset(one) for one in sets]
    return np.array([[_masi(one, other) for other in known] for one in known]).reshape(len(known), len(known))


def _masi(one: frozenset[str], other: frozenset[str]) -> float:
    if one == other:
        return 0.0
    nested = one <= other or other <= one
    return 1 - len(one & other) / len(one | other) * (2 / 3 if nested else 1 / 3)


def _documents(places: NDArray[np.int64], count: int) -> csr_array:
    """A row per document with a 1 for each of its passages; a product with it sums per document."""
    return csr_array((np.ones(len(places)), (places, np.arange(len(places)))), shape=(count, len(places)))


def _share(part: Values, whole: Values) -> Values:
    """Rounding may leave a trace of a sum that is 0."""
    there = whole > 1e-9
    return np.where(there, part / np.where(there, whole, 1.0), np.nan)
