"""Codings by the classifier: tables of passages with a probability per mechanism, the mechanisms and the role."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from pipeline.codebook import Codebook
from pipeline.model.classifier import Classifier, Decisions
from pipeline.records import Sentence

BATCH = 5_000
SCORE_PREFIX = "kans_"


def score_column(mechanism: str) -> str:
    """The column with the probability of a mechanism."""
    return f"{SCORE_PREFIX}{mechanism}"


def role_score_column(role: str) -> str:
    """The column with the probability of a role."""
    return f"rolkans_{role}"


def coding_schema(codebook: Codebook) -> dict[str, pl.DataType | type[pl.DataType]]:
    """The columns that a coding adds to a passage."""
    names = [*map(score_column, codebook.mechanisms), *map(role_score_column, codebook.roles)]
    scores = dict.fromkeys(names, pl.Float64)
    return {"mechanismen": pl.List(pl.String), "rol": pl.String, "rol_kans": pl.Float64, **scores}


def classify(sentences: Sequence[Sentence], classifier: Classifier) -> pl.DataFrame:
    """Return one row per sentence, in the same order, with the columns of `coding_schema`; none in, none out."""
    batches = [_batch(sentences[i : i + BATCH], classifier) for i in range(0, len(sentences), BATCH)]
    return pl.concat(batches) if batches else pl.DataFrame(schema=coding_schema(classifier.codebook))


def _batch(sentences: Sequence[Sentence], classifier: Classifier) -> pl.DataFrame:
    codebook, scores = classifier.codebook, classifier.scores(sentences)
    roles = classifier.decide_role(scores)
    columns: dict[str, Any] = {
        "mechanismen": _lists(classifier.decide(scores), codebook.mechanisms),
        "rol": pl.Series(codebook.roles, dtype=pl.String).gather(roles),
        "rol_kans": scores.roles[np.arange(len(roles)), roles],
    }
    columns |= {
        score_column(code): column for code, column in zip(codebook.mechanisms, scores.mechanisms.T, strict=True)
    }
    columns |= {role_score_column(role): column for role, column in zip(codebook.roles, scores.roles.T, strict=True)}
    return pl.DataFrame(columns, schema=coding_schema(codebook))


def _lists(decided: Decisions, codes: Sequence[str]) -> pl.Series:
    """The codes of each row; there are few different rows, and each is written out once."""
    different, which = np.unique(decided, axis=0, return_inverse=True)
    lists = [[code for code, has in zip(codes, row, strict=True) if has] for row in different.tolist()]
    return pl.Series(lists, dtype=pl.List(pl.String)).gather(which.ravel())


def coded_line(identifier: str | int, coding: dict[str, Any], codebook: Codebook) -> dict[str, Any]:
    """Return one row of `classify` for JSON: the mechanisms, the role, and the probability of each, to 4 decimals."""
    return {
        "id": identifier,
        "mechanisme": coding["mechanismen"],
        "rol": coding["rol"],
        "scores": {code: round(coding[score_column(code)], 4) for code in codebook.mechanisms},
        "rol_scores": {role: round(coding[role_score_column(role)], 4) for role in codebook.roles},
    }
