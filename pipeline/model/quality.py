"""How well codes are assigned, measured on documents that the classifier has not seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, precision_recall_fscore_support

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.model.classifier import Decisions, Scores, roles_of, truth

_RESAMPLES = 200
_INTERVAL = (2.5, 97.5)

SCHEMA = {
    "soort": pl.String,
    "code": pl.String,
    "naam": pl.String,
    "precision": pl.Float64,
    "recall": pl.Float64,
    "f1": pl.Float64,
    "gemiddelde_precisie": pl.Float64,
    "ondergrens": pl.Float64,
    "bovengrens": pl.Float64,
    "aantal": pl.Int64,
}


@dataclass(frozen=True)
class Judged:
    """n passages with what people and the classifier say of them.

    ``scores`` and ``decisions`` (n, m) row by row; ``roles`` (n,) are places in the codebook.
    """

    passages: Sequence[CodedPassage]
    scores: Scores
    decisions: Decisions
    roles: NDArray[np.int64]


def quality(judged: Judged, codebook: Codebook, *, seed: int) -> pl.DataFrame:
    """Return one row per mechanism and role: precision, recall, F1, average precision and support (`SCHEMA`).

    The bounds are the 95 % interval of the average precision over resampled documents (cluster bootstrap), because
    sentences of one document resemble each other. Average precision is null for a code that no passage has.
    """
    documents = np.unique([passage.document for passage in judged.passages], return_inverse=True)[1]
    weights = _bootstrap_weights(documents, seed=seed)
    actual, roles = truth(judged.passages, codebook), _roles(judged, codebook)
    rows = [
        {"soort": kind, "code": code.code, "naam": code.naam} | _measures(positive, decided, score, weights)
        for kind, codes, positives, decisions, scores in (
            ("mechanisme", codebook.mechanisme, actual, judged.decisions, judged.scores.mechanisms),
            ("rol", codebook.rol, *roles, judged.scores.roles),
        )
        for code, positive, decided, score in zip(codes, positives.T, decisions.T, scores.T, strict=True)
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def macro_f1(table: pl.DataFrame, kind: str) -> float:
    """Return the mean F1 over the mechanisms or roles of a quality table that occur in the passages, else 0."""
    mean = table.filter(pl.col("soort") == kind, pl.col("aantal") > 0)["f1"].mean()
    return float(mean) if isinstance(mean, float) else 0.0


def _roles(judged: Judged, codebook: Codebook) -> tuple[Decisions, Decisions]:
    """Roles as people and as the classifier gave them, both one-hot (n, r)."""
    return roles_of(judged.passages, codebook), np.eye(len(codebook.roles), dtype=bool)[judged.roles]


def _measures(
    positive: Decisions, decided: Decisions, score: NDArray[np.float64], weights: NDArray[np.int64]
) -> dict[str, float | int | None]:
    precision, recall, f1, _ = precision_recall_fscore_support(positive, decided, average="binary", zero_division=0.0)
    measures: dict[str, float | int | None] = {
        "precision": float(precision),
        "recall": float(recall),
        "f1": float(f1),
        "aantal": int(positive.sum()),
    }
    if not positive.any():
        return measures | dict.fromkeys(("gemiddelde_precisie", "ondergrens", "bovengrens"))
    low, high = np.percentile(_resampled_average_precision(positive, score, weights), _INTERVAL)
    average = float(average_precision_score(positive, score))
    return measures | {"gemiddelde_precisie": average, "ondergrens": float(low), "bovengrens": float(high)}


def _resampled_average_precision(
    positive: Decisions, score: NDArray[np.float64], weights: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the average precision of every resample that holds a positive passage.

    The same measure as scikit-learn's, for all resamples at once: one sort instead of hundreds.
    """
    order = np.argsort(-score, kind="stable")
    ends = np.append(np.diff(score[order]) != 0, True)  # equal scores are one step
    ranked = weights[:, order]
    found = (ranked * positive[order]).cumsum(axis=1)[:, ends]
    precision = found / np.maximum(ranked.cumsum(axis=1)[:, ends], 1)
    total = found[:, -1]
    steps = np.diff(found, axis=1, prepend=0)
    return np.asarray((steps * precision).sum(axis=1)[total > 0] / total[total > 0])


def _bootstrap_weights(documents: NDArray[np.int64], *, seed: int) -> NDArray[np.int64]:
    """Return (resamples, n): how often each passage counts when documents are drawn with replacement."""
    count = int(documents.max()) + 1
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=_RESAMPLES)
    return np.asarray(drawn[:, documents])
