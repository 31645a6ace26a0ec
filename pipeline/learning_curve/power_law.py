"""Inverse power laws through the points of learning curves: quality = a - b * n^-c (Figueroa et al. 2012)."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

# From nearly a logarithm to as fast as an error shrinks that is the mean over passages; between them lies what is
# found in practice. Without the bounds a few points fit almost anything.
_EXPONENTS = np.linspace(0.05, 1.0, 39)
_FEWEST_SIZES = 3


@dataclass(frozen=True)
class PowerLaws:
    """d curves, each field (d,): ``ceiling`` is what endlessly many passages would give, at most 1.

    ``scale`` (at least 0) and ``exponent`` say how far below it and how fast upward.
    """

    ceiling: Values
    scale: Values
    exponent: Values

    @classmethod
    def fit(cls, sizes: Values, values: Values) -> Self:
        """Fit each row of (d, p) values at (p,) sizes by least squares; a point counts as much as its size (Figueroa).

        Given the exponent the rest is linear and has one best answer, so that no start has to be guessed. Raises
        ValueError for fewer than three different sizes.
        """
        if len(np.unique(sizes)) < _FEWEST_SIZES:
            raise ValueError(f"found {len(np.unique(sizes))} sizes; a curve needs {_FEWEST_SIZES}")
        weights = sizes / sizes.sum()
        fits = [_linear((sizes / sizes.max()) ** -exponent, values, weights) for exponent in _EXPONENTS]
        ceilings, scales, errors = (np.stack(parts) for parts in zip(*fits, strict=True))
        best, rows = errors.argmin(axis=0), np.arange(len(values))
        exponents = _EXPONENTS[best]
        return cls(ceilings[best, rows], scales[best, rows] * sizes.max() ** exponents, exponents)

    def at(self, size: float) -> Values:
        """Return (d,): the quality of each curve at this size."""
        return np.asarray(self.ceiling - self.scale * size**-self.exponent)

    def gain(self, size: float, more: float) -> Values:
        """Return (d,): what ``more`` passages beyond ``size`` add."""
        return self.at(size + more) - self.at(size)


def _linear(below: Values, values: Values, weights: Values) -> tuple[Values, Values, Values]:
    """Return ceilings, scales and squared errors (d,) of values = ceiling - scale * ``below``.

    More passages never make it worse (scale of at least 0) and nothing is better than 1: where the best answer is out
    of these bounds, the best within them lies on the bound that it broke.
    """
    mean, level = values @ weights, below @ weights
    apart = below - level
    scale = -((values - mean[:, None]) @ (weights * apart)) / (weights @ apart**2)
    scale = np.maximum(scale, 0)
    ceiling = mean + scale * level
    capped = ceiling > 1
    scale = np.where(capped, np.maximum((1 - values) @ (weights * below) / (weights @ below**2), 0), scale)
    ceiling = np.where(capped, 1.0, ceiling)
    errors = np.square(values - ceiling[:, None] + scale[:, None] * below) @ weights
    return ceiling, scale, errors
