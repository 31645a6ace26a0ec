"""Ways of counting the sentences that have a code, side by side on reports of which the number is known."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.codebook import Codebook
from pipeline.evaluation.samples import Rows, samples
from pipeline.model.quality import Column, Judged, columns
from pipeline.model.score_bins import ScoreBins
from pipeline.model.training import divide
from pipeline.presence import least, verdicts
from pipeline.quantify import estimate
from pipeline.settings import SynthesisSettings

OURS = "weighed shares"
_STEPS, _SETTLED = 200, 1e-6  # of the EM algorithm: at most so many, and when to stop

_SCHEMA = {
    "protocol": pl.String,
    "method": pl.String,
    "size": pl.Int64,
    "true": pl.Int64,
    "found": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "enough": pl.Boolean,
    "verdict": pl.String,
}


@dataclass(frozen=True)
class _Known:
    """What documents that are not measured on say of the errors of a code."""

    bins: ScoreBins
    hits: float
    false_hits: float
    share: float

    @classmethod
    def of(cls, column: Column, documents: NDArray[np.str_], rows: Rows) -> "_Known":
        positive, decided = column.positive[rows], column.decided[rows]
        bins = ScoreBins.of(column.score[rows], positive, documents[rows].tolist())
        hits, false_hits = (float((decided & group).sum() / max(group.sum(), 1)) for group in (positive, ~positive))
        return cls(bins, hits, false_hits, float(positive.mean()))


def measure(
    judged: Judged, unseen: Judged | None, codebook: Codebook, settings: SynthesisSettings, *, seed: int
) -> pl.DataFrame:
    """Return one row per report, mechanism and method: the number that is true and the one found, with its interval.

    Reports are put together (`samples`) from the documents of each fold of ``judged`` with what the other folds teach,
    or from ``unseen`` with what all of ``judged`` teaches; nothing is taught of a code that no passage or every passage
    has. Only our own method gives an interval and a verdict.
    """
    parts = _folds(judged, codebook) if unseen is None else _apart(judged, unseen, codebook)
    tables = [
        _of_part(column, documents, rows, known, settings, seed=seed + place)
        for place, (column, documents, rows, known) in enumerate(parts)
        if 0 < known.share < 1
    ]
    return pl.concat([pl.DataFrame(schema=_SCHEMA), *tables])


def counts(measured: pl.DataFrame) -> pl.DataFrame:
    """Return the mean absolute error and bias per protocol and method, in sentences per 100.

    ``covered`` is how often the interval holds the true number, ``width`` its mean width per 100 sentences.
    """
    apart = 100 * (pl.col("found") - pl.col("true")) / pl.col("size")
    table = measured.group_by("protocol", "method", maintain_order=True).agg(
        pl.len().alias("reports"),
        apart.abs().mean().alias("error"),
        apart.mean().alias("bias"),
        pl.col("true").is_between(pl.col("low"), pl.col("high")).mean().alias("covered"),
        (100 * (pl.col("high") - pl.col("low")) / pl.col("size")).mean().alias("width"),
    )
    return table.sort("protocol", maintain_order=True)


def verdict_table(measured: pl.DataFrame) -> pl.DataFrame:
    """Return per protocol and verdict how many reports got it, and in which share of them the mechanism is present."""
    return (
        measured.drop_nulls("verdict")
        .group_by("protocol", "verdict", maintain_order=True)
        .agg(pl.len().alias("reports"), pl.col("enough").mean().alias("truly present"))
        .sort("protocol", "verdict")
    )


_Part = tuple[Column, NDArray[np.str_], Rows, _Known]


def _mechanisms(judged: Judged, codebook: Codebook) -> list[Column]:
    return [column for column in columns(judged, codebook) if column.kind == "mechanisme"]


def _folds(judged: Judged, codebook: Codebook) -> Iterator[_Part]:
    documents, folds = np.array(judged.documents), divide(judged.passages)
    for column in _mechanisms(judged, codebook):
        for fold in np.unique(folds):
            known = _Known.of(column, documents, np.flatnonzero(folds != fold))
            yield column, documents, np.flatnonzero(folds == fold), known


def _apart(judged: Judged, unseen: Judged, codebook: Codebook) -> Iterator[_Part]:
    learnt, documents = np.array(judged.documents), np.array(unseen.documents)
    pairs = zip(_mechanisms(judged, codebook), _mechanisms(unseen, codebook), strict=True)
    for before, column in pairs:
        known = _Known.of(before, learnt, np.arange(len(learnt)))
        yield column, documents, np.arange(len(documents)), known


def _of_part(
    column: Column, documents: NDArray[np.str_], rows: Rows, known: _Known, settings: SynthesisSettings, *, seed: int
) -> pl.DataFrame:
    protocols, reports = zip(*samples(column, documents, rows, seed=seed), strict=True)
    sizes = np.array([len(report) for report in reports])
    true = np.array([column.positive[report].sum() for report in reports])
    shared = {"protocol": protocols, "size": sizes, "true": true, "enough": true >= least(sizes, settings)}
    others = [
        pl.DataFrame(shared | {"method": [name] * len(sizes), "found": [count(column, r, known) for r in reports]})
        for name, count in _METHODS.items()
    ]
    ours = pl.DataFrame(shared | _ours(column, reports, known, settings))
    return pl.concat([*others, ours], how="diagonal_relaxed").select(
        pl.col(name).cast(dtype) for name, dtype in _SCHEMA.items()
    )


def _ours(column: Column, reports: tuple[Rows, ...], known: _Known, settings: SynthesisSettings) -> dict[str, object]:
    bins = known.bins
    places = [bins.place(column.score[report]) for report in reports]
    found = estimate(np.array([np.bincount(place, minlength=bins.size) for place in places]), bins)
    low, high = found.interval
    chances = found.at_least(least(found.sentences, settings))
    names = {"method": [OURS] * len(reports), "verdict": verdicts(chances, settings)}
    return {**names, "found": found.mean, "low": low, "high": high}


def _plain(column: Column, report: Rows, known: _Known) -> float:
    return float(column.decided[report].sum())


def _adjusted(column: Column, report: Rows, known: _Known) -> float:
    """Rogan & Gladen 1978."""
    apart = known.hits - known.false_hits
    share = (column.decided[report].mean() - known.false_hits) / apart if apart > 0 else known.share
    return float(np.clip(share, 0, 1) * len(report))


def _summed(column: Column, report: Rows, known: _Known) -> float:
    return float(column.score[report].sum())


def _likeliest(column: Column, report: Rows, known: _Known) -> float:
    """Saerens, Latinne & Decaestecker 2002: probabilities for the share of the report itself, found by EM."""
    share, scores = known.share, column.score[report]
    for _ in range(_STEPS):
        true, false = scores * share / known.share, (1 - scores) * (1 - share) / (1 - known.share)
        before, share = share, float((true / (true + false)).mean())
        if abs(share - before) < _SETTLED:
            break
    return share * len(report)


_METHODS: dict[str, Callable[[Column, Rows, _Known], float]] = {
    "plain count": _plain,
    "adjusted count": _adjusted,
    "sum of probabilities": _summed,
    "likeliest share (EM)": _likeliest,
}
