"""Whether a probability of 0.7 is right in seven cases of ten: reliability per code, and the calibration error."""

from typing import Any

import numpy as np
import polars as pl

from pipeline.codebook import Codebook
from pipeline.model.quality import Column, Judged, columns

_BINS = 10

RELIABILITY_SCHEMA = {
    "soort": pl.String,
    "code": pl.String,
    "van": pl.Float64,
    "tot": pl.Float64,
    "aantal": pl.Int64,
    "kans": pl.Float64,
    "aandeel": pl.Float64,
}


def reliability(judged: Judged, codebook: Codebook) -> pl.DataFrame:
    """Return per code and tenth of the range of probabilities how many passages fall there (`RELIABILITY_SCHEMA`).

    ``kans`` is their mean probability and ``aandeel`` the share of them that people gave the code; a tenth without
    passages has no row.
    """
    rows = [row for column in columns(judged, codebook) for row in _bins(column)]
    return pl.DataFrame(rows, schema=RELIABILITY_SCHEMA)


def calibration_error(table: pl.DataFrame) -> pl.DataFrame:
    """Return soort, code and fout: how far probability and share lie apart on average (Naeini et al. 2015).

    ``table`` is that of `reliability`; the mean is weighted by the passages of each tenth, so it lies in [0, 1].
    """
    apart = (pl.col("kans") - pl.col("aandeel")).abs()
    error = (apart * pl.col("aantal")).sum() / pl.col("aantal").sum()
    return table.group_by("soort", "code", maintain_order=True).agg(error.alias("fout"))


def _bins(column: Column) -> list[dict[str, Any]]:
    tenths = np.minimum((column.score * _BINS).astype(np.int64), _BINS - 1)
    return [
        {
            "soort": column.kind,
            "code": column.code.code,
            "van": tenth / _BINS,
            "tot": (tenth + 1) / _BINS,
            "aantal": int((tenths == tenth).sum()),
            "kans": float(column.score[tenths == tenth].mean()),
            "aandeel": float(column.positive[tenths == tenth].mean()),
        }
        for tenth in np.unique(tenths).tolist()
    ]
