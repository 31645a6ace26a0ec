"""The points of a learning curve: classifiers that learnt from a share of the documents, measured on all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.errors import ModelError
from pipeline.evaluation.trials import Materials
from pipeline.model.bootstrap import Values, Weights, average_precisions, f1s, resample
from pipeline.model.classifier import Scores
from pipeline.model.quality import Judged, columns
from pipeline.model.training import Trained, manageable, train

# Shares of the documents, and how often each is drawn: what a small draw gives hangs on luck.
_DRAWS = {1 / 16: 4, 1 / 8: 4, 1 / 4: 3, 1 / 2: 2, 1.0: 1}
FEWEST_DOCUMENTS = 32

MEASURES = ("ap", "f1")
MEAN = "gemiddeld"

Key = tuple[str, str, str]  # measure, kind of code, code


@dataclass(frozen=True)
class Points:
    """p trained classifiers: how many passages each learnt from, and what it is worth on all passages.

    ``sizes`` and ``documents`` (p,). ``values`` has per (measure, kind, code) an array (1 + draws, p): first as it is,
    then for each draw of the documents that are measured on; NaN where a draw lacks the code.
    """

    sizes: Values
    documents: NDArray[np.int64]
    values: dict[Key, Values]


def measure_points(materials: Materials) -> Points:
    """Train on shares of the documents and measure on every document, unseen by each classifier.

    A document that was drawn is judged as held out, the others by the classifier. Raises ModelError for fewer than
    `FEWEST_DOCUMENTS` documents.
    """
    passages = manageable(materials.passages, materials.settings)
    documents = sorted({passage.document for passage in passages})
    if len(documents) < FEWEST_DOCUMENTS:
        raise ModelError(
            f"coded passages come from {len(documents)} documents; a learning curve draws shares of them and needs "
            f"{FEWEST_DOCUMENTS}"
        )
    drawn = resample([passage.document for passage in passages], seed=materials.settings.seed)
    weights = np.vstack([np.ones_like(drawn[:1]), drawn])
    points = [_point(passages, chosen, materials, weights) for chosen in _drawn(documents, materials.settings.seed)]
    sizes, counts, found = zip(*points, strict=True)
    values = {key: np.column_stack([one[key] for one in found]) for key in found[0]}
    return Points(np.array(sizes, dtype=np.float64), np.array(counts), values)


def _drawn(documents: Sequence[str], seed: int) -> Iterator[set[str]]:
    rng = np.random.default_rng(seed)
    for share, times in _DRAWS.items():
        for _ in range(times):
            yield set(rng.permutation(documents)[: round(share * len(documents))].tolist())


def _point(
    passages: Sequence[CodedPassage], chosen: set[str], materials: Materials, weights: Weights
) -> tuple[int, int, dict[Key, Values]]:
    inside = np.array([passage.document in chosen for passage in passages])
    learnt = [passage for passage, drawn in zip(passages, inside, strict=True) if drawn]
    trained = train(learnt, materials.codebook, materials.settings, materials.vectors)
    judged = _judge_all(passages, inside, trained)
    return len(learnt), len(chosen), _values(judged, materials.codebook, weights)


def _judge_all(passages: Sequence[CodedPassage], inside: NDArray[np.bool_], trained: Trained) -> Judged:
    """Join what is said of documents held out and of documents that were not drawn, both without their neighbours."""
    held, classifier, count = trained.judged, trained.classifier, len(passages)
    parts = held.scores.mechanisms, held.scores.roles, held.decisions, held.roles
    joined = [np.zeros((count, *part.shape[1:]), dtype=part.dtype) for part in parts]
    for whole, part in zip(joined, parts, strict=True):
        whole[inside] = part
    others = [passage.text for passage, drawn in zip(passages, inside, strict=True) if not drawn]
    if others:
        scores = classifier.probabilities(classifier.surface.values(classifier.features.rows(others)))
        outside = scores.mechanisms, scores.roles, classifier.decide(scores), classifier.decide_role(scores)
        for whole, part in zip(joined, outside, strict=True):
            whole[~inside] = part
    return Judged(passages, Scores(joined[0], joined[1]), joined[2], joined[3])


def _values(judged: Judged, codebook: Codebook, weights: Weights) -> dict[Key, Values]:
    """Codes that no passage has are left out."""
    found = [column for column in columns(judged, codebook) if column.positive.any()]
    values: dict[Key, Values] = {}
    for measure in MEASURES:
        for kind in dict.fromkeys(column.kind for column in found):
            group = [
                (column.code.code, _measured(measure, column.positive, column.decided, column.score, weights))
                for column in found
                if column.kind == kind
            ]
            values[measure, kind, MEAN] = np.asarray(
                np.ma.masked_invalid(np.stack([one for _, one in group])).mean(axis=0).filled(np.nan)
            )
            values |= {(measure, kind, code): one for code, one in group}
    return values


def _measured(
    measure: str, positive: NDArray[np.bool_], decided: NDArray[np.bool_], score: Values, weights: Weights
) -> Values:
    if measure == "f1":
        return f1s(positive, decided, weights)
    return average_precisions(positive, score, weights)
