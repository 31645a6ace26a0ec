"""The classifier itself: a probability per mechanism and per role, and the thresholds that turn them into codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.model.calibration import Calibration, Places, RoleCalibration
from pipeline.model.features import Features, Weights
from pipeline.model.surface import Surface
from pipeline.model.vectors import TextVectors
from pipeline.records import Sentence

Matrix = NDArray[np.float64]
Decisions = NDArray[np.bool_]

# How much the sentence before and the one after count beside the sentence itself: what holds for one often goes on in
# the next. Chosen on real sentences of documents that were not trained on; 0.15 to 0.3 are as good.
_NEIGHBOUR = 0.2


@dataclass(frozen=True)
class Scores:
    """Probabilities for n sentences: ``mechanisms`` (n, m) each on its own, ``roles`` (n, r) in rows that sum to 1."""

    mechanisms: Matrix
    roles: Matrix


@dataclass(frozen=True)
class Calibrations:
    """What turns the values of unseen documents into codes: one per mechanism, and one for the role."""

    mechanisms: tuple[Calibration, ...]
    roles: RoleCalibration

    @classmethod
    def of(cls, values: Matrix, actual: Decisions, count: int) -> Self:
        """Fit on (n, m + r) values of unseen documents; the first ``count`` columns are mechanisms."""
        columns = zip(values.T[:count], actual.T[:count], strict=True)
        mechanisms = tuple(Calibration.of(column, positive) for column, positive in columns)
        return cls(mechanisms, RoleCalibration.of(values[:, count:], actual[:, count:]))

    @classmethod
    def from_card(cls, card: dict[str, Any]) -> Self:
        """Read them back from a model card."""
        return cls(tuple(Calibration(**one) for one in card["mechanisms"]), RoleCalibration(**card["roles"]))

    def probabilities(self, values: Matrix) -> Scores:
        """Return the probabilities of (n, m + r) values."""
        count = len(self.mechanisms)
        columns = zip(self.mechanisms, values.T[:count], strict=True)
        mechanisms = np.column_stack([calibration.apply(column) for calibration, column in columns])
        return Scores(mechanisms, self.roles.apply(values[:, count:]))

    def decide(self, scores: Scores) -> Decisions:
        """Return (n, m): which mechanisms reach their threshold."""
        return scores.mechanisms >= np.array([calibration.threshold for calibration in self.mechanisms])

    def decide_role(self, scores: Scores) -> Places:
        """Return (n,): the place in the codebook of the role of each sentence."""
        return self.roles.pick(scores.roles)


@dataclass(frozen=True)
class Classifier:
    """A regression surface for the mechanisms and the roles, its calibrations, and its ``usual`` values (m + r,)."""

    codebook: Codebook
    features: Features
    surface: Surface
    calibrations: Calibrations
    usual: Matrix

    @classmethod
    def fit(
        cls,
        passages: Sequence[CodedPassage],
        codebook: Codebook,
        vectors: TextVectors | None = None,
        *,
        seed: int = 1,
        weights: Weights | None = None,
    ) -> tuple[Self, Matrix]:
        """Fit on all passages; return the classifier and (n, m + r) values for passages in documents held out.

        The classifier is calibrated on those values: they are what it makes of a document that it has not seen.
        """
        texts = [passage.text for passage in passages]
        around = [text for passage in passages for text in (passage.before, passage.after) if text]
        features, rows = Features.fit(texts, codebook, vectors, uncoded=around, seed=seed, weights=weights)
        actual = actual_codes(passages, codebook)
        surface, held_out = Surface.fit(rows, np.where(actual, 1.0, -1.0), [passage.document for passage in passages])
        calibrations = Calibrations.of(held_out, actual, len(codebook.mechanisms))
        return cls(codebook, features, surface, calibrations, held_out.mean(axis=0)), held_out

    def scores(self, sentences: Sequence[Sentence]) -> Scores:
        """Return probabilities per sentence in the light of its neighbours; no sentences give matrices without rows."""
        return self.probabilities(self.values(sentences))

    def values(self, sentences: Sequence[Sentence]) -> Matrix:
        """Return (n, m + r): the values of the sentences and a share of those of their neighbours."""
        if not sentences:
            return np.zeros((0, len(self.usual)))
        place = {text: row for row, text in enumerate(dict.fromkeys(_texts(sentences)))}
        values = self.surface.values(self.features.rows(list(place)))
        own = values[[place[sentence.text] for sentence in sentences]]
        # A neighbour that is absent counts as a usual one.
        values = np.vstack([values - self.usual, np.zeros_like(self.usual)])
        beside = [
            values[[place.get(text, -1) if text else -1 for text in texts]]
            for texts in ([sentence.before for sentence in sentences], [sentence.after for sentence in sentences])
        ]
        return own + _NEIGHBOUR * (beside[0] + beside[1])

    def probabilities(self, values: Matrix) -> Scores:
        """Return the probabilities of (n, m + r) values."""
        return self.calibrations.probabilities(values)

    def decide(self, scores: Scores) -> Decisions:
        """Return (n, m): which mechanisms reach their threshold."""
        return self.calibrations.decide(scores)

    def decide_role(self, scores: Scores) -> Places:
        """Return (n,): the place in the codebook of the role of each sentence."""
        return self.calibrations.decide_role(scores)


def truth(passages: Sequence[CodedPassage], codebook: Codebook) -> Decisions:
    """Return (n, m): which mechanisms people gave to each passage."""
    return np.array([[code in passage.mechanisms for code in codebook.mechanisms] for passage in passages], dtype=bool)


def roles_of(passages: Sequence[CodedPassage], codebook: Codebook) -> Decisions:
    """Return (n, r): which role people gave to each passage."""
    return np.array([[passage.role == role for role in codebook.roles] for passage in passages], dtype=bool)


def actual_codes(passages: Sequence[CodedPassage], codebook: Codebook) -> Decisions:
    """Return (n, m + r): which mechanisms and which role people gave to each passage."""
    return np.hstack([truth(passages, codebook), roles_of(passages, codebook)])


def _texts(sentences: Iterable[Sentence]) -> Iterable[str]:
    """All texts to be scored, each sentence once although it is also the neighbour of two others."""
    for sentence in sentences:
        yield sentence.text
        yield from filter(None, (sentence.before, sentence.after))
