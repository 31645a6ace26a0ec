"""How sure a difference must be before it is called one, also when many are tested at once."""

from collections.abc import Sequence

import numpy as np

LEVEL = 0.05  # the chance that an interval leaves out what it should hold


def holm(chances: Sequence[float]) -> list[float]:
    """Return p-values, in the same order, that may each be held against one level (Holm 1979)."""
    order = np.argsort(chances, kind="stable")
    times = len(chances) - np.arange(len(chances))
    stepped = np.minimum(np.maximum.accumulate(np.asarray(chances)[order] * times), 1.0)
    return [float(value) for value in stepped[np.argsort(order, kind="stable")]]
