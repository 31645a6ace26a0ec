"""Which reports and passages are shown when there are too many to show them all."""

import polars as pl

from pipeline.classify import SCORE_PREFIX
from pipeline.decisions.people import BY_PEOPLE
from pipeline.synthesis.records import Synthesis

_WEIGHTS = {"aanwezig": 3, "zwak": 1, "stil": 0}


def most_telling(synthesis: Synthesis, most: int) -> list[int]:
    """Return the places of at most so many reports, in their order: those with most mechanisms, then the longest."""
    sources = synthesis.sources
    said = [0] * len(sources)
    for thread in synthesis.threads:
        for place, cell in enumerate(thread.cells):
            said[place] += _WEIGHTS.get(cell.verdict, 0)
    ranked = sorted(range(len(sources)), key=lambda place: (-said[place], -sources[place].sentences, place))
    return sorted(ranked[:most])


def surest(passages: pl.DataFrame | pl.LazyFrame, most: int) -> pl.DataFrame:
    """Return at most so many passages, in their order: those with the highest probability of any mechanism.

    What people coded is certain.
    """
    certainty = pl.max_horizontal(pl.col(f"^{SCORE_PREFIX}.*$"), BY_PEOPLE.cast(pl.Float64))
    weighed = passages.lazy().select(certainty.alias("zekerheid")).collect(engine="streaming").with_row_index("rij")
    best = weighed.sort("zekerheid", "rij", descending=[True, False]).head(most)["rij"]
    return passages.lazy().with_row_index("rij").filter(pl.col("rij").is_in(best.implode())).drop("rij").collect()
