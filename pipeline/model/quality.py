"""How well codes are assigned, measured on documents that the classifier has not seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.codebook import Code, Codebook
from pipeline.codings import CodedPassage
from pipeline.model.bootstrap import Weights, average_precisions, f1s, interval, resample
from pipeline.model.classifier import Decisions, Scores, roles_of, truth

SCHEMA = {
    "soort": pl.String,
    "code": pl.String,
    "naam": pl.String,
    "precision": pl.Float64,
    "recall": pl.Float64,
    "f1": pl.Float64,
    "f1_ondergrens": pl.Float64,
    "f1_bovengrens": pl.Float64,
    "gemiddelde_precisie": pl.Float64,
    "ondergrens": pl.Float64,
    "bovengrens": pl.Float64,
    "aantal": pl.Int64,
}
MACRO_SCHEMA = {
    "soort": pl.String,
    "maat": pl.String,
    "waarde": pl.Float64,
    "ondergrens": pl.Float64,
    "bovengrens": pl.Float64,
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

    @property
    def documents(self) -> list[str]:
        """The document of each passage."""
        return [passage.document for passage in self.passages]


@dataclass(frozen=True)
class Column:
    """n passages seen from one code: who has it (``positive``), who was given it (``decided``), and how surely."""

    kind: str
    code: Code
    positive: Decisions
    decided: Decisions
    score: NDArray[np.float64]


def columns(judged: Judged, codebook: Codebook) -> list[Column]:
    """Return a column per mechanism ('mechanisme') and per role ('rol'), in the order of the codebook."""
    passages, picked = judged.passages, np.eye(len(codebook.roles), dtype=bool)[judged.roles]
    kinds = (
        ("mechanisme", codebook.mechanisme, truth(passages, codebook), judged.decisions, judged.scores.mechanisms),
        ("rol", codebook.rol, roles_of(passages, codebook), picked, judged.scores.roles),
    )
    return [
        Column(kind, *column)
        for kind, codes, positive, decided, scores in kinds
        for column in zip(codes, positive.T, decided.T, scores.T, strict=True)
    ]


def quality(judged: Judged, codebook: Codebook, *, seed: int) -> pl.DataFrame:
    """Return one row per mechanism and role: precision, recall, F1, average precision and support (`SCHEMA`).

    The bounds are 95 % intervals over resampled documents. Average precision and bounds are null for a code that no
    passage has.
    """
    weights = resample(judged.documents, seed=seed)
    rows: list[dict[str, object]] = [
        {
            "soort": column.kind,
            "code": column.code.code,
            "naam": column.code.naam,
            **_counted(column),
            **_intervals(column, weights),
        }
        for column in columns(judged, codebook)
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def macro(judged: Judged, codebook: Codebook, *, seed: int) -> pl.DataFrame:
    """Return the mean F1 and average precision of the mechanisms and of the roles that occur, with 95 % intervals.

    Columns are those of `MACRO_SCHEMA`; a kind of which no code occurs has no rows.
    """
    weights, rows = resample(judged.documents, seed=seed), []
    for kind in ("mechanisme", "rol"):
        found = [column for column in columns(judged, codebook) if column.kind == kind and column.positive.any()]
        for measure, resampled in (
            ("f1", [f1s(column.positive, column.decided, weights) for column in found]),
            ("gemiddelde_precisie", [average_precisions(column.positive, column.score, weights) for column in found]),
        ):
            if found:
                mean = float(np.mean([_once(column, measure) for column in found]))
                # A code that a resample lacks is left out of the mean there, as one that does not occur is here.
                means = np.ma.masked_invalid(np.stack(resampled)).mean(axis=0).filled(np.nan)
                rows.append((kind, measure, mean, *interval(means)))
    return pl.DataFrame(rows, schema=MACRO_SCHEMA, orient="row")


def macro_f1(table: pl.DataFrame, kind: str) -> float:
    """Return the mean F1 over the mechanisms or roles of a quality table that occur in the passages, else 0."""
    mean = table.filter(pl.col("soort") == kind, pl.col("aantal") > 0)["f1"].mean()
    return float(mean) if isinstance(mean, float) else 0.0


def _once(column: Column, measure: str) -> float:
    from sklearn.metrics import average_precision_score, f1_score  # only training and evaluation have a use for them

    if measure == "f1":
        return float(f1_score(column.positive, column.decided, zero_division=0.0))
    return float(average_precision_score(column.positive, column.score))


def _counted(column: Column) -> dict[str, float | None]:
    from sklearn.metrics import precision_recall_fscore_support

    precision, recall, f1, _ = precision_recall_fscore_support(
        column.positive, column.decided, average="binary", zero_division=0.0
    )
    return {
        "precision": float(precision),
        "recall": float(recall),
        "f1": float(f1),
        "aantal": int(column.positive.sum()),
    }


def _intervals(column: Column, weights: Weights) -> dict[str, float | None]:
    if not column.positive.any():
        names = ("f1_ondergrens", "f1_bovengrens", "gemiddelde_precisie", "ondergrens", "bovengrens")
        return dict.fromkeys(names)
    f1_low, f1_high = interval(f1s(column.positive, column.decided, weights))
    low, high = interval(average_precisions(column.positive, column.score, weights))
    return {
        "f1_ondergrens": f1_low,
        "f1_bovengrens": f1_high,
        "gemiddelde_precisie": _once(column, "gemiddelde_precisie"),
        "ondergrens": low,
        "bovengrens": high,
    }
