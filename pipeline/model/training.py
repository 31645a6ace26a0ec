"""Training: a classifier on everything people coded, and its quality on documents that it had not seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.errors import ModelError
from pipeline.model.classifier import Calibrations, Classifier, Matrix, Scores, actual_codes
from pipeline.model.features import Weights
from pipeline.model.quality import Judged, quality
from pipeline.model.vectors import TextVectors
from pipeline.settings import ModelSettings

# Below this many positive passages the quality of a code is mostly luck.
FEW_POSITIVES = 20
_FOLDS = 5


@dataclass(frozen=True)
class Trained:
    """A classifier, what it says of documents held out, its quality there (`quality.SCHEMA`), and warnings."""

    classifier: Classifier
    judged: Judged
    quality: pl.DataFrame
    warnings: tuple[str, ...]


def train(
    passages: Sequence[CodedPassage],
    codebook: Codebook,
    settings: ModelSettings,
    vectors: TextVectors | None = None,
    *,
    weights: Weights | None = None,
) -> Trained:
    """Train on passages that people coded; the same passages, codebook and settings give the same classifier.

    Raises ModelError when the passages come from fewer than two documents: then nothing can be held out.
    """
    learnt = manageable(passages, settings)
    divide(learnt)  # refuses what cannot be measured before the long work
    classifier, held_out = Classifier.fit(learnt, codebook, vectors, seed=settings.seed, weights=weights)
    judged = judge(learnt, codebook, held_out)
    warnings = (*_dropped(passages, learnt), *_rare(learnt, codebook))
    return Trained(classifier, judged, quality(judged, codebook, seed=settings.seed), warnings)


def manageable(passages: Sequence[CodedPassage], settings: ModelSettings) -> list[CodedPassage]:
    """Return as many passages as the memory of a laptop allows: those with a mechanism first, then a random draw.

    Memory grows with the square of their number, 1 GB for 16,000.
    """
    if len(passages) <= settings.most_passages:
        return list(passages)
    luck = np.random.default_rng(settings.seed).random(len(passages))
    order = np.lexsort((luck, np.array([not passage.mechanisms for passage in passages])))
    return [passages[i] for i in sorted(order[: settings.most_passages])]


def divide(passages: Sequence[CodedPassage]) -> NDArray[np.int64]:
    """Return (n,): the fold of each passage; a document is never in two folds.

    Raises ModelError when the passages come from fewer than two documents.
    """
    from sklearn.model_selection import GroupKFold  # only training has a use for it

    documents = [passage.document for passage in passages]
    found = len(set(documents))
    if found < 2:
        raise ModelError(
            f"coded passages come from {found} document(s); at least 2 are needed to measure on unseen ones"
        )
    folds = np.zeros(len(passages), dtype=np.int64)
    for fold, (_, held_out) in enumerate(GroupKFold(min(_FOLDS, found)).split(documents, groups=documents)):
        folds[held_out] = fold
    return folds


def judge(passages: Sequence[CodedPassage], codebook: Codebook, values: Matrix) -> Judged:
    """Return codes by (n, m + r) ``values`` of documents held out.

    Each fold is calibrated and decided as the other folds say: no document helps to choose its own threshold.
    """
    actual, folds, count = actual_codes(passages, codebook), divide(passages), len(codebook.mechanisms)
    scores, roles = np.zeros(values.shape), np.zeros(len(values), dtype=np.int64)
    decisions = np.zeros((len(values), count), dtype=bool)
    for fold in np.unique(folds):
        here = folds == fold
        fitted = Calibrations.of(values[~here], actual[~here], count)
        found = fitted.probabilities(values[here])
        scores[here] = np.hstack([found.mechanisms, found.roles])
        decisions[here], roles[here] = fitted.decide(found), fitted.decide_role(found)
    return Judged(passages, Scores(scores[:, :count], scores[:, count:]), decisions, roles)


def _dropped(passages: Sequence[CodedPassage], learnt: Sequence[CodedPassage]) -> Iterator[str]:
    if len(learnt) < len(passages):
        yield f"learnt from {len(learnt)} of {len(passages)} passages; raise most_passages when memory allows"


def _rare(passages: Sequence[CodedPassage], codebook: Codebook) -> Iterator[str]:
    counts = actual_codes(passages, codebook).sum(axis=0)
    for code, positives in zip((*codebook.mechanisms, *codebook.roles), counts, strict=True):
        if positives < FEW_POSITIVES:
            yield f"{code}: only {positives} coded passages; with fewer than {FEW_POSITIVES} its codings are guesses"
