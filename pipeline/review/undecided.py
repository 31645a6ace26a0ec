"""Which passages are still to be asked of a coder."""

from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.codings import CodedPassage, Decision
from pipeline.codings.read import newest
from pipeline.review.material import Material

Rows = NDArray[np.int64]


def asked(material: Material, coder: str) -> list[CodedPassage]:
    """Return the last decisions of ``coder``, but for those withdrawn; without a coder those of everybody.

    To skip is to decide; what was withdrawn is open again.
    """
    return [
        decision
        for decision in newest(material.history)
        if decision.decision is not Decision.WITHDRAWN and (not coder or decision.coder == coder)
    ]


def undecided(material: Material, coder: str) -> Rows:
    """Return the rows of the passages that ``coder`` did not decide on, in reading order."""
    decided = {decision.passage_key for decision in asked(material, coder)}
    texts = pl.Series([text for _, text, _ in decided], dtype=pl.String)
    is_open = np.ones(material.passages.height, dtype=bool)
    known = np.flatnonzero(material.passages["passage"].is_in(texts.implode()).to_numpy())  # few of very many
    is_open[known] = [not _held(key, decided) for key in keys(material.passages[known])]
    return np.flatnonzero(is_open)


def keys(passages: pl.DataFrame) -> Iterable[tuple[str, str, str]]:
    """Return the `CodedPassage.passage_key` of every passage."""
    return zip(passages["document"], passages["passage"], passages["passage_id"], strict=True)


def once(passages: pl.DataFrame, rows: Rows, known: Sequence[str]) -> Rows:
    """Return those of ``rows`` with a text that comes for the first time and is not among ``known``.

    Capitals, spaces and numbers make no other text: forms and tables repeat one sentence a hundred times.
    """
    plain = _plain(passages["passage"].gather(rows))
    fresh = plain.is_first_distinct() & ~plain.is_in(_plain(pl.Series(known, dtype=pl.String)).implode())
    return np.asarray(rows[fresh.to_numpy()], dtype=np.int64)


def _held(key: tuple[str, str, str], decided: set[tuple[str, str, str]]) -> bool:
    """A decision that was taken elsewhere may not know the id of its passage."""
    return key in decided or (*key[:2], "") in decided


def _plain(texts: pl.Series) -> pl.Series:
    return texts.str.to_lowercase().str.replace_all(r"\d+", "0").str.replace_all(r"[^\p{L}0]+", " ").str.strip_chars()
