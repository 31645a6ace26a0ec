"""What differs in the share of reports in which something is present.

A report drawn at random, and then whether something is present in it, gives a binomial number: no draws are needed. The
intervals hold with few reports too: Wilson's (1927) for one side and Agresti & Caffo's (2000) for the difference.
"""

from dataclasses import replace

import numpy as np
from scipy.special import ndtr, ndtri

from pipeline.comparison.change import Values, bounded
from pipeline.comparison.level import LEVEL
from pipeline.comparison.records import Difference
from pipeline.synthesis.records import Estimate


def difference_of_presence(first: Values, second: Values) -> Difference:
    """Return the difference in the share of reports in which something is present, by (n,) chances that it is."""
    if not len(first) or not len(second):
        return Difference(wilson(first), wilson(second), None)
    # Agresti and Caffo: to each side a report in which it is present and one in which it is not.
    sizes = np.array([len(first), len(second)]) + 2
    shares = (np.array([first.sum(), second.sum()]) + 1) / sizes
    deviation = float((shares * (1 - shares) / sizes).sum()) ** 0.5
    moved = float(shares[1] - shares[0])
    bounds = bounded(moved, deviation, np.inf, within=(-1.0, 1.0))
    change = replace(bounds, value=float(second.mean() - first.mean()))
    return Difference(wilson(first), wilson(second), change, float(2 * ndtr(-abs(moved) / deviation)))


def wilson(chances: Values) -> Estimate | None:
    """Return the share of reports in which something is present, with Wilson's interval; None without reports."""
    n = len(chances)
    if not n:
        return None
    share, z = float(chances.mean()), float(-ndtri(LEVEL / 2))
    centre, scale = share + z**2 / (2 * n), 1 + z**2 / n
    margin = z * (share * (1 - share) / n + z**2 / (4 * n**2)) ** 0.5
    return Estimate(share, max((centre - margin) / scale, 0.0), min((centre + margin) / scale, 1.0))
