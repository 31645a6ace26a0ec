"""Quotes: the strongest passages, from as many different reports as there are."""

from collections.abc import Collection, Mapping

import polars as pl

from pipeline.synthesis.records import Evidence, Source

# A quote must say something by itself, be a whole sentence, and still be read at a glance.
FITS = pl.col("passage").str.len_chars().is_between(50, 350) & pl.col("passage").str.contains(r"^[‘“'\"]?\p{Lu}.*[.!]$")


def strongest(
    passages: pl.DataFrame,
    score: pl.Expr,
    sources: Mapping[str, Source],
    limit: int,
    *,
    leave_out: Collection[str] = (),
) -> tuple[Evidence, ...]:
    """Return at most ``limit`` passages with the highest ``score``, each of another report as long as that goes.

    Passages whose id is in ``leave_out`` were quoted already. The strongest comes first; the id breaks ties.
    """
    kept = passages.filter(~pl.col("passage_id").is_in(list(leave_out))) if leave_out else passages
    ranked = kept.with_columns(score.alias("sterkte")).sort(
        FITS, "sterkte", "passage_id", descending=[True, True, False]
    )
    nth = pl.int_range(pl.len()).over("document").alias("rang")
    spread = ranked.with_columns(nth).sort(FITS, "rang", descending=[True, False], maintain_order=True)
    best = spread.head(limit).sort("sterkte", "passage_id", descending=[True, False])
    return tuple(quoted(row, sources) for row in best.iter_rows(named=True))


def supporting(passages: pl.DataFrame) -> pl.DataFrame:
    """Return the passages without those that say that it goes well or was solved, unless these are all there are."""
    kept = passages.filter(~pl.col("tegenspraak"))
    return passages if kept.is_empty() else kept


def quoted(row: Mapping[str, object], sources: Mapping[str, Source]) -> Evidence:
    """Return a row of the passages, with its score in ``sterkte``, as evidence."""
    return Evidence(
        passage_id=str(row["passage_id"]),
        source=sources[str(row["document"])],
        page=int(str(row["pagina"])),
        section=str(row["sectie"]),
        text=str(row["passage"]),
        role=str(row["rol"]),
        score=float(str(row["sterkte"])),
        by_ocr=bool(row["ocr"]),
    )
