"""What the synthesis is made of: the passages of all reports with their place, and what is known of the reports."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from pipeline.aggregate import SECTION
from pipeline.classify import score_column
from pipeline.codebook import Codebook
from pipeline.decisions.people import as_certain
from pipeline.synthesis.records import Source
from pipeline.synthesis.sources import sources_of

PARTS = 10
_COLUMNS = (
    "passage_id",
    "document",
    "pagina",
    "sectie",
    "passage",
    "ocr",
    "mechanismen",
    "rol",
    "rol_kans",
    "tegenspraak",
    "gecodeerd_door",
)


@dataclass(frozen=True)
class Material:
    """Tables of a run as `tables.build_tables` gives them, and its manifest.

    ``passages`` are all sentences in reading order (`placed`). ``tables`` are the other tables by name.
    """

    codebook: Codebook
    passages: pl.DataFrame
    tables: dict[str, pl.DataFrame]
    manifest: dict[str, Any]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every report that was read, by its path."""
        return sources_of(self.tables["documenten"])

    @cached_property
    def coded(self) -> pl.DataFrame:
        """The passages with at least one mechanism."""
        return self.passages.filter(pl.col("mechanismen").list.len() > 0)

    def with_mechanism(self, code: str) -> pl.DataFrame:
        """The passages that were given a mechanism."""
        return self.coded.filter(pl.col("mechanismen").list.contains(code))


def placed(passages: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Return the columns that a synthesis needs, and where each sentence stands.

    ``deel`` is the tenth of its report (0 to 9), and ``kop`` numbers the stretches under one heading through all
    reports: two sections with the same title are two. What people coded has probabilities of 1 and 0.
    """
    scores = [score_column(code) for code in codebook.mechanisms]
    place = pl.int_range(pl.len()).over("document")
    return as_certain(passages.select(*_COLUMNS, *scores)).with_columns(
        (PARTS * place // pl.len().over("document")).alias("deel"),
        SECTION,
    )
