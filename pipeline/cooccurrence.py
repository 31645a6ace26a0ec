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
_LENGTH = (pl.len().log(2) + 1e-9).floor().cast(pl.Int64).alias("lengte van eenheid")
_WITHIN_DOCUMENTS = ("zin", "sectie")
# Beside columns named after codes: with a space, no code is called so.
COUNTED_BY = ("soort eenheid", "document", "lengte van eenheid")
_ALL = "alle eenheden"
# With more units than these that have both, the normal approximation is as good.
_MOST_EXACT = 50

Values = NDArray[np.float64]


def unit_counts(passages: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Return how many units have each mechanism and each pair, per kind of unit, report and length (`COUNTED_BY`).

    ``passages`` are of whole reports, in reading order. A section is a stretch under one heading. Documents are
    compared with all others: in their rows ``document`` is empty. The rows of several such tables add up.
    """
    placed = passages.select("passage_id", "document", "mechanismen", SECTION)
    return pl.concat([_counted(placed, unit, codebook) for unit in _UNITS])


def cooccurrence(counts: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """One row per pair of mechanisms: how often together in a sentence, a section and a document, and by chance.

    ``counts`` are those of `unit_counts`. ``verwacht`` is the number of units with both if the two were independent
    (n_a * n_b / n) among units of about the same length: documents among all documents, sentences and sections within
    each document, so that a pair does not stand out because some documents are full of both. ``lift`` is the number
    found over the number expected, null where nothing is expected; ``kans`` is how likely so many units, or more, are
    by chance, null where chance leaves no room (conditional exact test for several tables; with many units the test of
    Mantel and Haenszel, 1959, one-sided, with continuity correction).
    """
    units = {
        unit: counts.filter(pl.col("soort eenheid") == unit).sort(COUNTED_BY) for unit in _UNITS
    }  # sums in another order differ
    rows = []
    for first, second in combinations(codebook.mechanisms, 2):
        row: dict[str, str | int | float | None] = {"code_a": first, "code_b": second}
        for unit, table in units.items():
            row |= {f"{unit}_{name}": value for name, value in _together(table, first, second).items()}
        rows.append(row)
    return pl.DataFrame(rows, schema=_schema(), orient="row")


def _counted(placed: pl.DataFrame, unit: str, codebook: Codebook) -> pl.DataFrame:
    """Per report (or none) and length class the units that have a mechanism, and both of a pair."""
    codes = codebook.mechanisms
    has = [pl.col("mechanismen").list.contains(code).any().alias(code) for code in codes]
    both = [(pl.col(a) & pl.col(b)).sum().cast(pl.Int64).alias(_both(a, b)) for a, b in combinations(codes, 2)]
    where = pl.col("document") if unit in _WITHIN_DOCUMENTS else pl.lit("").alias("document")
    return (
        placed.group_by(_UNITS[unit])
        .agg(_LENGTH, *has)
        .group_by(pl.lit(unit).alias("soort eenheid"), where, "lengte van eenheid")
        .agg(pl.len().cast(pl.Int64).alias(_ALL), *(pl.col(code).sum().cast(pl.Int64) for code in codes), *both)
    )


def _together(counts: pl.DataFrame, first: str, second: str) -> dict[str, int | float | None]:
    """Count the units with both, and what chance makes of them within each stratum (hypergeometric)."""
    able = counts.filter(pl.col(first) > 0, pl.col(second) > 0)
    together = int(able[_both(first, second)].sum())
    n, a, b = (able[name].cast(pl.Float64).to_numpy() for name in (_ALL, first, second))
    expected = float((a * b / n).sum())
    lift = together / expected if expected else None
    return {"samen": together, "verwacht": expected, "lift": lift, "kans": _chance(together, n, a, b)}


def _both(first: str, second: str) -> str:
    return f"{first} & {second}"


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
