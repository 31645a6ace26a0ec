"""Passages that teach the model most: uncertain ones, rare codes first, varied and spread over reports."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.classify import role_score_column, score_column
from pipeline.codebook import Codebook
from pipeline.codings.read import in_force
from pipeline.errors import ModelError
from pipeline.review.material import Material
from pipeline.review.undecided import Rows, once
from pipeline.review.variety import Candidates, varied

_SHORTLIST = 5_000  # so many of the most useful passages: of these a picked one is to tell most
_SHORTLIST_EACH = 20  # and at least so many for each that is asked for


def teaching(
    material: Material, rows: Rows, codes: Sequence[str], *, count: int, beside: Sequence[int] = ()
) -> list[int]:
    """Return at most ``count`` of ``rows``, the one that teaches most about ``codes`` first.

    What anybody coded has taught the model already: a sentence like it, or like a row of ``beside``, is left out.
    """
    coded = [passage.text for passage in in_force(material.history)]
    coded += material.passages["passage"].gather(list(beside)).to_list()
    rows = once(material.passages, rows, coded)
    useful = usefulness(material.passages[rows], material.codebook, codes, material.manifest["model_card"]["counts"])
    order = np.argsort(-useful, kind="stable")
    size, picked = max(_SHORTLIST, _SHORTLIST_EACH * count), list[int]()
    for start in range(0, len(rows), size):  # one round is enough unless nearly all are alike
        shortlist = order[start : start + size]
        taken = [material.passages["passage"][row] for row in picked]
        places = _varied(material, rows[shortlist], useful[shortlist], [*coded, *taken], count - len(picked))
        picked += rows[shortlist][places].tolist()
        if len(picked) >= count:
            break
    return picked


def usefulness(
    passages: pl.DataFrame, codebook: Codebook, codes: Sequence[str], counts: Mapping[str, int]
) -> NDArray[np.float64]:
    """Return (n,): how uncertain the model is of ``codes``, of which ``counts`` passages were coded; rare ones first.

    A probability p leaves a standard deviation of sqrt(p (1 - p)) in what a coder will say. These are added up over the
    codes, each over the root of its count.
    """
    columns = [score_column(code) if code in codebook.mechanisms else role_score_column(code) for code in codes]
    scores = passages.select(columns).to_numpy()
    doubt = np.sqrt(np.clip(scores * (1 - scores), 0, None))
    return np.asarray(doubt @ (1 / np.sqrt([counts.get(code, 0) + 1.0 for code in codes])), dtype=np.float64)


def _varied(material: Material, rows: Rows, useful: NDArray[np.float64], coded: Sequence[str], count: int) -> list[int]:
    passages = material.passages[rows]
    candidates = Candidates(passages["passage"].to_list(), passages["document"].to_list(), useful)
    try:
        return varied(candidates, coded, material.codebook, count=count)
    except ModelError:  # no words, no variety
        return list(range(min(count, len(rows))))
