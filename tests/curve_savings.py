"""How many passages a learning curve saves beside that of coding at random, with what the seeds leave uncertain."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import curve_fit
from sklearn.isotonic import IsotonicRegression

MEASURES = ("average precision", "F1")
AT_LEAST = 500  # random passages: below that quality is mostly luck
FROM = 300  # passages from which a power law is fitted
RESAMPLES = 500

Curve = NDArray[np.float64]  # (steps, 3): passages, and the two measures
Curves = Mapping[str, Curve]  # per way (seeds, steps, 3), coding at random first
Values = NDArray[np.float64]


def smooth(points: Curve, measure: int) -> Values:
    """Return the (steps,) values of a measure made to rise: the nearest curve that never falls, by least squares."""
    return np.asarray(IsotonicRegression().fit_transform(points[:, 0], points[:, measure]), dtype=np.float64)


def needed(points: Curve, measure: int, goal: float) -> float:
    """Return how many passages a curve needs for a value; infinite when it does not get there."""
    values = smooth(points, measure)
    if values[-1] < goal:
        return float("inf")
    after = int(np.argmax(values >= goal))
    if after == 0:
        return float(points[0, 0])
    return float(np.interp(goal, values[after - 1 : after + 1], points[after - 1 : after + 1, 0]))


def share_at(size: float) -> Callable[[Curve, Curve, int], float]:
    """Return what gives the passages that a curve needs for the quality of ``size`` random ones, as a share of them."""

    def share(random: Curve, other: Curve, measure: int) -> float:
        goal = float(np.interp(size, random[:, 0], smooth(random, measure)))
        return needed(other, measure, goal) / size

    return share


def share_overall(random: Curve, other: Curve, measure: int) -> float:
    """Return the share over all sizes: both curves are one power law, but a passage of the other counts for more.

    Quality after n passages is ``top - gap * (n / share) ** -rate``, with a share of 1 for coding at random.
    """
    both = [points[points[:, 0] >= FROM] for points in (random, other)]
    sizes, values = (np.concatenate([points[:, column] for points in both]) for column in (0, measure))
    is_other = np.repeat([0.0, 1.0], [len(points) for points in both])

    def law(sizes: Values, top: float, gap: float, rate: float, log_share: float) -> Values:
        return np.asarray(top - gap * (sizes / 1000 / np.exp(log_share * is_other)) ** -rate)

    bounds = ([0, 0, 0.05, -3], [1, 1, 3, 3])
    found, _ = curve_fit(law, sizes, values, p0=(min(values.max() + 0.05, 1), 0.1, 0.5, 0), bounds=bounds)
    return float(np.exp(found[3]))


def savings(found: Curves) -> str:
    """Return a Markdown table: the share of the passages that each way needs for the quality of random ones.

    From the mean curves; behind it, in brackets, the middle 90 % when the seeds are drawn again.
    """
    random, others = next(iter(found.values())), list(found.items())[1:]
    lines = ["| measure | random | its quality | " + " | ".join(name for name, _ in others) + " |"]
    lines.append("| --- " * (3 + len(others)) + "|")
    for measure, name in enumerate(MEASURES, start=1):
        mean = random.mean(axis=0)
        for size, quality in zip(mean[:, 0], smooth(mean, measure), strict=True):
            if size >= AT_LEAST:
                cells = [_cell(share_at(size), random, other, measure) for _, other in others]
                lines.append(f"| {name} | {size:.0f} | {quality:.3f} | " + " | ".join(cells) + " |")
        cells = [_cell(share_overall, random, other, measure) for _, other in others]
        lines.append(f"| {name} | all, by a power law | | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(share: Callable[[Curve, Curve, int], float], random: Curve, other: Curve, measure: int) -> str:
    rng, seeds = np.random.default_rng(1), len(random)
    draws = [rng.integers(seeds, size=seeds) for _ in range(RESAMPLES if seeds > 1 else 0)]
    shares = sorted(share(random[draw].mean(axis=0), other[draw].mean(axis=0), measure) for draw in draws)
    middle = _text(share(random.mean(axis=0), other.mean(axis=0), measure))
    if not shares:
        return middle
    low, high = shares[len(shares) // 20], shares[-1 - len(shares) // 20]
    return f"{middle} ({_text(low)} - {_text(high)})"


def _text(value: float) -> str:
    return f"{value:.0%}" if np.isfinite(value) else "not reached"
