"""The loop of the codebook as the reports show it: each link counted, set beside chance, and quoted."""

from dataclasses import replace

import polars as pl

from pipeline.codebook import LoopOfSteps, Selection
from pipeline.loops import linked, links_of
from pipeline.synthesis.evidence import quoted
from pipeline.synthesis.loop_claims import loop_claims
from pipeline.synthesis.material import Material
from pipeline.synthesis.records import Evidence, Loop, LoopLink
from pipeline.synthesis.themes import certainty

_QUOTES = 3


def loop(material: Material) -> Loop | None:
    """Return the loop (lus.csv), or None when the codebook has none."""
    steps = material.codebook.lus
    if steps is None:
        return None
    expected = {(first, second): times for first, second, times in material.digest.expected_links.iter_rows()}
    whole = _whole(material.rows.links, steps)
    links = tuple(_link(pair, expected[pair[0].naam, pair[1].naam], whole, material) for pair in links_of(steps))
    closed = tuple(source for source in material.sources.values() if source.document in whole)
    circle = Loop(steps.naam, links, closed, ())
    return replace(circle, claims=loop_claims(circle))


def _whole(found: pl.LazyFrame, steps: LoopOfSteps) -> set[str]:
    """The reports in which every link is found."""
    links = found.group_by("document").agg(pl.struct("van", "naar").n_unique().alias("schakels"))
    return set(links.filter(pl.col("schakels") == len(steps.stap)).collect()["document"])


def _link(pair: tuple[Selection, Selection], expected: float, whole: set[str], material: Material) -> LoopLink:
    first, second = pair[0].naam, pair[1].naam
    found = material.rows.links.filter(van=first, naar=second).select("document", "passage_id", "vervolg_id").collect()
    documents = set(found["document"])
    return LoopLink(
        first=first,
        second=second,
        times=found.height,
        expected=expected,
        reports=tuple(source for source in material.sources.values() if source.document in documents),
        quotes=_quotes(found, whole, material),
    )


def _quotes(found: pl.DataFrame, whole: set[str], material: Material) -> tuple[tuple[Evidence, Evidence], ...]:
    """The surest pairs of sentences that can be read at a glance, each of another report as long as that goes.

    Reports in which the loop is whole come first.
    """
    own = _pairs(found, material)
    surest = own.sort("past", "samen", "passage_id", descending=[True, True, False])
    nth = pl.int_range(pl.len()).over("document").alias("rang")
    marked = surest.with_columns(nth, pl.col("document").is_in(list(whole)).alias("rond"))
    ranked = marked.sort("past", "rang", "rond", descending=[True, False, True], maintain_order=True)
    best = ranked.head(_QUOTES)
    rows = {row["passage_id"]: row for row in _rated(material, best).collect().iter_rows(named=True)}
    pairs = best.select("passage_id", "vervolg_id").iter_rows()
    return tuple(
        (quoted(rows[first], material.sources), quoted(rows[second], material.sources)) for first, second in pairs
    )


def _pairs(found: pl.DataFrame, material: Material) -> pl.DataFrame:
    """Every found pair with whether both sentences can be quoted (``past``) and how sure both are (``samen``)."""
    rated = _rated(material, found).select("passage_id", "sterkte", "past").collect(engine="streaming")
    second = rated.rename({"passage_id": "vervolg_id", "sterkte": "vervolg_sterkte", "past": "vervolg_past"})
    both = (
        found.select("document", "passage_id", "vervolg_id").join(rated, on="passage_id").join(second, on="vervolg_id")
    )
    return both.with_columns(
        pl.col("past") & pl.col("vervolg_past"), (pl.col("sterkte") * pl.col("vervolg_sterkte")).alias("samen")
    )


def _rated(material: Material, pairs: pl.DataFrame) -> pl.LazyFrame:
    """The passages of these pairs with their likeliest mechanism's probability as ``sterkte``."""
    return linked(material.linked, pairs).with_columns(certainty(material.codebook).alias("sterkte"))
