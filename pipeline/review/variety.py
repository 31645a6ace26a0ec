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
_FEW = 400  # coded passages, up to which it pays most to learn about all that is useful (docs/review-queue.md)
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

    ``unknown`` (n,) is the variance that it has at each candidate, ``told`` (n,) how much its answer would tell of the
    others: the squares of its covariances with all, each by its weight; ``moments`` (d, d) are the weighed moments of
    the points, and ``inverse`` (d, d) belongs to what it saw. It needs no answers.
    """

    points: Values
    moments: Values
    inverse: Values
    unknown: Values
    told: Values

    @classmethod
    def of(cls, points: Values, weights: Values, seen: Values, *, each: float = 1.0) -> Self:
        """Begin with (n,) weights above 0 and (s, d) points that were coded before, which stand for ``each`` apiece."""
        moments = (points * weights[:, None]).T @ points
        inverse: Values = np.linalg.inv(each * seen.T @ seen + _PENALTY * np.eye(points.shape[1])).astype(np.float64)
        reach = points @ inverse
        return cls(points, moments, inverse, (reach * points).sum(axis=1), ((reach @ moments) * reach).sum(axis=1))

    @property
    def gain(self) -> Values:
        """By how much each candidate (n,) would lower the weighed sum of the variances (Yu, Bi & Tresp 2006)."""
        return self.told / (1 + self.unknown)

    def see(self, place: int) -> None:
        """Take in one candidate: whatever is like it becomes less unknown."""
        step = self.inverse @ self.points[place] / np.sqrt(1 + self.unknown[place])
        along, pulled = self.points @ step, self.moments @ step
        fewer = 2 * along * (self.points @ (self.inverse @ pulled)) - np.square(along) * (step @ pulled)
        self.told = np.maximum(self.told - fewer, 0)
        self.unknown = np.maximum(self.unknown - np.square(along), 0)
        self.inverse = self.inverse - np.outer(step, step)


def varied(candidates: Candidates, coded: Sequence[str], codebook: Codebook, *, count: int) -> list[int]:
    """Return at most ``count`` places among the candidates, the best first.

    Taken is each time the one whose usefulness is highest, times what is to be learnt by it: while few are ``coded``
    that is of all candidates, each weighed by its usefulness, and later the standard deviation of what is unknown at
    its own place. That is divided by the root of the turns that its report had. Nearly the same sentence as one that
    was picked or ``coded`` is never taken. Raises ModelError when the candidates hold not one word.
    """
    words, coded_words = _words(candidates.texts), _words(coded)
    left = ~_like_any(words, coded_words)
    if left.sum() <= 1:
        return np.flatnonzero(left).tolist()
    design, picked = _design(candidates, coded or [""], codebook), list[int]()
    reports = np.unique(np.array(candidates.documents), return_inverse=True)[1]
    turns = np.ones(reports.max() + 1)
    while left.any() and len(picked) < count:
        worth = _worth(design, candidates.useful, few=len(coded) < _FEW) / np.sqrt(turns[reports])
        place = int(np.where(left, worth, -np.inf).argmax())
        picked.append(place)
        turns[reports[place]] += 1
        design.see(place)
        left &= ~_like_any(words, words[[place]])
        left[place] = False
    return picked


def _worth(design: Design, useful: Values, *, few: bool) -> Values:
    return useful * (design.gain if few else np.sqrt(design.unknown))


def _design(candidates: Candidates, coded: Sequence[str], codebook: Codebook) -> Design:
    """Of many coded passages it sees an even part, each for as many as it stands for."""
    features, rows = Features.fit(candidates.texts, codebook)
    seen = coded[:: -(-len(coded) // _SEEN)]
    points = features.rows(seen).sense.astype(np.float64)
    return Design.of(rows.sense.astype(np.float64), candidates.useful, points, each=len(coded) / len(seen))


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
