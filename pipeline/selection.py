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
    """Return a pattern (Rust regex) found in a text that has one of these as whole words, whatever their case.

    '*' is the rest of a word, of which what is found may leave out the end.
    """
    return f"(?i)(?:{'|'.join(map(_bounded, terms))})"


def _bounded(term: str) -> str:
    """A pattern for a term that does not begin or end within a word; 'a.i.' ends by itself.

    A star behind a letter takes whatever follows, so that nothing is asked of it: that is a fifth of the work.
    """
    start = _edge(term[0])
    if term.endswith("*") and term[-2:-1].isalpha():
        return start + _plain(term[:-1])
    return start + _plain(term) + _edge(term[-1])


def _edge(letter: str) -> str:
    return r"\b" if letter.isalnum() or letter == "*" else ""


def _plain(term: str) -> str:
    return re.escape(term).replace(r"\*", r"[\w'’-]*").replace(r"\ ", r"\s+")


def _parts(selection: Selection) -> list[pl.Expr]:
    parts = []
    if selection.mechanisme:
        parts.append(pl.col("mechanismen").list.contains(selection.mechanisme))
    if selection.rol:
        parts.append(pl.col("rol") == selection.rol)
    if selection.termen:
        parts.append(pl.col("passage").str.contains(term_pattern(selection.termen)))
    return parts
