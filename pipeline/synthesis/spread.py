"""How far a mechanism spreads: its cell in every report, and how strong a thread they make together."""

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.presence import FEWEST_REPORTS, THREAD
from pipeline.synthesis.records import Cell, Estimate, Source

_INTERVAL = (0.025, 0.975)
_DEVIATIONS = 1.96


def cells_of(presence: pl.DataFrame, code: str, sources: Mapping[str, Source]) -> tuple[Cell, ...]:
    """Return the cell of a mechanism in every report, in the order of the reports."""
    return tuple(
        Cell(
            source=sources[row["document"]],
            mechanism=code,
            sentences=row["zinnen"],
            assigned=row["gecodeerd"],
            true=Estimate(row["geschat"], row["ondergrens"], row["bovengrens"]),
            least=row["minstens"],
            verdict=str(row["oordeel"]),
            certainty=row["kans"] if row["oordeel"] == "zwak" else row["zekerheid"],
        )
        for row in presence.filter(pl.col("mechanisme") == code).iter_rows(named=True)
    )


def number_of_reports(chances: Sequence[float]) -> NDArray[np.float64]:
    """Return (n + 1,): the chance that exactly 0, 1, ... n reports have it (the Poisson binomial distribution)."""
    ones = (np.array([1 - chance, chance]) for chance in chances)
    return reduce(np.convolve, ones, np.ones(1))


def share_of_reports(chances: Sequence[float]) -> tuple[Estimate, float]:
    """Return in what share of the reports it is present, and how sure it is that this makes a thread."""
    count = len(chances)
    if not count:
        return Estimate(0.0, 0.0, 0.0), 0.0
    up_to = np.cumsum(number_of_reports(chances))
    low, high = (float(np.searchsorted(up_to, level)) / count for level in _INTERVAL)
    needed = max(FEWEST_REPORTS, int(np.ceil(THREAD * count)))
    return Estimate(sum(chances) / count, low, high), max(float(1 - up_to[needed - 1]), 0.0) if needed <= count else 0.0


def share_of_sentences(presence: pl.DataFrame) -> Estimate:
    """Return what share of all sentences says it, errors of the classifier taken into account.

    The errors in different reports are taken as independent, so that their variances add up.
    """
    total = max(int(presence["zinnen"].sum()), 1)
    share = float(presence["geschat"].sum()) / total
    margin = _DEVIATIONS * float(presence["spreiding"].pow(2).sum()) ** 0.5 / total
    return Estimate(share, max(share - margin, 0.0), min(share + margin, 1.0))
