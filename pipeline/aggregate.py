"""Coded passages -> the tables that an analyst reads. Column names are Dutch: they are what she sees.

Every function takes plain tables and gives a plain table, sorted, so that the same passages give the same bytes.
``passages`` has one row per sentence: the columns of `coding.passages_table`. ``reports`` has one row per report
that was read.
"""

from typing import Literal, TypeVar

import numpy as np
import polars as pl

from pipeline.classify import score_column
from pipeline.codebook import Codebook
from pipeline.selection import selected

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)
Engine = Literal["streaming", "in-memory"]

QUOTES = 3
PARTS = 10
# A stretch under one heading: two with the same text are two, for passages come in reading order.
SECTION = pl.struct("document", "sectie").rle_id().alias("kop")
# A quote must say something by itself, be a whole sentence, and still be read at a glance.
_WHOLE = pl.col("passage").str.contains(r"^[‘“'\"]?\p{Lu}.*[.!]$")
FITS = (pl.col("passage").str.len_chars().is_between(50, 350) & _WHOLE).alias("past")


def coded(passages: Frame) -> Frame:
    """Return the passages with at least one mechanism."""
    return passages.filter(pl.col("mechanismen").list.len() > 0)


def document_counts(passages: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """One row per document with sentences: their number, and in how many there is a mechanism, each of them, a role."""
    return passages.group_by("document", maintain_order=True).agg(
        pl.len().alias("zinnen"),
        (pl.col("mechanismen").list.len() > 0).sum().alias("passages"),
        *(_has(code).sum().alias(code) for code in codebook.mechanisms),
        *(_coded_as(role).sum().alias(role) for role in codebook.roles),
    )


def documents(counts: pl.DataFrame, reports: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """One row per report: per mechanism the number of passages and the number per 100 sentences, and roles counted.

    ``counts`` are those of `document_counts`.
    """
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


def threads(passages: pl.DataFrame | pl.LazyFrame, reports: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """One row per mechanism: its spread over reports and passages, its roles, and its three strongest quotes."""
    all_coded = coded(passages.lazy())
    total = all_coded.select(pl.len()).collect(engine="streaming").item()
    rows = []
    for code in codebook.mechanisms:
        own = all_coded.filter(_has(code))
        roles = {role: (pl.col("rol") == role).sum().alias(role) for role in codebook.roles}
        counted = own.select(pl.col("document").n_unique(), pl.len().alias("passages"), *roles.values())
        counts = counted.collect(engine="streaming").row(0, named=True)
        spread = {
            "code": code,
            "naam": codebook.name(code),
            "documenten": counts["document"],
            "documenten_aandeel": counts["document"] / max(reports.height, 1),
            "passages": counts["passages"],
            "passages_aandeel": counts["passages"] / max(total, 1),
        }
        rows.append(spread | {role: counts[role] for role in roles} | _quotes(own, code))
    return pl.DataFrame(rows)


def with_themes(passages: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Add to coded passages a column per theme of the codebook (`theme_column`): whether it is named."""
    numbered, named = passages.with_row_index("rij"), []
    for number, theme in enumerate(codebook.thema):
        is_named = np.zeros(passages.height, dtype=np.bool_)
        is_named[selected(numbered, theme)["rij"].to_numpy()] = True
        named.append(pl.Series(theme_column(number), is_named))
    return passages.with_columns(named)


def theme_column(number: int) -> str:
    """Return the column for a theme by its place in the codebook, from 0."""
    return f"thema {number}"


def themes(passages: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """One row per theme of the codebook, in its order: in how many coded passages and documents it is named.

    ``passages`` are the coded ones, as `with_themes` gives them.
    """
    rows = []
    for number, theme in enumerate(codebook.thema):
        own = passages.filter(theme_column(number))["document"]
        rows.append((theme.naam, theme.mechanisme, theme.rol, own.n_unique(), own.len()))
    columns = {
        "thema": pl.String,
        "mechanisme": pl.String,
        "rol": pl.String,
        "documenten": pl.Int64,
        "passages": pl.Int64,
    }
    return pl.DataFrame(rows, schema=columns, orient="row")


def organisations(passages: pl.DataFrame) -> pl.DataFrame:
    """One row per organisation and mechanism: in how many coded passages and documents the two stand together."""
    return (
        coded(passages)
        .explode("organisaties")
        .drop_nulls("organisaties")
        .explode("mechanismen")
        .group_by(pl.col("organisaties").alias("organisatie"), pl.col("mechanismen").alias("mechanisme"))
        .agg(
            pl.col("passage_id").n_unique().cast(pl.Int64).alias("passages"),
            pl.col("document").n_unique().cast(pl.Int64).alias("documenten"),
        )
    )


def most_named(organisations: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Return the organisations that are named most first, each with its mechanisms in the order of the codebook."""
    return organisations.sort(
        pl.col("passages").sum().over("organisatie"),
        "organisatie",
        pl.col("mechanisme").cast(pl.Enum(codebook.mechanisms)),
        descending=[True, False, False],
    )


def tenths(passages: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """One row per report and tenth of it (``tiende deel``, 0 to 9): its sentences, and per mechanism the passages.

    ``passages`` are of whole reports, in reading order; a tenth without sentences has no row.
    """
    place, length = pl.int_range(pl.len()).over("document"), pl.len().over("document")
    return (
        passages.select("document", "mechanismen", (PARTS * place // length).alias("tiende deel"))
        .group_by("document", "tiende deel", maintain_order=True)
        .agg(pl.len().alias("zinnen"), *(_has(code).sum().alias(code) for code in codebook.mechanisms))
    )


def drawn(passages: Frame, most: int) -> Frame:
    """Return at most so many passages, drawn as by lot: those with the lowest ids, which are hashes.

    Of passages that are put together, what is drawn from what was drawn is what would be drawn from all.
    """
    return passages.sort("passage_id").head(most)


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


def strongest(passages: pl.DataFrame | pl.LazyFrame, score: pl.Expr, limit: int) -> pl.DataFrame:
    """Return at most ``limit`` passages with the highest ``score`` (as ``sterkte``), the strongest first.

    They are of different documents as long as that goes, and whole sentences that can be read at a glance (``past``,
    as `FITS` says) as long as there are any; the id breaks ties. Texts of others than these are never read.
    """
    engine: Engine = "streaming" if isinstance(passages, pl.LazyFrame) else "in-memory"
    scored = passages.lazy().with_columns(score.alias("sterkte"))
    weighed = scored.select("passage_id", "document", "sterkte", "past").collect(engine=engine)
    ranked = weighed.sort("past", "sterkte", "passage_id", descending=[True, True, False])
    nth = pl.int_range(pl.len()).over("document").alias("rang")
    spread = ranked.with_columns(nth).sort("past", "rang", descending=[True, False], maintain_order=True)
    best = spread.head(limit).select(
        "passage_id", "document"
    )  # of two reports that share an id by chance the right one
    found = scored.filter(pl.col("passage_id").is_in(best["passage_id"].implode())).collect(engine=engine)
    return found.join(best, on=best.columns, how="semi").sort("sterkte", "passage_id", descending=[True, False])


def _quotes(own: pl.LazyFrame, code: str) -> dict[str, str]:
    """The strongest passages with their links, leaving out those that name the mechanism as going well."""
    best = strongest(own.filter(~pl.col("tegenspraak")), pl.col(score_column(code)), QUOTES)
    quotes = dict.fromkeys(
        (f"{name}_{number}" for number in range(1, QUOTES + 1) for name in ("citaat", "citaat_link")), ""
    )
    for number, row in enumerate(best.iter_rows(named=True), start=1):
        quotes |= {f"citaat_{number}": row["passage"], f"citaat_link_{number}": row["link"]}
    return quotes
