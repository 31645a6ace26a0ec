"""What differs between two sets of reports, and how sure that is.

A report is a cluster of sentences that resemble each other, so that reports are drawn, not sentences: the cluster
bootstrap (Field & Welsh 2007, 'Bootstrapping clustered data'). Three things are added to it.

- What is counted in a report is not known exactly: every report drawn gets an error of the classifier of its own, with
  the variance that the estimate has (``variances``). The draws then differ as much as true counts would.
- Of n reports n - 1 are drawn, since n would make the variance of a mean (n - 1) / n of what it is (Rao & Wu 1988).
- A few large reports say less than as many of one size. The interval is that of Student's t with as many degrees of
  freedom as reports that count, less one, where Kish's (1965) effective number of reports is what counts; two sides
  are put together as Welch (1947) has it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from pipeline.comparison.level import LEVEL
from pipeline.comparison.records import Difference
from pipeline.synthesis.records import Estimate

Values = NDArray[np.float64]

DRAWS = 2000
_DRAWN_AT_ONCE = 250  # draws: with 5,000 reports their weights take 10 MB


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share found in reports: its value, its standard deviation and the degrees of freedom of that deviation.

    Without degrees of freedom (one report) nothing is known of other reports: the deviation is not used then.
    """

    value: float
    deviation: float
    degrees: float

    @property
    def estimate(self) -> Estimate:
        """The share with its 95 % interval, within 0 and 1."""
        return bounded(self.value, self.deviation, self.degrees, within=(0.0, 1.0))


def ratios(counts: Values, totals: Values, variances: Values, *, seed: int) -> list[Ratio | None]:
    """Return K shares of n reports: what was counted over what there is, all reports together.

    ``counts`` (n, K) are what is counted in each report, ``variances`` (n, K) those of the errors in it, ``totals``
    (n, K) what there is. None where there is nothing.
    """
    deviations = _drawn(counts, totals, variances, np.random.default_rng(seed))
    there = totals.sum(axis=0)
    shares = counts.sum(axis=0) / np.maximum(there, 1e-12)
    effective = there**2 / np.maximum((totals**2).sum(axis=0), 1e-12)
    found = zip(there, shares, deviations, effective - 1, strict=True)
    return [Ratio(*map(float, row)) if total > 0 else None for total, *row in found]


def difference(first: Ratio | None, second: Ratio | None) -> Difference:
    """Return the second share less the first; the verdict comes with `verdicts.judged`."""
    if first is None or second is None:
        known = [side.estimate if side else None for side in (first, second)]
        return Difference(known[0], known[1], None)
    variances = np.array([first.deviation, second.deviation]) ** 2
    degrees = _welch(variances, np.array([first.degrees, second.degrees]))
    change, deviation = second.value - first.value, float(variances.sum()) ** 0.5
    estimate = bounded(change, deviation, degrees, within=(-1.0, 1.0))
    chance = float(2 * stdtr(degrees, -abs(change) / deviation)) if degrees and deviation else None
    return Difference(first.estimate, second.estimate, estimate, chance)


def bounded(value: float, deviation: float, degrees: float, *, within: tuple[float, float]) -> Estimate:
    """Return a value with its interval; all of ``within`` when there are no degrees of freedom."""
    if not degrees:
        return Estimate(value, *within)
    margin = deviation * float(-stdtrit(degrees, LEVEL / 2)) if deviation else 0.0
    return Estimate(value, max(value - margin, within[0]), min(value + margin, within[1]))


def _welch(variances: Values, degrees: Values) -> float:
    """Degrees of freedom of a difference; 0 when a side has none."""
    if not degrees.all():
        return 0.0
    spread = float((variances**2 / degrees).sum())
    return float(variances.sum() ** 2 / spread) if spread else float(degrees.sum())


def _drawn(counts: Values, totals: Values, variances: Values, rng: np.random.Generator) -> Values:
    """Return (K,): the standard deviation of each share over draws of reports."""
    n = len(counts)
    if n < 2:
        return np.zeros(counts.shape[1])
    shares = []
    for start in range(0, DRAWS, _DRAWN_AT_ONCE):
        size = min(_DRAWN_AT_ONCE, DRAWS - start)
        weights = rng.multinomial(n - 1, np.full(n, 1 / n), size=size).astype(np.float64)
        # The errors of the reports in a draw add up to one error.
        errors = rng.standard_normal((size, counts.shape[1])) * np.sqrt(weights @ variances)
        there = weights @ totals
        shares.append(np.divide(weights @ counts + errors, there, out=np.full_like(there, np.nan), where=there > 0))
    return _deviations(np.concatenate(shares))


def _deviations(shares: Values) -> Values:
    """Standard deviation of each column, over the draws that had anything to count; 0 where none had."""
    known = ~np.isnan(shares)
    number = np.maximum(known.sum(axis=0), 1)
    filled = np.where(known, shares, 0.0)
    middle = filled.sum(axis=0) / number
    squares = np.where(known, (filled - middle) ** 2, 0.0).sum(axis=0)
    return np.asarray(np.sqrt(squares / number))
