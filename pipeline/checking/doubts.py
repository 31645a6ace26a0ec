"""Codings that a model trained without their document is almost sure are wrong (confident learning).

After Northcutt, Jiang and Chuang (2021): a coding is doubted when the model gives the opposite at least the chance that
it gives it, on average, in passages that have it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.checking.findings import Finding, Kind, finding
from pipeline.codings.find import Located

if TYPE_CHECKING:
    from pipeline.codebook import Codebook
    from pipeline.model.quality import Judged

Matrix = NDArray[np.float64]
Truth = NDArray[np.bool_]


def doubts(judged: "Judged", located: Sequence[Located], codebook: "Codebook", *, most: int) -> list[Finding]:
    """Return at most ``most`` doubts, the surest first; ``located`` are the passages of ``judged``, in any order.

    The chance is what the model leaves for the code that was given: 1 less its probability.
    """
    by_passage = {one.passage: one for one in located}
    places = [by_passage[passage] for passage in judged.passages]
    found = [*_mechanism_doubts(judged, places, codebook), *_role_doubts(judged, places, codebook)]
    return sorted(found, key=lambda one: -(one.chance or 0))[:most]


def _mechanism_doubts(judged: "Judged", places: Sequence[Located], codebook: "Codebook") -> Iterator[Finding]:
    from pipeline.model.classifier import truth

    actual = truth(judged.passages, codebook)
    for code, scores, given in zip(codebook.mechanisms, judged.scores.mechanisms.T, actual.T, strict=True):
        for place in np.flatnonzero(doubted(scores, given)).tolist():
            if given[place]:
                what, advice = f"{code} is gegeven, maar het model herkent het er niet in", f"zonder {code}"
                chance = 1 - scores[place]
            else:
                what, advice = f"{code} is niet gegeven, maar het model herkent het er wel in", f"met {code}"
                chance = scores[place]
            yield finding(Kind.DOUBT, places[place], what, advice, chance=float(chance))


def doubted(scores: Matrix, given: Truth) -> Truth:
    """Return (n,): which of n passages are surely coded otherwise than (n,) ``scores`` say; ``given`` has the code."""
    if given.all() or not given.any():
        return np.zeros(len(given), dtype=bool)
    usual_with, usual_without = scores[given].mean(), scores[~given].mean()
    doubted_with, doubted_without = scores <= usual_without, scores >= usual_with
    wrong: Truth = (given & doubted_with) | (~given & doubted_without)
    return wrong


def _role_doubts(judged: "Judged", places: Sequence[Located], codebook: "Codebook") -> Iterator[Finding]:
    from pipeline.model.classifier import roles_of

    scores, given = judged.scores.roles, roles_of(judged.passages, codebook)
    rows = np.arange(len(scores))
    own = given.argmax(axis=1)
    usual = np.array(
        [column[has].mean() if has.any() else np.inf for column, has in zip(scores.T, given.T, strict=True)]
    )
    likely = np.where((scores >= usual) & ~given, scores, 0.0)
    for place in np.flatnonzero(likely.any(axis=1) & (scores[rows, own] < usual[own])).tolist():
        advice = codebook.roles[int(likely[place].argmax())]
        what = f"de rol is {places[place].passage.role}, maar het model leest er {advice} in"
        chance = float(1 - scores[place, own[place]])
        yield finding(Kind.DOUBT, places[place], what, f"rol {advice}", chance=chance)
