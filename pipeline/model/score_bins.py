"""How the probabilities of a code are spread over bins, among passages that have it and among those that have not."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.codebook import Codebook
from pipeline.model.classifier import truth
from pipeline.model.quality import Judged

# Eighths of the passages that have the code: more bins made intervals too narrow, fewer made them wider than need be.
_BINS = 8

Values = NDArray[np.float64]
Marks = NDArray[np.bool_]
Places = NDArray[np.int64]
Shares = NDArray[np.float64]


# Among the passages that lack the code, those of so many others are counted in as well: some groups are small.
_POOLED = 20


@dataclass(frozen=True)
class ScoreBins:
    """K bins of probability, ``edges`` (K - 1,) apart, and how many passages fall in each.

    Counted apart are passages that are ``having`` the code, those that lack it ``beside`` others in their document that
    have it, and those ``elsewhere``, in documents where none has it: near the real thing false hits are far more
    common. K is at most 8, less when probabilities are equal, and 1 when no passage has the code.
    """

    edges: tuple[float, ...]
    having: tuple[int, ...]
    beside: tuple[int, ...]
    elsewhere: tuple[int, ...]

    @classmethod
    def of(cls, scores: Values, positive: Marks, documents: Sequence[str]) -> "ScoreBins":
        """Count (n,) probabilities of passages in documents held out; as many that have the code in each bin."""
        shares = np.arange(1, _BINS) / _BINS
        edges = np.unique(np.quantile(scores[positive], shares)) if positive.any() else np.zeros(0)
        empty = cls(tuple(edges.tolist()), (), (), ())
        near = np.isin(documents, np.asarray(documents)[positive])
        groups = (positive, near & ~positive, ~near)
        counts = [np.bincount(empty.place(scores[group]), minlength=len(edges) + 1) for group in groups]
        return cls(empty.edges, *(tuple(count.tolist()) for count in counts))

    @property
    def size(self) -> int:
        """The number of bins."""
        return len(self.edges) + 1

    @property
    def shares(self) -> tuple[Shares, Shares, Shares]:
        """Three times (K,): the chance of each bin for a sentence of each group. None is 0."""
        having, beside, elsewhere = (np.array(counts, dtype=float) for counts in self._groups)
        lacking = _shares(beside + elsewhere + 0.5)
        return _shares(having + 0.5), _shares(beside + _POOLED * lacking), _shares(elsewhere + _POOLED * lacking)

    @property
    def _groups(self) -> tuple[tuple[int, ...], ...]:
        return self.having, self.beside, self.elsewhere

    def place(self, scores: Values) -> Places:
        """Return (n,): the bin of each probability, from 0."""
        return np.asarray(np.searchsorted(self.edges, scores, side="right"))


def score_bins(judged: Judged, codebook: Codebook) -> dict[str, dict[str, Any]]:
    """Return the bins of every mechanism as plain data for a model card."""
    columns = zip(codebook.mechanisms, judged.scores.mechanisms.T, truth(judged.passages, codebook).T, strict=True)
    return {code: asdict(ScoreBins.of(scores, positive, judged.documents)) for code, scores, positive in columns}


def bins_from_card(card: Mapping[str, Any]) -> dict[str, ScoreBins]:
    """Read them back from a model card."""
    return {
        code: ScoreBins(**{name: tuple(values) for name, values in bins.items()})
        for code, bins in card["score_bins"].items()
    }


def _shares(counts: Shares) -> Shares:
    return np.asarray(counts / counts.sum())
