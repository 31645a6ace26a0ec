"""Which passages a selection of the codebook means."""

import re
from collections.abc import Sequence
from typing import TypeVar

import polars as pl

from pipeline.codebook import Selection

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)


def selected(passages: Frame, selection: Selection) -> Frame:
    """Return the passages that have the mechanism, the role and one of the terms of a selection, as far as given."""
    for part in _parts(selection):  # the cheap ones first: terms are looked for in what is left
        passages = passages.filter(part)
    return passages


def selects(selection: Selection) -> pl.Expr:
    """Return whether a passage is `selected`."""
    return pl.all_horizontal(_parts(selection))


def term_pattern(terms: Sequence[str]) -> str:
    """Return a pattern (Rust regex) for whole words and phrases, whatever their case; '*' is the rest of a word."""
    return f"(?i)(?:{'|'.join(map(_bounded, terms))})"


def _bounded(term: str) -> str:
    """A pattern for a term that does not begin or end within a word; 'a.i.' ends by itself."""
    pattern = re.escape(term).replace(r"\*", r"[\w'’-]*").replace(r"\ ", r"\s+")
    start, end = (r"\b" if edge.isalnum() or edge == "*" else "" for edge in (term[0], term[-1]))
    return f"{start}{pattern}{end}"


def _parts(selection: Selection) -> list[pl.Expr]:
    parts = []
    if selection.mechanisme:
        parts.append(pl.col("mechanismen").list.contains(selection.mechanisme))
    if selection.rol:
        parts.append(pl.col("rol") == selection.rol)
    if selection.termen:
        parts.append(pl.col("passage").str.contains(term_pattern(selection.termen)))
    return parts
