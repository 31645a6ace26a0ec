"""How well the terms of the codebook find passages that say that something goes well.

`python -m pipeline.evaluation.contradiction` prints it for our codebook and the passages that were coded for it.
"""

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline import show
from pipeline.codebook import Tegenspraak, load_codebook
from pipeline.contradiction import going_well
from pipeline.errors import PassageFileError
from pipeline.evaluation.markdown import markdown_table, with_interval
from pipeline.model.bootstrap import interval, resample
from pipeline.settings import PROJECT, Settings
from pipeline.spreadsheet import read_csv

CODED = PROJECT / "corpus" / "tegenspraak.csv"
_COLUMNS = ("text", "document", "tegenspraak", "gewicht", "helft")

CONTRADICTION_SCHEMA = {
    "helft": pl.String,
    "passages": pl.Int64,
    "tegenspraak": pl.Int64,
    "gevonden": pl.Int64,
    "aandeel": pl.Float64,
    "precisie": pl.Float64,
    "precisie_ondergrens": pl.Float64,
    "precisie_bovengrens": pl.Float64,
    "recall": pl.Float64,
    "recall_ondergrens": pl.Float64,
    "recall_bovengrens": pl.Float64,
}

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]


def contradiction_quality(path: Path, terms: Tegenspraak, *, seed: int = 1) -> pl.DataFrame:
    """Return precision and recall per half of the coded passages, with 95 % intervals (`CONTRADICTION_SCHEMA`).

    A passage counts ``gewicht`` times: for how many coded passages of the corpus it stands. ``aandeel`` is the part of
    those that a person called counter-evidence. Documents are drawn again for the intervals (cluster bootstrap). A rate
    without passages to take it over is NaN. Raises PassageFileError when a column is missing.
    """
    header, rows = read_csv(path)
    missing = [name for name in _COLUMNS if name not in header]
    if missing:
        raise PassageFileError(f"{path}: no column {', '.join(missing)}; the columns are {', '.join(_COLUMNS)}")
    cells = [row for _, row in rows]
    halves = sorted({row["helft"] for row in cells})
    per_half = [_measured([row for row in cells if row["helft"] == half], terms, seed=seed) for half in halves]
    return pl.DataFrame(per_half, schema=CONTRADICTION_SCHEMA)


def _measured(rows: list[dict[str, str]], terms: Tegenspraak, *, seed: int) -> dict[str, str | int | float]:
    given = np.array([row["tegenspraak"] == "ja" for row in rows])
    found = np.array(going_well([row["text"] for row in rows], terms))
    weight = np.array([float(row["gewicht"].replace(",", ".")) for row in rows])
    counts = {"passages": len(rows), "tegenspraak": int(given.sum()), "gevonden": int(found.sum())}
    share = float(weight @ given / weight.sum())
    drawn = resample([row["document"] for row in rows], seed=seed) * weight
    rates: dict[str, float] = {}
    for name, of in (("precisie", found), ("recall", given)):
        low, high = interval(_rates(given & found, of, drawn))
        value = float(_rates(given & found, of, weight))
        rates |= {name: value, f"{name}_ondergrens": low, f"{name}_bovengrens": high}
    return {"helft": rows[0]["helft"], **counts, "aandeel": share, **rates}


def _rates(right: Marks, of: Marks, weights: Numbers) -> Numbers:
    """Return per row of ``weights`` (..., n) which part of ``of`` is right; NaN where there is nothing of it."""
    total = weights @ of
    return np.where(total > 0, weights @ right / np.where(total > 0, total, 1), np.nan)


def _report() -> str:
    table = contradiction_quality(CODED, load_codebook(Settings().codebook).tegenspraak)
    for name in ("precisie", "recall"):
        bounds = (f"{name}_ondergrens", f"{name}_bovengrens")
        table = table.with_columns(with_interval(name, *bounds)).drop(bounds)
    return markdown_table(table)


if __name__ == "__main__":
    show.line(_report())
