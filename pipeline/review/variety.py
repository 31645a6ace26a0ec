"""Pick passages that are useful, unlike each other and unlike what was coded, and spread over reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sklearn.preprocessing import normalize

from pipeline.codebook import Codebook
from pipeline.model.features import Features, Rows

Values = NDArray[np.float64]

_LIKE = 0.8  # the cosine of words and word pairs from which two sentences count as the same
_PENALTY = 1.0
_CHUNK = 500


@dataclass(frozen=True)
class Candidates:
    """n passages to pick from: ``useful`` (n,) above 0, and for each its text and its report."""

    texts: Sequence[str]
    documents: Sequence[str]
    useful: Values


@dataclass
class Design:
    """A regression on ``points`` (n, d) of n candidates, of which only what it cannot know yet is kept.

    ``unknown`` (n,) is the variance it has at each candidate, ``inverse`` (d, d) belongs to what it saw. To take where
    the variance is highest is a greedy D-optimal design (Fedorov 1972); it needs no answers.
    """

    points: Values
    inverse: Values
    unknown: Values

    @classmethod
    def of(cls, points: Values, seen: Values) -> Self:
        """Begin with the (s, d) points that were coded before."""
        inverse = np.linalg.inv(seen.T @ seen + _PENALTY * np.eye(points.shape[1]))
        return cls(points, inverse, ((points @ inverse) * points).sum(axis=1))

    def see(self, place: int) -> None:
        """Take in one candidate: whatever is like it becomes less unknown."""
        direction = self.inverse @ self.points[place]
        scale = 1 + direction @ self.points[place]
        self.unknown = np.maximum(self.unknown - np.square(self.points @ direction) / scale, 0)
        self.inverse = self.inverse - np.outer(direction, direction) / scale


def varied(candidates: Candidates, coded: Sequence[str], codebook: Codebook, *, count: int) -> list[int]:
    """Return at most ``count`` places among the candidates, the best first.

    Taken is each time the one whose usefulness, times the standard deviation of what is unknown there, is highest,
    divided by the root of the turns that its report had. Nearly the same sentence as one that was picked or ``coded``
    is never taken. Raises ModelError when the candidates hold not one word.
    """
    if not candidates.texts:
        return []
    features, rows = Features.fit(candidates.texts, codebook)
    known = features.rows(coded) if coded else _none(rows)
    design = Design.of(rows.sense.astype(np.float64), known.sense.astype(np.float64))
    reports = np.unique(np.array(candidates.documents), return_inverse=True)[1]
    turns, left, picked = np.ones(reports.max() + 1), ~_like_any(rows, known), list[int]()
    while left.any() and len(picked) < count:
        worth = candidates.useful * np.sqrt(design.unknown / turns[reports])
        place = int(np.where(left, worth, -1).argmax())
        picked.append(place)
        turns[reports[place]] += 1
        design.see(place)
        left &= ~_like_any(rows, _only(rows, place))
        left[place] = False
    return picked


def _like_any(rows: Rows, others: Rows) -> NDArray[np.bool_]:
    """Return (n,): which rows have nearly the words of one of the others."""
    ours, theirs = normalize(rows.words), normalize(others.words).T.tocsr()
    chunks = [(ours[start : start + _CHUNK] @ theirs).max(axis=1) for start in range(0, len(rows), _CHUNK)]
    return np.concatenate([chunk.toarray().ravel() for chunk in chunks]) >= _LIKE


def _only(rows: Rows, place: int) -> Rows:
    return Rows(rows.words[[place]], rows.sense[[place]])


def _none(rows: Rows) -> Rows:
    return Rows(rows.words[:1] * 0, rows.sense[:1] * 0)
