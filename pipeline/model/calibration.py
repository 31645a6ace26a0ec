"""From the values of the regression to probabilities, and from which probability a code is assigned."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Truth = NDArray[np.bool_]
Places = NDArray[np.int64]

NEVER = 2.0  # a threshold that no probability reaches
_CERTAIN = 30.0  # log-odds of what has no exception among the passages
_LEAST = -700.0  # log-odds; the exponent of less is no number


@dataclass(frozen=True)
class Calibration:
    """Turns the value of one code into a probability (Platt 1999), and the probability from which it is assigned."""

    slope: float = 1.0
    intercept: float = 0.0
    threshold: float = 0.5

    @classmethod
    def of(cls, values: Values, positive: Truth) -> "Calibration":
        """Fit on (n,) values of unseen documents; the threshold is the one with the highest F1 there."""
        if positive.all() or not positive.any():
            return cls(0.0, _CERTAIN if positive.all() else -_CERTAIN)
        from sklearn.linear_model import LogisticRegression  # only fitting has a use for it

        platt = LogisticRegression(C=1e6).fit(values[:, None], positive)
        slope, intercept = float(platt.coef_[0, 0]), float(platt.intercept_[0])
        if slope <= 0:  # worse than chance on unseen documents: better never assigned than assigned at random
            return cls(0.0, math.log(positive.mean() / (1 - positive.mean())), NEVER)
        return cls(slope, intercept, _best_threshold(cls(slope, intercept).apply(values), positive))

    def apply(self, values: Values) -> Values:
        """Return the probabilities of these values."""
        odds = np.maximum(self.slope * values + self.intercept, _LEAST)
        return np.asarray(1 / (1 + np.exp(-odds)))


def _best_threshold(probabilities: Values, positive: Truth) -> float:
    from sklearn.metrics import precision_recall_curve

    precision, recall, thresholds = precision_recall_curve(positive, probabilities)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    best = int(f1[:-1].argmax())
    # Halfway to the next probability below: a threshold that is itself one would turn on the last digit.
    return float(thresholds[max(best - 1, 0) : best + 1].mean())


@dataclass(frozen=True)
class RoleCalibration:
    """Turns the values of r roles into probabilities that sum to 1, and picks one (multinomial logistic regression).

    ``slopes`` (r, r) has a row per role, ``intercepts`` and ``shares`` (r,): how often each role was given. A role is
    picked by its probability over the square root of its share, halfway between what is likeliest and what is
    likelier than usual: the likeliest would hardly ever be a rare role.
    """

    slopes: tuple[tuple[float, ...], ...]
    intercepts: tuple[float, ...]
    shares: tuple[float, ...]

    @classmethod
    def of(cls, values: Values, actual: Truth) -> "RoleCalibration":
        """Fit on (n, r) values of unseen documents and one-hot (n, r) roles; a role nobody gave is never picked."""
        count = actual.shape[1]
        slopes, intercepts = np.zeros((count, count)), np.full(count, -_CERTAIN)
        given = np.flatnonzero(actual.any(axis=0))
        if len(given) == 1:
            intercepts[given] = 0.0
        else:
            from sklearn.linear_model import LogisticRegression

            fitted = LogisticRegression(C=10.0, max_iter=500).fit(values, actual.argmax(axis=1))
            slopes[given[-len(fitted.coef_) :]], intercepts[given] = fitted.coef_, 0.0
            intercepts[given[-len(fitted.coef_) :]] = fitted.intercept_
        return cls(_rows(slopes), tuple(intercepts.tolist()), tuple(actual.mean(axis=0).tolist()))

    def apply(self, values: Values) -> Values:
        """Return the (n, r) probabilities of (n, r) values."""
        odds = values @ np.array(self.slopes).T + np.array(self.intercepts)
        weights = np.exp(odds - odds.max(axis=1, keepdims=True))
        return np.asarray(weights / weights.sum(axis=1, keepdims=True))

    def pick(self, probabilities: Values) -> Places:
        """Return (n,): the place of the role of each row."""
        return np.asarray((probabilities / np.sqrt(np.maximum(self.shares, 1e-12))).argmax(axis=1))


def _rows(matrix: Values) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in matrix.tolist())
