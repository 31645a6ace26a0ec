"""A selection of the codebook -> an expression that is true for the passages it means."""

import re
from collections.abc import Sequence

import polars as pl

from pipeline.codebook import Selection


def selects(selection: Selection) -> pl.Expr:
    """Return whether a passage has the mechanism, the role and one of the terms of a selection, as far as given."""
    wanted = [
        pl.col("mechanismen").list.contains(selection.mechanisme) if selection.mechanisme else None,
        pl.col("rol") == selection.rol if selection.rol else None,
        pl.col("passage").str.contains(term_pattern(selection.termen)) if selection.termen else None,
    ]
    return pl.all_horizontal([part for part in wanted if part is not None])


def term_pattern(terms: Sequence[str]) -> str:
    """Return a pattern (Rust regex) for whole words and phrases, whatever their case; '*' is the rest of a word."""
    patterns = (re.escape(term).replace(r"\*", r"[\w'’-]*").replace(r"\ ", r"\s+") for term in terms)
    return rf"(?i)\b(?:{'|'.join(patterns)})\b"
