"""What differs between two sets of reports, and how sure that is.

A report is a cluster of sentences that resemble each other, so that reports are drawn, not sentences: the cluster
bootstrap (Field & Welsh 2007, 'Bootstrapping clustered data'). Three things are added to it.

- What is counted in a report is not known exactly: every report drawn gets an error of the classifier of its own, with
  the variance that the estimate has (``variances``). The draws then differ as much as true counts would.
- Of n reports n - 1 are drawn, since n would make the variance of a mean (n - 1) / n of what it is (Rao & Wu 1988).
- A few large reports say less than as many of one size. The interval is that of Student's t with as many degrees of
  freedom as reports that count, less one, where Kish's (1965) effective number of reports is what counts; two sides
  are put together as Welch (1947) has it.

A presence is drawn differently: a report drawn at random, and then whether the mechanism is present in it, gives a
binomial number, for which no draws are needed. Its intervals hold with few reports too: Wilson's (1927) for one side
and Agresti & Caffo's (2000) for the difference.

Many differences are tested at once. Each interval holds for its own difference with 95 % certainty; the verdicts are
corrected by the method of Holm (1979), which keeps the chance of even one wrong 'hoger' or 'lager' among all verdicts
of one kind below 5 %. So an interval may leave 0 out while the verdict is that no difference was shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, t

from pipeline.comparison.records import Difference, Verdict
from pipeline.synthesis.records import Estimate

Values = NDArray[np.float64]

DRAWS = 2000
LEVEL = 0.05
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
        return _estimate(self.value, self.deviation, self.degrees, within=(0.0, 1.0))


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
    """Return the second share less the first; the verdict comes with `judged`."""
    if first is None or second is None:
        known = [side.estimate if side else None for side in (first, second)]
        return Difference(known[0], known[1], None)
    variances = np.array([first.deviation, second.deviation]) ** 2
    degrees = _welch(variances, np.array([first.degrees, second.degrees]))
    change, deviation = second.value - first.value, float(variances.sum()) ** 0.5
    estimate = _estimate(change, deviation, degrees, within=(-1.0, 1.0))
    chance = float(2 * t.sf(abs(change) / deviation, degrees)) if degrees and deviation else None
    return Difference(first.estimate, second.estimate, estimate, chance)


def difference_of_presence(first: Values, second: Values) -> Difference:
    """Return the difference in the share of reports in which something is present, by (n,) chances that it is."""
    if not len(first) or not len(second):
        return Difference(wilson(first), wilson(second), None)
    # Agresti and Caffo: to each side a report in which it is present and one in which it is not.
    sizes = np.array([len(first), len(second)]) + 2
    shares = (np.array([first.sum(), second.sum()]) + 1) / sizes
    deviation = float((shares * (1 - shares) / sizes).sum()) ** 0.5
    moved = float(shares[1] - shares[0])
    bounds = _estimate(moved, deviation, np.inf, within=(-1.0, 1.0))
    change = replace(bounds, value=float(second.mean() - first.mean()))
    return Difference(wilson(first), wilson(second), change, float(2 * norm.sf(abs(moved) / deviation)))


def wilson(chances: Values) -> Estimate | None:
    """Return the share of reports in which something is present, with Wilson's interval; None without reports."""
    n = len(chances)
    if not n:
        return None
    share, z = float(chances.mean()), float(norm.isf(LEVEL / 2))
    centre, scale = share + z**2 / (2 * n), 1 + z**2 / n
    margin = z * (share * (1 - share) / n + z**2 / (4 * n**2)) ** 0.5
    return Estimate(share, max((centre - margin) / scale, 0.0), min((centre + margin) / scale, 1.0))


def judged(differences: Sequence[Difference]) -> list[Difference]:
    """Return the differences with their verdicts, corrected for how many there are."""
    known = [one.chance for one in differences if one.chance is not None]
    adjusted = iter(holm(known))
    return [one if one.chance is None else _decided(one, next(adjusted)) for one in differences]


def holm(chances: Sequence[float]) -> list[float]:
    """Return p-values, in the same order, that may each be held against one level (Holm 1979)."""
    order = np.argsort(chances, kind="stable")
    times = len(chances) - np.arange(len(chances))
    stepped = np.minimum(np.maximum.accumulate(np.asarray(chances)[order] * times), 1.0)
    return [float(value) for value in stepped[np.argsort(order, kind="stable")]]


def _decided(one: Difference, adjusted: float) -> Difference:
    assert one.change is not None
    verdict = Verdict.HIGHER if one.change.value > 0 else Verdict.LOWER
    return replace(one, adjusted=adjusted, verdict=verdict if adjusted < LEVEL else Verdict.NOT_SHOWN)


def _estimate(value: float, deviation: float, degrees: float, *, within: tuple[float, float]) -> Estimate:
    if not degrees:
        return Estimate(value, *within)
    margin = deviation * float(t.isf(LEVEL / 2, degrees)) if deviation else 0.0
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
