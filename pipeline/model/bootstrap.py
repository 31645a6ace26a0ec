"""Intervals by drawing documents with replacement (cluster bootstrap): sentences of one document resemble each other.

All resamples are worked out at once: a row per resample, with how often each passage counts in it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_RESAMPLES = 200
_INTERVAL = (2.5, 97.5)
_AT_ONCE = 100  # resamples: of 11,400 passages their sums then fit in the cache of a processor, which halves the time

Weights = NDArray[np.signedinteger[Any]]
Values = NDArray[np.float64]
Marks = NDArray[np.bool_]


def resample(documents: Sequence[str], *, seed: int, resamples: int = _RESAMPLES) -> Weights:
    """Return (resamples, n): how often each of n passages counts when their documents are drawn with replacement."""
    place = np.unique(np.asarray(documents), return_inverse=True)[1]
    return draw_documents(int(place.max()) + 1, seed=seed, resamples=resamples)[:, place]


def draw_documents(count: int, *, seed: int, resamples: int = _RESAMPLES) -> Weights:
    """Return (resamples, count): how often each of ``count`` documents is drawn, with replacement, in each resample."""
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=resamples)
    return drawn.astype(np.int32)


def average_precisions(positive: Marks, score: Values, weights: Weights) -> Values:
    """Return (resamples,): average precision as scikit-learn has it; NaN where a resample has no positive passage."""
    order = np.argsort(-score, kind="stable")
    given = positive[order]
    if not given.any():
        return np.full(len(weights), np.nan)
    ends = np.searchsorted(-score[order], -score[order][given], side="right") - 1  # equal scores are one step
    last = np.searchsorted(ends, ends, side="right") - 1
    parts = (weights[start : start + _AT_ONCE, order] for start in range(0, len(weights), _AT_ONCE))
    return np.concatenate([_averaged(ranked, given, ends, last) for ranked in parts])


def f1s(positive: Marks, decided: Marks, weights: Weights) -> Values:
    """Return (resamples,): F1; NaN where a resample has no positive passage."""
    both, given, found = (weights[:, marks].sum(axis=1) for marks in (positive & decided, positive, decided))
    return np.where(given > 0, 2 * both / np.maximum(given + found, 1), np.nan)


def interval(values: Values) -> tuple[float, float]:
    """Return the bounds between which 95 % of the values lie; NaN is left out, and nothing else gives NaN."""
    known = values[~np.isnan(values)]
    low, high = np.percentile(known, _INTERVAL) if len(known) else (np.nan, np.nan)
    return float(low), float(high)


def chance(differences: Values) -> float:
    """Return the two-sided p-value of a difference over resamples being none; NaN when it is known in none of them.

    Source: Davison and Hinkley (1997), Bootstrap Methods and their Application: never below 2 / (resamples + 1).
    """
    known = differences[~np.isnan(differences)]
    if not len(known):
        return float("nan")
    fewest = min(np.count_nonzero(known <= 0), np.count_nonzero(known >= 0))
    return float(min(1.0, 2 * (fewest + 1) / (len(known) + 1)))


def _averaged(ranked: Weights, given: Marks, ends: NDArray[np.int64], last: NDArray[np.int64]) -> Values:
    """Average precision of some resamples, with their weights by descending score."""
    hits = ranked[:, given]  # (resamples, p); precision only counts at the places of positive passages
    found = hits.cumsum(axis=1, dtype=np.int32)
    precision = found[:, last] / np.maximum(ranked.cumsum(axis=1, dtype=np.int32)[:, ends], 1)
    return _where_positive((hits * precision).sum(axis=1), found[:, -1])


def _where_positive(sums: Values, totals: NDArray[np.int32]) -> Values:
    return np.where(totals > 0, sums / np.maximum(totals, 1), np.nan)
