"""Intervals by drawing documents with replacement (cluster bootstrap): sentences of one document resemble each other.

All resamples are worked out at once: a row per resample, with how often each passage counts in it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_RESAMPLES = 200
_INTERVAL = (2.5, 97.5)

Weights = NDArray[np.int64]
Values = NDArray[np.float64]
Marks = NDArray[np.bool_]


def resample(documents: Sequence[str], *, seed: int) -> Weights:
    """Return (resamples, n): how often each of n passages counts when their documents are drawn with replacement."""
    place = np.unique(np.asarray(documents), return_inverse=True)[1]
    return draw_documents(int(place.max()) + 1, seed=seed)[:, place]


def draw_documents(count: int, *, seed: int, resamples: int = _RESAMPLES) -> Weights:
    """Return (resamples, count): how often each of ``count`` documents is drawn, with replacement, in each resample."""
    return np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=resamples)


def average_precisions(positive: Marks, score: Values, weights: Weights) -> Values:
    """Return (resamples,): average precision as scikit-learn has it; NaN where a resample has no positive passage."""
    order = np.argsort(-score, kind="stable")
    ranked, given = weights.T[order].astype(np.int32), positive[order]
    hits = ranked[given]  # (p, resamples); precision only counts at the places of positive passages
    if not len(hits):
        return np.full(len(weights), np.nan)
    found = hits.cumsum(axis=0, dtype=np.int32)
    ends = np.searchsorted(-score[order], -score[order][given], side="right") - 1  # equal scores are one step
    last = np.searchsorted(ends, ends, side="right") - 1
    precision = found[last] / np.maximum(ranked.cumsum(axis=0, dtype=np.int32)[ends], 1)
    return _where_positive((hits * precision).sum(axis=0), found[-1])


def f1s(positive: Marks, decided: Marks, weights: Weights) -> Values:
    """Return (resamples,): F1; NaN where a resample has no positive passage."""
    both, given, found = (weights @ marks.astype(np.int64) for marks in (positive & decided, positive, decided))
    return np.where(given > 0, 2 * both / np.maximum(given + found, 1), np.nan)


def interval(values: Values) -> tuple[float, float]:
    """Return the bounds between which 95 % of the values lie; NaN is left out, and nothing else gives NaN."""
    known = values[~np.isnan(values)]
    low, high = np.percentile(known, _INTERVAL) if len(known) else (np.nan, np.nan)
    return float(low), float(high)


def _where_positive(sums: Values, totals: NDArray[np.int32]) -> Values:
    return np.where(totals > 0, sums / np.maximum(totals, 1), np.nan)
