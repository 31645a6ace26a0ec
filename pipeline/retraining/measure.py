"""Two models on the same passages: per code what the one and the other are worth, and whether chance may explain it.

Intervals and p-values (``kans``, two-sided) are by drawing documents with replacement, the same draw for both models:
what both find hard drops out of the difference.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.model.bootstrap import Values, average_precisions, chance, f1s, interval, resample
from pipeline.model.classifier import Decisions, Scores
from pipeline.model.quality import Judged, columns

ALL = "alle documenten"
CHANGED = "documenten met nieuwe coderingen"
REST = "overige documenten"
MEAN = "gemiddeld"

# Drawing from fewer documents than this says little about others.
FEWEST_DOCUMENTS = 10

_MEASURES = ("f1", "ap")
_FIGURES = ("voor", "na", "verschil", "ondergrens", "bovengrens", "kans")
# So many that a p-value is small enough to stand after the correction for ten codes.
_RESAMPLES = 1000
TABLE_SCHEMA: dict[str, type[pl.DataType]] = {
    "deel": pl.String,
    "documenten": pl.Int64,
    "soort": pl.String,
    "code": pl.String,
    "aantal": pl.Int64,
    "nieuw": pl.Int64,
    **{f"{measure}_{figure}": pl.Float64 for measure in _MEASURES for figure in _FIGURES},
}


@dataclass(frozen=True)
class _Pair:
    """One measure of both models: (1 + draws,) values, first as it is and then for each draw of documents."""

    before: Values
    after: Values

    def cells(self, measure: str) -> dict[str, float | None]:
        difference = self.after - self.before
        drawn = difference[1:]
        figures = (self.before[0], self.after[0], difference[0], *interval(drawn), chance(drawn))
        return {
            f"{measure}_{name}": None if np.isnan(value) else float(value)
            for name, value in zip(_FIGURES, figures, strict=True)
        }


def measure(
    before: Judged, after: Judged, learnt: Sequence[CodedPassage], codebook: Codebook, *, seed: int
) -> pl.DataFrame:
    """Return per part of the documents, mechanism and role, and on average, F1 and average precision (`TABLE_SCHEMA`).

    Both have judged the same passages, and are held against the codes that these have now. ``learnt`` is what the model
    before learnt from: ``nieuw`` counts the passages that did not have the code there. Documents with new codings and
    the others are parts of their own when both have at least `FEWEST_DOCUMENTS`. A figure is null for a code that no
    passage has.
    """
    new = newly_coded(after.passages, learnt, codebook)
    documents = np.array(after.documents)
    changed = np.isin(documents, documents[new.any(axis=1)])
    parts = {CHANGED: changed, REST: ~changed}
    if any(len(set(documents[part])) < FEWEST_DOCUMENTS for part in parts.values()):
        parts = {}
    rows = [
        row
        for name, part in ({ALL: np.ones_like(changed)} | parts).items()
        for row in _rows(name, _part(before, part), _part(after, part), new[part], codebook, seed)
    ]
    return pl.DataFrame(rows, schema=TABLE_SCHEMA)


def newly_coded(passages: Sequence[CodedPassage], learnt: Sequence[CodedPassage], codebook: Codebook) -> Decisions:
    """Return (n, 1 + m + r): whether a coding is new, and which mechanisms and role of it are.

    A coding is new when nobody had coded the passage so in ``learnt``; taking a code away is new too.
    """
    codings: dict[tuple[str, str], set[tuple[tuple[str, ...], str]]] = defaultdict(set)
    codes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for passage in learnt:
        key = passage.document, passage.text
        codings[key].add((passage.mechanisms, passage.role))
        codes[key].update((*passage.mechanisms, passage.role))
    found = np.zeros((len(passages), 1 + len(codebook.mechanisms) + len(codebook.roles)), dtype=bool)
    for row, passage in zip(found, passages, strict=True):
        key = passage.document, passage.text
        row[0] = (passage.mechanisms, passage.role) not in codings[key]
        given = {*passage.mechanisms, passage.role} - codes[key]
        row[1:] = [code in given for code in (*codebook.mechanisms, *codebook.roles)]
    return found


def _part(judged: Judged, part: NDArray[np.bool_]) -> Judged:
    passages = [passage for passage, inside in zip(judged.passages, part, strict=True) if inside]
    scores = Scores(judged.scores.mechanisms[part], judged.scores.roles[part])
    return Judged(passages, scores, judged.decisions[part], judged.roles[part])


def _rows(
    part: str, before: Judged, after: Judged, new: Decisions, codebook: Codebook, seed: int
) -> Iterator[dict[str, object]]:
    drawn = resample(after.documents, seed=seed, resamples=_RESAMPLES)
    weights = np.vstack([np.ones_like(drawn[:1]), drawn])
    shared: dict[str, object] = {"deel": part, "documenten": len(set(after.documents))}
    means: dict[str, list[dict[str, _Pair]]] = defaultdict(list)
    pairs = zip(columns(before, codebook), columns(after, codebook), new.T[1:], strict=True)
    for old, fresh, marks in pairs:
        compared = {
            "f1": _Pair(*(f1s(one.positive, one.decided, weights) for one in (old, fresh))),
            "ap": _Pair(*(average_precisions(one.positive, one.score, weights) for one in (old, fresh))),
        }
        if fresh.positive.any():
            means[fresh.kind].append(compared)
        counts = {"aantal": int(fresh.positive.sum()), "nieuw": int(marks.sum())}
        yield shared | {"soort": fresh.kind, "code": fresh.code.code} | counts | _cells(compared)
    for kind, found in means.items():
        compared = {name: _mean([one[name] for one in found]) for name in _MEASURES}
        counts = {"aantal": len(after.passages), "nieuw": int(new[:, 0].sum())}
        yield shared | {"soort": kind, "code": MEAN} | counts | _cells(compared)


def _cells(compared: dict[str, _Pair]) -> dict[str, object]:
    return {name: cell for measure, pair in compared.items() for name, cell in pair.cells(measure).items()}


def _mean(pairs: Sequence[_Pair]) -> _Pair:
    """A code that a draw lacks is left out of the mean there, for both models."""
    return _Pair(
        *(
            np.ma.masked_invalid(np.stack(values)).mean(axis=0).filled(np.nan)
            for values in ([pair.before for pair in pairs], [pair.after for pair in pairs])
        )
    )
