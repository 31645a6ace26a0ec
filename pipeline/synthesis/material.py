"""What the synthesis is made of: the passages with a mechanism, what adds up of the others, and the tables."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import polars as pl

from pipeline.codebook import Codebook
from pipeline.decisions.people import as_certain
from pipeline.digest import Digest, Rows
from pipeline.synthesis.records import Source
from pipeline.synthesis.sources import sources_of
from pipeline.synthesis.words import word_counts


@dataclass(frozen=True)
class Material:
    """What is known of the passages, the tables of a run as `tables.build_results` gives them, and its manifest."""

    codebook: Codebook
    digest: Digest
    rows: Rows
    tables: dict[str, pl.DataFrame]
    manifest: dict[str, Any]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every report that was read, by its path."""
        return sources_of(self.tables["documenten"])

    @cached_property
    def coded(self) -> pl.LazyFrame:
        """The passages with at least one mechanism, in reading order; what people coded is certain."""
        return as_certain(self.rows.coded)

    @cached_property
    def linked(self) -> pl.LazyFrame:
        """The passages on either side of a link of the loop; what people coded is certain."""
        return as_certain(self.rows.linked)

    @cached_property
    def usual_words(self) -> Counter[str]:
        """How often each word stands in a draw from all sentences."""
        return word_counts(self.digest.background["passage"].to_list())

    @cached_property
    def found(self) -> dict[str, int]:
        """How many passages have a mechanism, by its code; under the empty code those with any."""
        counts = self.tables["documenten"]
        return {"": int(counts["passages"].sum()), **{c: int(counts[c].sum()) for c in self.codebook.mechanisms}}

    @cached_property
    def with_mechanism(self) -> Callable[[str], pl.DataFrame]:
        """Gives the passages with a mechanism by its code; those of the last one asked for are held."""
        return lru_cache(maxsize=1)(self._with_mechanism)

    def _with_mechanism(self, code: str) -> pl.DataFrame:
        return self.coded.filter(pl.col("mechanismen").list.contains(code)).collect(engine="streaming")
