"""Coded passages -> the tables that an analyst reads. Column names are Dutch: they are what she sees.

Every function takes plain tables and gives a plain table, sorted, so that the same passages give the same bytes.
``passages`` has one row per sentence: the columns of `coding.passages_table`. ``reports`` has one row per report
that was read.
"""

from itertools import combinations

import polars as pl
from scipy.special import ndtr

from pipeline.classify import score_column
from pipeline.codebook import Codebook
from pipeline.selection import selected

QUOTES = 3
# A quote must say something by itself, be a whole sentence, and still be read at a glance.
FITS = pl.col("passage").str.len_chars().is_between(50, 350) & pl.col("passage").str.contains(r"^[‘“'\"]?\p{Lu}.*[.!]$")
# Two stretches under headings with the same text are two sections: passages come in reading order.
_SECTION = pl.struct("document", "sectie").rle_id().alias("kop")
_UNITS = {"zin": ["document", "passage_id"], "sectie": ["document", "kop"], "document": ["document"]}


def coded(passages: pl.DataFrame) -> pl.DataFrame:
    """Return the passages with at least one mechanism."""
    return passages.filter(pl.col("mechanismen").list.len() > 0)


def documents(passages: pl.DataFrame, reports: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """One row per report: per mechanism the number of passages and the number per 100 sentences, and roles counted."""
    counts = passages.group_by("document").agg(
        pl.len().alias("zinnen"),
        (pl.col("mechanismen").list.len() > 0).sum().alias("passages"),
        *(_has(code).sum().alias(code) for code in codebook.mechanisms),
        *(_coded_as(role).sum().alias(role) for role in codebook.roles),
    )
    names = ["zinnen", "passages", *codebook.mechanisms, *codebook.roles]
    table = reports.select("document", "titel", "paginas").join(
        counts, on="document", how="left", maintain_order="left"
    )
    table = table.with_columns(pl.col(names).fill_null(0).cast(pl.Int64)).with_columns(
        (100 * pl.col(code) / pl.col("zinnen")).fill_nan(0.0).alias(f"{code}_per_100_zinnen")
        for code in codebook.mechanisms
    )
    shares = [name for code in codebook.mechanisms for name in (code, f"{code}_per_100_zinnen")]
    return table.with_columns(_strongest(codebook)).select(
        "document", "titel", "paginas", "zinnen", "passages", *shares, "sterkste_mechanisme", *codebook.roles
    )


def threads(passages: pl.DataFrame, reports: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """One row per mechanism: its spread over reports and passages, its roles, and its three strongest quotes."""
    all_coded = coded(passages)
    rows = []
    for code in codebook.mechanisms:
        own = all_coded.filter(_has(code))
        spread = {
            "code": code,
            "naam": codebook.name(code),
            "documenten": own["document"].n_unique(),
            "documenten_aandeel": own["document"].n_unique() / max(reports.height, 1),
            "passages": own.height,
            "passages_aandeel": own.height / max(all_coded.height, 1),
        }
        roles = {role: own.filter(pl.col("rol") == role).height for role in codebook.roles}
        rows.append(spread | roles | _quotes(own, code))
    return pl.DataFrame(rows)


def cooccurrence(passages: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """One row per pair of mechanisms: how often together in a sentence, a section and a document, and by chance.

    A section is a stretch under one heading. ``verwacht`` is the number of units with both if the two were independent
    (n_a * n_b / n): of documents among all documents, of sentences and sections within each document, so that a pair
    does not stand out because some documents are full of both. ``lift`` is the number found over the number expected,
    null where nothing is expected; ``sectie_kans`` is how likely so many sections, or more, are by chance (one-sided
    test of Mantel and Haenszel, 1959, with continuity correction), null where chance leaves no room.
    """
    units = {unit: _per_unit(passages, columns, codebook) for unit, columns in _UNITS.items()}
    rows = []
    for first, second in combinations(codebook.mechanisms, 2):
        row: dict[str, str | int | float | None] = {"code_a": first, "code_b": second}
        for unit, table in units.items():
            found = _together(table, first, second, strata=None if unit == "document" else "document")
            row |= {f"{unit}_{name}": value for name, value in found.items()}
        rows.append(row)
    return pl.DataFrame(rows, schema=_cooccurrence_schema(), orient="row")


def themes(passages: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """One row per theme of the codebook, in its order: in how many coded passages and documents it is named."""
    all_coded = coded(passages)
    rows = []
    for theme in codebook.thema:
        own = selected(all_coded, theme)
        rows.append((theme.naam, theme.mechanisme, theme.rol, own["document"].n_unique(), own.height))
    columns = {
        "thema": pl.String,
        "mechanisme": pl.String,
        "rol": pl.String,
        "documenten": pl.Int64,
        "passages": pl.Int64,
    }
    return pl.DataFrame(rows, schema=columns, orient="row")


def organisations(passages: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """One row per organisation and mechanism: in how many coded passages and documents the two stand together."""
    order = pl.Enum(codebook.mechanisms)
    return (
        coded(passages)
        .explode("organisaties")
        .drop_nulls("organisaties")
        .explode("mechanismen")
        .group_by(pl.col("organisaties").alias("organisatie"), pl.col("mechanismen").cast(order).alias("mechanisme"))
        .agg(
            pl.col("passage_id").n_unique().cast(pl.Int64).alias("passages"),
            pl.col("document").n_unique().cast(pl.Int64).alias("documenten"),
        )
        .sort(
            pl.col("passages").sum().over("organisatie"), "organisatie", "mechanisme", descending=[True, False, False]
        )
        .with_columns(pl.col("mechanisme").cast(pl.String))
    )


def _has(code: str) -> pl.Expr:
    return pl.col("mechanismen").list.contains(code)


def _coded_as(role: str) -> pl.Expr:
    """Roles are counted over coded passages: what a sentence without a mechanism does is not the question."""
    return (pl.col("mechanismen").list.len() > 0) & (pl.col("rol") == role)


def _strongest(codebook: Codebook) -> pl.Expr:
    """The mechanism with most passages; the first of the codebook when two are equal, empty when there are none."""
    highest = pl.max_horizontal(codebook.mechanisms)
    choice = pl.when(highest == 0).then(pl.lit(""))
    for code in codebook.mechanisms:
        choice = choice.when(pl.col(code) == highest).then(pl.lit(code))  # type: ignore[assignment]
    return choice.otherwise(pl.lit("")).alias("sterkste_mechanisme")


def strongest(passages: pl.DataFrame, score: pl.Expr, limit: int) -> pl.DataFrame:
    """Return at most ``limit`` passages with the highest ``score`` (as ``sterkte``), the strongest first.

    They are of different documents as long as that goes, and whole sentences that can be read at a glance (`FITS`) as
    long as there are any; the id breaks ties.
    """
    ranked = passages.with_columns(score.alias("sterkte")).sort(
        FITS, "sterkte", "passage_id", descending=[True, True, False]
    )
    nth = pl.int_range(pl.len()).over("document").alias("rang")
    spread = ranked.with_columns(nth).sort(FITS, "rang", descending=[True, False], maintain_order=True)
    return spread.head(limit).sort("sterkte", "passage_id", descending=[True, False])


def _quotes(own: pl.DataFrame, code: str) -> dict[str, str]:
    """The strongest passages with their links, leaving out those that name the mechanism as going well."""
    best = strongest(own.filter(~pl.col("tegenspraak")), pl.col(score_column(code)), QUOTES)
    quotes = dict.fromkeys(
        (f"{name}_{number}" for number in range(1, QUOTES + 1) for name in ("citaat", "citaat_link")), ""
    )
    for number, row in enumerate(best.iter_rows(named=True), start=1):
        quotes |= {f"citaat_{number}": row["passage"], f"citaat_link_{number}": row["link"]}
    return quotes


def _per_unit(passages: pl.DataFrame, columns: list[str], codebook: Codebook) -> pl.DataFrame:
    """Per sentence, section or document whether each mechanism occurs in it."""
    placed = passages.select("passage_id", "document", "mechanismen", _SECTION)
    return placed.group_by(columns).agg(_has(code).any().alias(code) for code in codebook.mechanisms)


def _together(units: pl.DataFrame, first: str, second: str, *, strata: str | None) -> dict[str, int | float | None]:
    """Count the units with both, and what chance makes of them within each stratum (hypergeometric)."""
    n, a, b = (pl.len().cast(pl.Float64), *(pl.col(code).sum().cast(pl.Float64) for code in (first, second)))
    grouped = units.group_by(strata or pl.lit(0).alias("alles")).agg(
        (pl.col(first) & pl.col(second)).sum().alias("samen"),
        (a * b / n).alias("verwacht"),
        pl.when(n > 1).then(a * b * (n - a) * (n - b) / (n * n * (n - 1))).otherwise(0.0).alias("variantie"),
    )
    together, expected, variance = (float(grouped[name].sum()) for name in ("samen", "verwacht", "variantie"))
    chance = float(ndtr((expected - together + 0.5) / variance**0.5)) if variance > 0 else None
    lift = together / expected if expected else None
    return {"samen": int(together), "verwacht": expected, "lift": lift, "kans": chance}


def _cooccurrence_schema() -> dict[str, type[pl.DataType]]:
    measures = {"samen": pl.Int64, "verwacht": pl.Float64, "lift": pl.Float64, "kans": pl.Float64}
    columns = {f"{unit}_{name}": dtype for unit in _UNITS for name, dtype in measures.items()}
    return {"code_a": pl.String, "code_b": pl.String, **columns}
