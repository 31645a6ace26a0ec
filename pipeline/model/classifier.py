"""The classifier itself: a score per mechanism, one role, and the thresholds that turn scores into codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.special import expit, logit
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.model.features import Features
from pipeline.model.vectors import Vectors

Matrix = NDArray[np.float64]
Decisions = NDArray[np.bool_]


class Estimator(Protocol):
    """What every fitted scikit-learn classifier has."""

    classes_: NDArray[Any]

    def fit(self, matrix: sp.csr_matrix, labels: NDArray[Any]) -> Any:
        """Learn from (n, f) features and (n,) labels; return the estimator."""

    def predict_proba(self, matrix: sp.csr_matrix) -> Matrix:
        """Return (n, labels) probabilities."""


@dataclass(frozen=True)
class Scores:
    """Probabilities for n sentences: ``mechanisms`` (n, m) each on its own, ``roles`` (n, r) in rows that sum to 1."""

    mechanisms: Matrix
    roles: Matrix


@dataclass(frozen=True)
class Calibration:
    """Turns the log-odds of one code into a probability (Platt 1999), and the probability from which it is assigned."""

    slope: float = 1.0
    intercept: float = 0.0
    threshold: float = 0.5

    def apply(self, probability: Matrix) -> Matrix:
        """Return the calibrated probability of an estimator's own probability."""
        return np.asarray(expit(self.slope * log_odds(probability) + self.intercept))


@dataclass(frozen=True)
class Classifier:
    """One logistic regression per mechanism and one for the role."""

    codebook: Codebook
    features: Features
    mechanisms: tuple[Estimator, ...]
    role: Estimator
    calibrations: tuple[Calibration, ...]

    @classmethod
    def fit(
        cls, passages: Sequence[CodedPassage], codebook: Codebook, *, seed: int, vectors: Vectors | None = None
    ) -> Self:
        """Fit on all passages; probabilities are uncalibrated and thresholds 0.5 until `calibrated` sets them."""
        features, matrix = Features.fit([passage.text for passage in passages], codebook, vectors)
        mechanisms = tuple(_fit(matrix, column, seed=seed) for column in truth(passages, codebook).T)
        role = _fit(matrix, np.array([passage.role for passage in passages]), seed=seed)
        return cls(codebook, features, mechanisms, role, (Calibration(),) * len(mechanisms))

    def calibrated(self, calibrations: Sequence[Calibration]) -> Self:
        """Return the same classifier with these calibrations, one per mechanism."""
        return type(self)(self.codebook, self.features, self.mechanisms, self.role, tuple(calibrations))

    def scores(self, texts: Sequence[str]) -> Scores:
        """Return probabilities per sentence; no sentences give matrices without rows."""
        if not texts:
            return Scores(np.zeros((0, len(self.mechanisms))), np.zeros((0, len(self.codebook.roles))))
        matrix = self.features.matrix(texts)
        mechanisms = [
            calibration.apply(_probability(estimator, matrix, True))
            for estimator, calibration in zip(self.mechanisms, self.calibrations, strict=True)
        ]
        roles = [_probability(self.role, matrix, role) for role in self.codebook.roles]
        return Scores(np.column_stack(mechanisms), np.column_stack(roles))

    def decide(self, scores: Scores) -> Decisions:
        """Return (n, m): which mechanisms reach their threshold."""
        return scores.mechanisms >= np.array([calibration.threshold for calibration in self.calibrations])


def log_odds(probability: Matrix) -> Matrix:
    """Return the log-odds of probabilities, held within bounds so that 0 and 1 stay finite."""
    return np.asarray(logit(np.clip(probability, 1e-12, 1 - 1e-12)))


def truth(passages: Sequence[CodedPassage], codebook: Codebook) -> Decisions:
    """Return (n, m): which mechanisms people gave to each passage."""
    return np.array([[code in passage.mechanisms for code in codebook.mechanisms] for passage in passages], dtype=bool)


def _fit(matrix: sp.csr_matrix, labels: NDArray[Any], *, seed: int) -> Estimator:
    """Fit one regression, or a constant where all passages have the same label and nothing can be told apart.

    Balanced, because most sentences carry no mechanism, and a rare code should not be drowned by them. The dual
    solver is the fastest for many sparse features, and made for two classes only.
    """
    solver: dict[str, Any] = {"solver": "liblinear", "dual": True} if len(np.unique(labels)) == 2 else {"tol": 1e-3}
    estimator: Estimator = DummyClassifier(strategy="most_frequent")
    if len(np.unique(labels)) > 1:
        estimator = LogisticRegression(C=2.0, class_weight="balanced", max_iter=2000, random_state=seed, **solver)
    fitted: Estimator = estimator.fit(matrix, labels)
    return fitted


def _probability(estimator: Estimator, matrix: sp.csr_matrix, label: object) -> Matrix:
    """Return (n,) probabilities of one label; 0 for a label that the estimator never saw."""
    column = np.flatnonzero(estimator.classes_ == label)
    return np.asarray(estimator.predict_proba(matrix)[:, column].sum(axis=1))
