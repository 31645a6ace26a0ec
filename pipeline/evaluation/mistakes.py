"""The worst mistakes, to be read by people: some are faults of the classifier, some of the coding."""

from typing import Any

import numpy as np
import polars as pl

from pipeline.codebook import Codebook
from pipeline.model.quality import Column, Judged, columns

_SHOWN = 10

WRONGLY, MISSED = "ten onrechte gegeven", "gemist"
MISTAKES_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "soort": pl.String,
    "code": pl.String,
    "fout": pl.String,
    "kans": pl.Float64,
    "document": pl.String,
    "passage": pl.String,
    "mensen_mechanismen": pl.List(pl.String),
    "mensen_rol": pl.String,
}


def worst_mistakes(judged: Judged, codebook: Codebook) -> pl.DataFrame:
    """Return per code the most certain false positives and false negatives, at most 10 of each (`MISTAKES_SCHEMA`)."""
    rows = [
        _row(judged, column, fault, place)
        for column in columns(judged, codebook)
        for fault, places in _worst(column)
        for place in places
    ]
    return pl.DataFrame(rows, schema=MISTAKES_SCHEMA)


def _worst(column: Column) -> tuple[tuple[str, list[int]], tuple[str, list[int]]]:
    """The places of the surest mistakes: the most probable that were wrong, the least probable that were missed."""
    by_score = np.argsort(-column.score, kind="stable")
    wrongly = by_score[(column.decided & ~column.positive)[by_score]]
    missed = by_score[(column.positive & ~column.decided)[by_score]][::-1]
    return (WRONGLY, wrongly[:_SHOWN].tolist()), (MISSED, missed[:_SHOWN].tolist())


def _row(judged: Judged, column: Column, fault: str, place: int) -> dict[str, Any]:
    passage = judged.passages[place]
    return {
        "soort": column.kind,
        "code": column.code.code,
        "fout": fault,
        "kans": float(column.score[place]),
        "document": passage.document,
        "passage": passage.text,
        "mensen_mechanismen": list(passage.mechanisms),
        "mensen_rol": passage.role,
    }
