"""What more passages are likely to bring, by the power law through the points, and whether such a forecast holds."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.learning_curve.points import Key, Points
from pipeline.learning_curve.power_law import PowerLaws
from pipeline.model.bootstrap import Values, interval

MORE = (100, 500, 1000)

GAIN_SCHEMA: dict[str, type[pl.DataType]] = {
    "maat": pl.String,
    "soort": pl.String,
    "code": pl.String,
    "passages": pl.Int64,
    "nu": pl.Float64,
    **{f"winst_{more}{bound}": pl.Float64 for more in MORE for bound in ("", "_ondergrens", "_bovengrens")},
    "plafond": pl.Float64,
    "voorspeld": pl.Float64,
    "gemeten": pl.Float64,
    "ernaast": pl.Float64,
    "ernaast_ondergrens": pl.Float64,
    "ernaast_bovengrens": pl.Float64,
}


@dataclass(frozen=True)
class Curve:
    """One measure of one code: (p,) ``sizes`` and ``documents``, the (1, p) values found, and (d, p) that might be."""

    sizes: Values
    documents: NDArray[np.int64]
    found: Values
    others: Values

    @classmethod
    def of(cls, points: Points, key: Key, *, seed: int) -> "Curve":
        """Take in both which documents were measured on and, as noise, which were drawn to learn from.

        The noise is as large as the draws of one size lie apart, and smaller as the size is larger (by its square
        root).
        """
        values = points.values[key]
        drawn = values[1:][~np.isnan(values[1:]).any(axis=1)]
        noise = np.random.default_rng(seed).normal(size=drawn.shape) * _spread(points, values[0])
        return cls(points.sizes, points.documents, values[:1], drawn + noise / np.sqrt(points.sizes))

    @property
    def largest(self) -> NDArray[np.bool_]:
        """Which points learnt from all documents."""
        return np.asarray(self.documents == self.documents.max())

    def without_largest(self) -> "Curve":
        """The curve as it was known before the largest size was tried."""
        kept = ~self.largest
        return Curve(self.sizes[kept], self.documents[kept], self.found[:, kept], self.others[:, kept])

    def laws(self) -> tuple[PowerLaws, PowerLaws]:
        """The law through the points, and those through what the points might have been."""
        return PowerLaws.fit(self.sizes, self.found), PowerLaws.fit(self.sizes, self.others)


def gains(points: Points, *, seed: int) -> pl.DataFrame:
    """Return per measure and code what it is worth now, and what more passages add, with 95 % interval (`GAIN_SCHEMA`).

    ``voorspeld`` is what the points up to half of the documents forecast for all of them, ``ernaast`` how far that lies
    from what was ``gemeten``, with its interval.
    """
    rows = [_row(key, Curve.of(points, key, seed=seed)) for key in points.values]
    return pl.DataFrame(rows, schema=GAIN_SCHEMA)


def _row(key: Key, curve: Curve) -> dict[str, object]:
    size = float(curve.sizes.max())
    law, others = curve.laws()
    row: dict[str, object] = dict(zip(("maat", "soort", "code"), key, strict=True))
    row |= {"passages": int(size), "nu": float(curve.found[0, curve.largest].mean()), "plafond": float(law.ceiling[0])}
    for more in MORE:
        low, high = interval(others.gain(size, more))
        name = f"winst_{more}"
        row |= {name: float(law.gain(size, more)[0]), f"{name}_ondergrens": low, f"{name}_bovengrens": high}
    return row | _forecast(curve, size)


def _forecast(curve: Curve, size: float) -> dict[str, object]:
    law, others = curve.without_largest().laws()
    measured = float(curve.found[0, curve.largest].mean())
    forecast = float(law.at(size)[0])
    low, high = interval(others.at(size) - curve.others[:, curve.largest].mean(axis=1))
    beside: dict[str, object] = {"ernaast": forecast - measured, "ernaast_ondergrens": low, "ernaast_bovengrens": high}
    return {"voorspeld": forecast, "gemeten": measured} | beside


def _spread(points: Points, values: Values) -> float:
    """The standard deviation of a point times the square root of its size, pooled over sizes drawn more than once."""
    squares, freedom = 0.0, 0
    for documents in np.unique(points.documents):
        same = points.documents == documents
        squares += float(np.square(values[same] - values[same].mean()) @ points.sizes[same])
        freedom += int(same.sum()) - 1
    return float(np.sqrt(squares / freedom)) if freedom else 0.0
