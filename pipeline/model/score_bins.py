"""How the probabilities of a code are spread over bins, among passages that have it and among those that have not."""

from collections.abc import Mapping
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


@dataclass(frozen=True)
class ScoreBins:
    """K bins of probability, ``edges`` (K - 1,) apart, with how many passages that have or lack the code fall in each.

    K is at most 8, less when probabilities are equal, and 1 when no passage has the code.
    """

    edges: tuple[float, ...]
    having: tuple[int, ...]
    lacking: tuple[int, ...]

    @classmethod
    def of(cls, scores: Values, positive: Marks) -> "ScoreBins":
        """Count (n,) probabilities of passages in documents held out; as many that have the code in each bin."""
        shares = np.arange(1, _BINS) / _BINS
        edges = np.unique(np.quantile(scores[positive], shares)) if positive.any() else np.zeros(0)
        empty = cls(tuple(edges.tolist()), (), ())
        counts = [np.bincount(empty.place(scores[some]), minlength=len(edges) + 1) for some in (positive, ~positive)]
        return cls(empty.edges, *(tuple(count.tolist()) for count in counts))

    @property
    def size(self) -> int:
        """The number of bins."""
        return len(self.edges) + 1

    @property
    def shares(self) -> tuple[Shares, Shares]:
        """Two times (K,): the chance of each bin for a sentence that has the code, and for one that has not.

        Half a passage is added to every bin, so that none is impossible.
        """
        having, lacking = (np.array(counts) + 0.5 for counts in (self.having, self.lacking))
        return having / having.sum(), lacking / lacking.sum()

    def place(self, scores: Values) -> Places:
        """Return (n,): the bin of each probability, from 0."""
        return np.asarray(np.searchsorted(self.edges, scores, side="right"))


def score_bins(judged: Judged, codebook: Codebook) -> dict[str, dict[str, Any]]:
    """Return the bins of every mechanism as plain data for a model card."""
    columns = zip(codebook.mechanisms, judged.scores.mechanisms.T, truth(judged.passages, codebook).T, strict=True)
    return {code: asdict(ScoreBins.of(scores, positive)) for code, scores, positive in columns}


def bins_from_card(card: Mapping[str, Any]) -> dict[str, ScoreBins]:
    """Read them back from a model card."""
    return {
        code: ScoreBins(tuple(bins["edges"]), tuple(bins["having"]), tuple(bins["lacking"]))
        for code, bins in card["score_bins"].items()
    }
