"""Whether a mechanism is present in a report: a decision on the number of sentences that truly have it.

The rule: what counts is the chance that at least so many sentences have it (`least_passages`, and in a long report
`least_share` of them). From `present_from` the mechanism is present, up to `silent_to` it is silent, and in between it
is weak. `docs/quantification.md` tells how often that is right.
"""

from enum import StrEnum
from typing import Any, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.classify import score_column
from pipeline.codebook import Codebook
from pipeline.decisions.people import BY_PEOPLE
from pipeline.model.score_bins import ScoreBins, bins_from_card
from pipeline.quantify import estimate
from pipeline.settings import SynthesisSettings

Strength = Literal["hoofddraad", "draad", "los eindje", "afwezig"]
# A thread runs through at least a fifth of the reports, and a main thread through at least half of them.
THREAD = 0.2
MAIN_THREAD = 0.5
FEWEST_REPORTS = 2

PRESENCE_SCHEMA = {
    "document": pl.String,
    "mechanisme": pl.String,
    "zinnen": pl.Int64,
    "gecodeerd": pl.Int64,
    "geschat": pl.Float64,
    "ondergrens": pl.Float64,
    "bovengrens": pl.Float64,
    "spreiding": pl.Float64,
    "minstens": pl.Int64,
    "kans": pl.Float64,
    "oordeel": pl.String,
    "zekerheid": pl.Float64,
}

COUNT_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "document": pl.String,
    "mechanisme": pl.String,
    "zinnen": pl.Int64,
    "gecodeerd": pl.Int64,
    "bekend": pl.Int64,
    "bakken": pl.List(pl.Int64),
}

Places = NDArray[np.int64]
Counts = NDArray[np.int64]
Values = NDArray[np.float64]


class Verdict(StrEnum):
    """What is decided of a mechanism in a report, as an analyst reads it."""

    PRESENT = "aanwezig"
    WEAK = "zwak"
    SILENT = "stil"


def score_counts(passages: pl.DataFrame, codebook: Codebook, card: dict[str, Any]) -> pl.DataFrame:
    """Return what is counted per report and mechanism (`COUNT_SCHEMA`), in the order of the codebook.

    ``passages`` are of whole reports, with document, mechanismen, gecodeerd_door and a probability per mechanism;
    ``card`` is that of the model that gave the probabilities. ``bakken`` has how many sentences that nobody coded fall
    in each bin of probabilities; of the others ``bekend`` have the mechanism.
    """
    order = passages.select("document").unique(maintain_order=True).with_row_index("rapport")
    rows = passages.select("document").join(order, on="document", how="left", maintain_order="left")["rapport"]
    bins = bins_from_card(card)
    tables = [
        _counted(passages, rows.to_numpy().astype(np.int64), order, code, bins[code]) for code in codebook.mechanisms
    ]
    return pl.concat([pl.DataFrame(schema=COUNT_SCHEMA), *tables])


def presence(
    counts: pl.DataFrame,
    reports: pl.DataFrame,
    codebook: Codebook,
    card: dict[str, Any],
    settings: SynthesisSettings,
) -> pl.DataFrame:
    """Return one row per report and mechanism (`PRESENCE_SCHEMA`), in the order of the reports and of the codebook.

    ``counts`` are those of `score_counts`: what people coded is known, and only the other sentences are estimated.
    Documents that are not in ``reports`` are left out. A report without sentences is silent on everything.
    """
    order, bins = reports.select("document").with_row_index("rapport"), bins_from_card(card)
    tables = [_of_mechanism(counts, order, code, bins[code], settings) for code in codebook.mechanisms]
    codes = pl.Enum(codebook.mechanisms)
    table = pl.concat([pl.DataFrame(schema={"rapport": pl.UInt32, **PRESENCE_SCHEMA}), *tables])
    return table.sort("rapport", pl.col("mechanisme").cast(codes)).drop("rapport")


def threads(table: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Return one row per mechanism of a table of `presence`: in how many reports it has each verdict, and its strength.

    Columns are code, the verdicts, and ``draad`` (`strength`).
    """
    counts = [(pl.col("oordeel") == verdict).sum().cast(pl.Int64).alias(verdict) for verdict in Verdict]
    found = {row[0]: row[1:] for row in table.group_by("mechanisme").agg(counts).iter_rows()}
    rows = [(code, *found.get(code, (0, 0, 0))) for code in codebook.mechanisms]
    return pl.DataFrame(
        [(*row, strength(row[1], sum(row[1:]))) for row in rows],
        schema={"code": pl.String, **dict.fromkeys(Verdict, pl.Int64), "draad": pl.String},
        orient="row",
    )


def strength(present: int, reports: int) -> Strength:
    """Say what a mechanism that is present in so many of the reports makes: a thread runs through at least two."""
    if not present:
        return "afwezig"
    if present < max(FEWEST_REPORTS, THREAD * reports):
        return "los eindje"
    return "hoofddraad" if present >= MAIN_THREAD * reports else "draad"


def least(sentences: Counts, settings: SynthesisSettings) -> Counts:
    """Return (n,): from how many sentences a mechanism is present in reports with so many sentences."""
    # Rounded first: 0.07 * 100 is a little more than 7.
    shares = np.ceil(np.round(settings.least_share * sentences, 9)).astype(np.int64)
    return np.maximum(settings.least_passages, shares)


def verdicts(chances: Values, settings: SynthesisSettings) -> list[str]:
    """Return the verdict for each of (n,) chances that a mechanism is present."""
    some = np.where(chances >= settings.present_from, Verdict.PRESENT, Verdict.WEAK)
    return [str(verdict) for verdict in np.where(chances <= settings.silent_to, Verdict.SILENT, some)]


def _counted(passages: pl.DataFrame, rows: Places, order: pl.DataFrame, code: str, bins: ScoreBins) -> pl.DataFrame:
    has, by_people = _has(passages, code), passages.select(BY_PEOPLE).to_series().to_numpy()
    flat = rows * bins.size + bins.place(passages[score_column(code)].to_numpy())
    counts = np.bincount(flat[~by_people], minlength=order.height * bins.size).reshape(order.height, bins.size)
    sentences, coded, known = (
        np.bincount(own, minlength=order.height) for own in (rows, rows[has], rows[has & by_people])
    )
    columns = {
        "document": order["document"],
        "mechanisme": [code] * order.height,
        "zinnen": sentences,
        "gecodeerd": coded,
        "bekend": known,
        "bakken": counts.tolist(),
    }
    return pl.DataFrame(columns, schema=COUNT_SCHEMA)


def _of_mechanism(
    counts: pl.DataFrame, order: pl.DataFrame, code: str, bins: ScoreBins, settings: SynthesisSettings
) -> pl.DataFrame:
    own = order.join(counts.filter(mechanisme=code), on="document", how="left", maintain_order="left")
    own = own.with_columns(
        pl.col("zinnen", "gecodeerd", "bekend").fill_null(0), pl.col("bakken").fill_null([0] * bins.size)
    )
    found = estimate(np.array(own["bakken"].to_list(), dtype=np.int64).reshape(-1, bins.size), bins)
    sentences, known = own["zinnen"].to_numpy(), own["bekend"].to_numpy()
    minimum = least(sentences, settings)
    chance = found.at_least(minimum - known)
    low, high = found.interval
    columns = {
        "mechanisme": [code] * order.height,
        "zinnen": sentences,
        "gecodeerd": own["gecodeerd"],
        "geschat": known + found.mean,
        "ondergrens": known + low,
        "bovengrens": known + high,
        "spreiding": found.spread,
        "minstens": minimum,
        "kans": chance,
        "oordeel": verdicts(chance, settings),
        "zekerheid": np.maximum(chance, 1 - chance),
    }
    return order.hstack(pl.DataFrame(columns, schema={name: PRESENCE_SCHEMA[name] for name in columns}))


def _has(passages: pl.DataFrame, code: str) -> NDArray[np.bool_]:
    return passages["mechanismen"].list.contains(code).to_numpy()
