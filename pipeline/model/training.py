"""Training: predictions out of fold by document, calibration and thresholds from those, then a fit on everything."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl
from joblib import Parallel, delayed
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve
from sklearn.model_selection import GroupKFold

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.errors import ModelError
from pipeline.model.classifier import Calibration, Classifier, Decisions, Matrix, Scores, log_odds, truth
from pipeline.model.quality import Judged, quality
from pipeline.model.vectors import Vectors
from pipeline.settings import ModelSettings

Fit = Callable[[Sequence[CodedPassage]], Classifier]

# Below this many positive passages the quality of a code is mostly luck.
FEW_POSITIVES = 20
NEVER = 2.0  # a threshold that no probability reaches


@dataclass(frozen=True)
class Trained:
    """A classifier, its quality on unseen documents (`quality.SCHEMA`), and warnings for whoever trained it."""

    classifier: Classifier
    quality: pl.DataFrame
    warnings: tuple[str, ...]


def train(
    passages: Sequence[CodedPassage], codebook: Codebook, settings: ModelSettings, vectors: Vectors | None = None
) -> Trained:
    """Train on passages that people coded; the same passages, codebook and settings give the same classifier.

    Raises ModelError when the passages come from fewer than two documents: then nothing can be held out.
    """
    folds = _folds(passages, settings.folds)
    fit: Fit = partial(Classifier.fit, codebook=codebook, seed=settings.seed, vectors=vectors)
    raw = _out_of_fold(passages, folds, fit)
    actual = truth(passages, codebook)
    calibrations = _calibrate(raw.mechanisms, actual)
    judged = Judged(passages, _calibrated(raw, calibrations), _held_out_decisions(raw.mechanisms, actual, folds))
    classifier = fit(passages).calibrated(calibrations)
    return Trained(classifier, quality(judged, codebook, seed=settings.seed), tuple(_warnings(actual, codebook)))


def _folds(passages: Sequence[CodedPassage], count: int) -> NDArray[np.int64]:
    """Return (n,): the fold in which each passage is held out; a document is never in two folds."""
    documents = [passage.document for passage in passages]
    found = len(set(documents))
    if found < 2:
        raise ModelError(
            f"coded passages come from {found} document(s); at least 2 are needed to measure on unseen ones"
        )
    folds = np.zeros(len(passages), dtype=np.int64)
    for fold, (_, held_out) in enumerate(GroupKFold(min(count, found)).split(documents, groups=documents)):
        folds[held_out] = fold
    return folds


def _out_of_fold(passages: Sequence[CodedPassage], folds: NDArray[np.int64], fit: Fit) -> Scores:
    """Score every passage with a classifier that has not seen its document; vocabulary and all are fitted anew."""
    work = [delayed(_score_fold)(passages, folds == fold, fit) for fold in np.unique(folds)]
    held_out, scores = zip(*Parallel(n_jobs=-1)(work), strict=True)
    order = np.argsort(np.concatenate([np.flatnonzero(out) for out in held_out]))
    mechanisms = np.concatenate([score.mechanisms for score in scores])[order]
    return Scores(mechanisms, np.concatenate([score.roles for score in scores])[order])


def _score_fold(passages: Sequence[CodedPassage], held_out: Decisions, fit: Fit) -> tuple[Decisions, Scores]:
    seen = [passage for passage, out in zip(passages, held_out, strict=True) if not out]
    unseen = [passage for passage, out in zip(passages, held_out, strict=True) if out]
    return held_out, fit(seen).scores([passage.text for passage in unseen])


def _calibrate(raw: Matrix, actual: Decisions) -> tuple[Calibration, ...]:
    return tuple(_calibration(scores, positive) for scores, positive in zip(raw.T, actual.T, strict=True))


def _calibration(raw: Matrix, positive: Decisions) -> Calibration:
    """Fit a calibration on scores of unseen documents, with the threshold that gives the highest F1 there."""
    if positive.all() or not positive.any():
        return Calibration()  # the classifier is a constant then, and right as it is
    platt = LogisticRegression(C=1e6).fit(log_odds(raw)[:, None], positive)
    slope, intercept = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    if slope <= 0:  # worse than chance on unseen documents: better never assigned than assigned at random
        return Calibration(threshold=NEVER)
    uncut = Calibration(slope, intercept)
    precision, recall, thresholds = precision_recall_curve(positive, uncut.apply(raw))
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    best = int(f1[:-1].argmax())
    # Halfway to the next score below: a threshold that is itself a score would turn on the last digit.
    return Calibration(uncut.slope, uncut.intercept, float(thresholds[max(best - 1, 0) : best + 1].mean()))


def _calibrated(raw: Scores, calibrations: Sequence[Calibration]) -> Scores:
    columns = [calibration.apply(column) for calibration, column in zip(calibrations, raw.mechanisms.T, strict=True)]
    return Scores(np.column_stack(columns), raw.roles)


def _held_out_decisions(raw: Matrix, actual: Decisions, folds: NDArray[np.int64]) -> Decisions:
    """Decide each fold with thresholds from the other folds, so that no document helps to choose its own threshold."""
    decisions = np.zeros_like(actual)
    for fold in np.unique(folds):
        here = folds == fold
        for column, calibration in enumerate(_calibrate(raw[~here], actual[~here])):
            decisions[here, column] = calibration.apply(raw[here, column]) >= calibration.threshold
    return decisions


def _warnings(actual: Decisions, codebook: Codebook) -> Iterator[str]:
    for code, positives in zip(codebook.mechanisms, actual.sum(axis=0), strict=True):
        if positives < FEW_POSITIVES:
            yield f"{code}: only {positives} coded passages; with fewer than {FEW_POSITIVES} its codings are guesses"
