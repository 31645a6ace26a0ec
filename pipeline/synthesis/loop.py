"""The loop of the codebook: where one step is followed by the next within a few sentences.

A link is a sentence that a step selects, followed within the same section by a sentence that the next step selects, at
most `WITHIN` sentences on; one sentence may be both. That is nearness, not proof of a cause: hence the number that
chance would give beside it, and the quotes.
"""

from dataclasses import replace

import polars as pl

from pipeline.codebook import LoopOfSteps, Selection
from pipeline.synthesis.evidence import FITS, quoted
from pipeline.synthesis.loop_claims import loop_claims
from pipeline.synthesis.material import Material
from pipeline.synthesis.records import WITHIN, Evidence, Loop, LoopLink
from pipeline.synthesis.selection import selects
from pipeline.synthesis.themes import certainty

_QUOTES = 3


def loop(material: Material) -> Loop | None:
    """Return the loop of the codebook as the reports show it, or None when the codebook has none."""
    steps = material.codebook.lus
    if steps is None:
        return None
    marked = _marked(material, steps)
    after = [*range(1, len(steps.stap)), 0]
    links = tuple(_link(marked, steps.stap[i], steps.stap[j], (i, j), material) for i, j in enumerate(after))
    reports = set.intersection(*({source.document for source in link.reports} for link in links))
    closed = tuple(source for source in material.sources.values() if source.document in reports)
    circle = Loop(steps.naam, links, closed, ())
    return replace(circle, claims=loop_claims(circle))


def _marked(material: Material, steps: LoopOfSteps) -> pl.DataFrame:
    """All sentences with a column per step (``stap_0``, ``stap_1``, ...), and how sure their likeliest mechanism is."""
    marks = (selects(step).alias(f"stap_{i}") for i, step in enumerate(steps.stap))
    return material.passages.with_columns(certainty(material.codebook).alias("sterkte"), *marks).with_row_index("rij")


def _link(
    marked: pl.DataFrame, first: Selection, second: Selection, places: tuple[int, int], material: Material
) -> LoopLink:
    here, there = (pl.col(f"stap_{i}") for i in places)
    found = marked.select("rij", "document", here.alias("hier"), _distance(there).alias("afstand")).filter(
        pl.col("hier") & pl.col("afstand").is_not_null()
    )
    counts = marked.group_by("document").agg(here.sum().alias("eerste"), there.mean().alias("tweede"))
    by_chance = pl.col("eerste") * (1 - (1 - pl.col("tweede")) ** (WITHIN + 1))
    documents = set(found["document"])
    return LoopLink(
        first=first.naam,
        second=second.naam,
        times=found.height,
        expected=float(counts.select(by_chance.sum()).item() or 0.0),
        reports=tuple(source for source in material.sources.values() if source.document in documents),
        quotes=_quotes(marked, found, material),
    )


def _distance(there: pl.Expr) -> pl.Expr:
    """How many sentences on the next step stands under the same heading; null when not within reach."""
    steps = (
        pl.when(there.shift(-distance) & (pl.col("kop").shift(-distance) == pl.col("kop"))).then(pl.lit(distance))
        for distance in range(WITHIN + 1)
    )
    return pl.coalesce(*steps)


def _quotes(marked: pl.DataFrame, found: pl.DataFrame, material: Material) -> tuple[tuple[Evidence, Evidence], ...]:
    """The surest pairs of sentences that can be read at a glance, each of another report as long as that goes."""
    firsts = found.join(marked.drop("document"), on="rij", how="left", maintain_order="left")
    seconds = marked[(found["rij"] + found["afstand"]).to_list()]
    both = pl.DataFrame(
        {
            "eerste": firsts["rij"],
            "tweede": seconds["rij"],
            "document": firsts["document"],
            "past": firsts.select(FITS).to_series() & seconds.select(FITS).to_series(),
            "samen": firsts["sterkte"] * seconds["sterkte"],
        }
    ).sort("past", "samen", "eerste", descending=[True, True, False])
    rank = pl.int_range(pl.len()).over("document")
    best = both.with_columns(rank.alias("rang")).sort("past", "rang", descending=[True, False], maintain_order=True)
    return tuple(
        (
            quoted(marked.row(first, named=True), material.sources),
            quoted(marked.row(second, named=True), material.sources),
        )
        for first, second in best.head(_QUOTES).select("eerste", "tweede").iter_rows()
    )
