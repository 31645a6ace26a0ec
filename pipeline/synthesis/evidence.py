"""Quotes: the strongest passages, from as many different reports as there are."""

from collections.abc import Mapping
from typing import Any, TypeVar

import polars as pl

from pipeline import aggregate
from pipeline.synthesis.records import Evidence, Source

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)


def strongest(
    passages: pl.DataFrame | pl.LazyFrame, score: pl.Expr, sources: Mapping[str, Source], limit: int
) -> tuple[Evidence, ...]:
    """Return the passages that `aggregate.strongest` gives, as evidence."""
    return tuple(quoted(row, sources) for row in aggregate.strongest(passages, score, limit).iter_rows(named=True))


def supporting(passages: Frame) -> Frame:
    """Return the passages without those that say that it goes well or was solved, unless these are all there are."""
    against = pl.col("tegenspraak")
    return passages.filter(~against | against.all())


def quoted(row: Mapping[str, Any], sources: Mapping[str, Source]) -> Evidence:
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
        coders=tuple(row.get("gecodeerd_door") or ()),
    )
