"""Pick passages that are useful, unlike each other and unlike what was coded, and spread over reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import HashingVectorizer

from pipeline.codebook import Codebook
from pipeline.model.features import Features

Values = NDArray[np.float64]

_LIKE = 0.8  # the share of words in common from which two sentences count as the same
_PENALTY = 1.0
_CHUNK = 500
_SEEN = 2_000  # coded passages that are looked at: what was coded is much the same in so many of them as in all


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
    def of(cls, points: Values, seen: Values, *, each: float = 1.0) -> Self:
        """Begin with the (s, d) points that were coded before, of which each stands for ``each``."""
        inverse: Values = np.linalg.inv(each * seen.T @ seen + _PENALTY * np.eye(points.shape[1])).astype(np.float64)
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
    words, coded_words = _words(candidates.texts), _words(coded)
    left = ~_like_any(words, coded_words)
    if left.sum() <= 1:
        return np.flatnonzero(left).tolist()
    design = _design(candidates.texts, coded or [""], codebook)
    reports = np.unique(np.array(candidates.documents), return_inverse=True)[1]
    turns, picked = np.ones(reports.max() + 1), list[int]()
    while left.any() and len(picked) < count:
        worth = candidates.useful * np.sqrt(design.unknown / turns[reports])
        place = int(np.where(left, worth, -1).argmax())
        picked.append(place)
        turns[reports[place]] += 1
        design.see(place)
        left &= ~_like_any(words, words[[place]])
        left[place] = False
    return picked


def _design(texts: Sequence[str], coded: Sequence[str], codebook: Codebook) -> Design:
    """Of many coded passages it sees an even part, each for as many as it stands for."""
    features, rows = Features.fit(texts, codebook)
    seen = coded[:: -(-len(coded) // _SEEN)]
    points = features.rows(seen).sense.astype(np.float64)
    return Design.of(rows.sense.astype(np.float64), points, each=len(coded) / len(seen))


def _words(texts: Sequence[str]) -> sp.csr_matrix:
    """Return (n, w): 1 for each word that a text holds; numbers are no words."""
    hashed = HashingVectorizer(token_pattern=r"[^\W\d_]+", binary=True, norm=None, alternate_sign=False)
    return hashed.transform(texts) if texts else sp.csr_matrix((0, hashed.n_features))


def _like_any(words: sp.csr_matrix, others: sp.csr_matrix) -> NDArray[np.bool_]:
    """Return (n,): which texts share nearly all their words with one of the others (the index of Jaccard)."""
    size, other_size = words.sum(axis=1).A1, others.sum(axis=1).A1
    found = np.zeros(len(size), dtype=bool)
    for start in range(0, len(size), _CHUNK):
        both = (words[start : start + _CHUNK] @ others.T).tocoo()
        either = size[start + both.row] + other_size[both.col] - both.data
        found[start + both.row[both.data >= _LIKE * either]] = True
    return found
