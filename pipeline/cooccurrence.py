"""Which mechanisms stand together more often than chance would have it: in a sentence, a section and a document."""

from itertools import combinations

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import gammaln, ndtr

from pipeline.aggregate import SECTION
from pipeline.codebook import Codebook

_UNITS = {"zin": ["document", "passage_id"], "sectie": ["document", "kop"], "document": ["document"]}
# Units are set beside others of about the same length only (1, 2-3, 4-7, 8-15 sentences ...): a long section has room
# for any two mechanisms, and chance would seem ruled out wherever sections differ in length.
_LENGTH = (pl.len().log(2) + 1e-9).floor().cast(pl.Int64).alias("lengte")
_STRATA = {"zin": ["document", "lengte"], "sectie": ["document", "lengte"], "document": ["lengte"]}
# With more units than these that have both, the normal approximation is as good.
_MOST_EXACT = 50

Values = NDArray[np.float64]


def cooccurrence(passages: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """One row per pair of mechanisms: how often together in a sentence, a section and a document, and by chance.

    A section is a stretch under one heading. ``verwacht`` is the number of units with both if the two were independent
    (n_a * n_b / n) among units of about the same length: documents among all documents, sentences and sections within
    each document, so that a pair does not stand out because some documents are full of both. ``lift`` is the number
    found over the number expected, null where nothing is expected; ``kans`` is how likely so many units, or more, are
    by chance, null where chance leaves no room (conditional exact test for several tables; with many units the test of
    Mantel and Haenszel, 1959, one-sided, with continuity correction).
    """
    units = {unit: _per_unit(passages, columns, codebook) for unit, columns in _UNITS.items()}
    rows = []
    for first, second in combinations(codebook.mechanisms, 2):
        row: dict[str, str | int | float | None] = {"code_a": first, "code_b": second}
        for unit, table in units.items():
            found = _together(table, first, second, strata=_STRATA[unit])
            row |= {f"{unit}_{name}": value for name, value in found.items()}
        rows.append(row)
    return pl.DataFrame(rows, schema=_schema(), orient="row")


def _per_unit(passages: pl.DataFrame, columns: list[str], codebook: Codebook) -> pl.DataFrame:
    """Per sentence, section or document its length class and whether each mechanism occurs in it."""
    placed = passages.select("passage_id", "document", "mechanismen", SECTION)
    has = [pl.col("mechanismen").list.contains(code).any().alias(code) for code in codebook.mechanisms]
    return placed.group_by(columns).agg(_LENGTH, *has)


def _together(units: pl.DataFrame, first: str, second: str, *, strata: list[str]) -> dict[str, int | float | None]:
    """Count the units with both, and what chance makes of them within each stratum (hypergeometric)."""
    counts = units.group_by(strata).agg(
        (pl.col(first) & pl.col(second)).sum().alias("samen"),
        *(pl.col(code).sum().cast(pl.Float64).alias(name) for name, code in (("a", first), ("b", second))),
        pl.len().cast(pl.Float64).alias("n"),
    )
    able = counts.filter(pl.col("a") > 0, pl.col("b") > 0).sort(strata)  # sorted: sums in another order differ
    together, (n, a, b) = int(able["samen"].sum()), (able[name].to_numpy() for name in ("n", "a", "b"))
    expected = float((a * b / n).sum())
    lift = together / expected if expected else None
    return {"samen": together, "verwacht": expected, "lift": lift, "kans": _chance(together, n, a, b)}


def _chance(together: int, n: Values, a: Values, b: Values) -> float | None:
    """Return how likely so many units with both are, or more; (n,) strata of n units of which a and b have the one."""
    variance = float((a * b * (n - a) * (n - b) / (n * n * np.maximum(n - 1, 1))).sum())
    if not variance:
        return None
    if together > _MOST_EXACT:
        return float(ndtr(((a * b / n).sum() - together + 0.5) / variance**0.5))
    fewer = np.ones(1)  # the chance of 0, 1, ... units with both in the strata so far, as far as below ``together``
    for chances in _hypergeometric(together, n, a, b):
        fewer = np.convolve(fewer, chances)[: together or 1]
    return min(max(1 - float(fewer[:together].sum()), 0.0), 1.0)


def _hypergeometric(most: int, n: Values, a: Values, b: Values) -> Values:
    """Return (strata, most + 1): the chance of 0, 1, ... units with both in each stratum."""
    n, a, b = n[:, None], a[:, None], b[:, None]
    both = np.arange(most + 1.0)
    possible = (both <= a) & (both <= b) & (n - a - b + both >= 0)
    both = np.where(possible, both, np.maximum(a + b - n, 0))
    ways = _log_choose(a, both) + _log_choose(n - a, b - both) - _log_choose(n, b)
    return np.where(possible, np.exp(ways), 0.0)


def _log_choose(n: Values, k: Values) -> Values:
    return np.asarray(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))


def _schema() -> dict[str, type[pl.DataType]]:
    measures = {"samen": pl.Int64, "verwacht": pl.Float64, "lift": pl.Float64, "kans": pl.Float64}
    columns = {f"{unit}_{name}": dtype for unit in _UNITS for name, dtype in measures.items()}
    return {"code_a": pl.String, "code_b": pl.String, **columns}
