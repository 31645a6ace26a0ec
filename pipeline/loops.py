"""The loop of the codebook in the text: every place where one of its steps is followed by the next.

A link is a sentence that a step selects, followed under the same heading by a sentence that the next step selects, at
most `WITHIN` sentences on; one sentence may be both. That is nearness, not proof of a cause: hence the number that
chance would give beside it.
"""

from collections.abc import Iterator
from typing import TypeVar

import polars as pl

from pipeline.aggregate import SECTION
from pipeline.codebook import Codebook, LoopOfSteps, Selection
from pipeline.selection import selects

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)
# How many sentences apart two steps may stand.
WITHIN = 3
LINK_SCHEMA = {
    "van": pl.String,
    "naar": pl.String,
    "document": pl.String,
    "pagina": pl.Int64,
    "passage": pl.String,
    "vervolg_pagina": pl.Int64,
    "vervolg": pl.String,
    "link": pl.String,
    "passage_id": pl.String,
    "vervolg_id": pl.String,
}
_EXPECTED_SCHEMA = {"van": pl.String, "naar": pl.String, "verwacht": pl.Float64}


def loop_links(passages: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Return one row per link that the text shows, with both sentences (`LINK_SCHEMA`), in the order of the loop."""
    steps = codebook.lus
    if steps is None:
        return pl.DataFrame(schema=LINK_SCHEMA)
    marked = _marked(passages, steps)
    return pl.concat([pl.DataFrame(schema=LINK_SCHEMA), *(_links(marked, *link) for link in links_of(steps))])


def expected_links(passages: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Return per link (``van``, ``naar``) how many there would be if the second step stood anywhere in the same report.

    ``passages`` are of whole reports; what is expected (``verwacht``) of several groups of reports adds up. A first
    step near the end of what stands under its heading has fewer sentences within reach.
    """
    steps = codebook.lus
    if steps is None:
        return pl.DataFrame(schema=_EXPECTED_SCHEMA)
    marked = _marked(passages, steps)
    rows = [(first.naam, second.naam, _by_chance(marked, first, second)) for first, second in links_of(steps)]
    return pl.DataFrame(rows, schema=_EXPECTED_SCHEMA, orient="row")


def linked(passages: Frame, links: pl.DataFrame) -> Frame:
    """Return the passages that are either side of a link, in their order."""
    return passages.filter(pl.col("passage_id").is_in(pl.concat([links["passage_id"], links["vervolg_id"]]).implode()))


def links_of(steps: LoopOfSteps) -> Iterator[tuple[Selection, Selection]]:
    """Return every step with the next one; after the last comes the first."""
    return zip(steps.stap, (*steps.stap[1:], steps.stap[0]), strict=True)


def _marked(passages: pl.DataFrame, steps: LoopOfSteps) -> pl.DataFrame:
    """The sentences in their order with a column per step that says whether it selects them."""
    return passages.with_columns(SECTION, *(selects(step).alias(f"stap {step.naam}") for step in steps.stap))


def _links(marked: pl.DataFrame, first: Selection, second: Selection) -> pl.DataFrame:
    here, there = pl.col(f"stap {first.naam}"), pl.col(f"stap {second.naam}")
    found = marked.with_row_index("rij").with_columns(_distance(there).alias("afstand"))
    found = found.filter(here & pl.col("afstand").is_not_null())
    following = marked[(found["rij"] + found["afstand"]).to_list()]
    names = [pl.lit(first.naam).alias("van"), pl.lit(second.naam).alias("naar")]
    after = following.select(
        pl.col("pagina").alias("vervolg_pagina"),
        pl.col("passage").alias("vervolg"),
        pl.col("passage_id").alias("vervolg_id"),
    )
    return pl.concat([found, after], how="horizontal").with_columns(names).select(*LINK_SCHEMA)


def _distance(there: pl.Expr) -> pl.Expr:
    """How many sentences on, under the same heading, the next step stands; null when out of reach."""
    return pl.coalesce(
        pl.when(there.shift(-distance) & (pl.col("kop").shift(-distance) == pl.col("kop"))).then(pl.lit(distance))
        for distance in range(WITHIN + 1)
    )


def _by_chance(marked: pl.DataFrame, first: Selection, second: Selection) -> float:
    here, there = pl.col(f"stap {first.naam}"), pl.col(f"stap {second.naam}")
    left = (pl.len() - pl.int_range(pl.len())).over("kop")  # sentences under the heading, this one included
    chances = marked.select(
        here.alias("eerste"),
        there.mean().over("document").alias("tweede"),
        pl.min_horizontal(left, WITHIN + 1).alias("bereik"),
    ).filter("eerste")
    return float(chances.select((1 - (1 - pl.col("tweede")) ** pl.col("bereik")).sum()).item())
