"""Mechanisms that stand under the same heading more often than chance would have it."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from pipeline.classify import score_column
from pipeline.synthesis.evidence import strongest, supporting
from pipeline.synthesis.material import Material
from pipeline.synthesis.records import Evidence, Pair

# Fifteen pairs are tested at once for six mechanisms: one in a hundred by chance is one in seven for all of them.
_RULED_OUT = 0.01
_QUOTES = 2


def pairs(material: Material) -> tuple[Pair, ...]:
    """Return every pair of mechanisms (samenhang.csv, by section); those that are real with quotes that name both."""
    return tuple(_pair(row, material) for row in material.tables["samenhang"].iter_rows(named=True))


def rules_out_chance(row: Mapping[str, Any]) -> bool:
    """Whether a row of samenhang.csv has more sections with both mechanisms than chance can explain."""
    return row["sectie_kans"] is not None and row["sectie_kans"] < _RULED_OUT


def _pair(row: Mapping[str, Any], material: Material) -> Pair:
    first, second, chance = row["code_a"], row["code_b"], row["sectie_kans"]
    real = rules_out_chance(row)
    return Pair(
        first=first,
        second=second,
        together=row["sectie_samen"],
        expected=row["sectie_verwacht"],
        lift=row["sectie_lift"],
        chance=1.0 if chance is None else chance,
        real=real,
        quotes=_quotes(first, second, material) if real else (),
    )


def _quotes(first: str, second: str, material: Material) -> tuple[Evidence, ...]:
    both = pl.all_horizontal(pl.col("mechanismen").list.contains(code) for code in (first, second))
    score = pl.min_horizontal(score_column(first), score_column(second))
    return strongest(supporting(material.coded.filter(both)), score, material.sources, _QUOTES)
