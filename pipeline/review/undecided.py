"""Which passages are still to be asked of a coder."""

from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.codings import CodedPassage, Decision
from pipeline.codings.identity import PassageKey, identities
from pipeline.codings.read import newest
from pipeline.codings.records import tidy
from pipeline.review.material import Material

Rows = NDArray[np.int64]


def asked(material: Material, coder: str) -> list[CodedPassage]:
    """Return the last decisions of ``coder``, but for those withdrawn; without a coder those of everybody.

    To skip is to decide; what was withdrawn is open again, and so is what a split of its code reopened.
    """
    return [
        decision
        for decision in newest(material.history)
        if decision.decision not in (Decision.WITHDRAWN, Decision.REOPENED) and (not coder or decision.coder == coder)
    ]


def undecided(material: Material, coder: str) -> Rows:
    """Return the rows of the passages that ``coder`` did not decide on, in reading order."""
    decided = asked(material, coder)
    texts = pl.Series([decision.text for decision in decided], dtype=pl.String)
    known = np.flatnonzero(material.passages["passage"].is_in(texts.implode()).to_numpy())  # few of very many
    here = list(keys(material.passages[known]))
    same = identities((decision.passage_key for decision in material.history), here)
    closed = {same[decision.passage_key] for decision in decided}
    is_open = np.ones(material.passages.height, dtype=bool)
    is_open[known] = [same[key] not in closed for key in here]
    return np.flatnonzero(is_open)


def keys(passages: pl.DataFrame) -> Iterable[PassageKey]:
    """Return the `CodedPassage.passage_key` of every passage."""
    documents = {name: tidy(name) for name in passages["document"].unique()}
    columns = passages.select("document", "passage", "passage_id").iter_rows()
    return ((documents[document], tidy(text), identity) for document, text, identity in columns)


def once(passages: pl.DataFrame, rows: Rows, known: Sequence[str]) -> Rows:
    """Return those of ``rows`` with a text that comes for the first time and is not among ``known``.

    Capitals, spaces and numbers make no other text: forms and tables repeat one sentence a hundred times.
    """
    plain = _plain(passages["passage"].gather(rows))
    fresh = plain.is_first_distinct() & ~plain.is_in(_plain(pl.Series(known, dtype=pl.String)).implode())
    return np.asarray(rows[fresh.to_numpy()], dtype=np.int64)


def _plain(texts: pl.Series) -> pl.Series:
    return texts.str.to_lowercase().str.replace_all(r"\d+", "0").str.replace_all(r"[^\p{L}0]+", " ").str.strip_chars()
