"""What the model in use says of the present passages while their document is held out, as of documents it never saw."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.codings import CodedPassage
from pipeline.model.classifier import Classifier, Matrix, Scores, actual_codes
from pipeline.model.quality import Judged
from pipeline.model.surface import values_without

T = TypeVar("T", bound=np.generic)


def judge_before(classifier: Classifier, learnt: Judged, passages: Sequence[CodedPassage]) -> Judged:
    """Return what the classifier says of passages without having seen their document.

    ``learnt`` is what it learnt from and said then: that is taken over, whatever the code is now. Of other passages it
    says what it would have, had it not learnt from their document, if it did at all. Their neighbours are not looked
    at, as they are not in passages held out.
    """
    known = {(passage.document, passage.text): row for row, passage in enumerate(learnt.passages)}
    rows = np.array([known.get((passage.document, passage.text), -1) for passage in passages], dtype=np.int64)
    fresh = [passage for passage, row in zip(passages, rows, strict=True) if row < 0]
    found = _judge_fresh(classifier, learnt, fresh)
    return Judged(
        passages,
        Scores(
            _merged(learnt.scores.mechanisms, found.scores.mechanisms, rows),
            _merged(learnt.scores.roles, found.scores.roles, rows),
        ),
        _merged(learnt.decisions, found.decisions, rows),
        _merged(learnt.roles, found.roles, rows),
    )


def _judge_fresh(classifier: Classifier, learnt: Judged, passages: Sequence[CodedPassage]) -> Judged:
    scores = classifier.probabilities(_values(classifier, learnt, passages))
    return Judged(passages, scores, classifier.decide(scores), classifier.decide_role(scores))


def _values(classifier: Classifier, learnt: Judged, passages: Sequence[CodedPassage]) -> Matrix:
    """Return (n, m + r) values; the surface itself does for documents that it did not learn from."""
    if not passages:
        return np.zeros((0, len(classifier.usual)))
    rows = classifier.features.rows([passage.text for passage in passages])
    seen = set(learnt.documents)
    if not any(passage.document in seen for passage in passages):
        return classifier.surface.values(rows)
    actual = np.where(actual_codes(learnt.passages, classifier.codebook), 1.0, -1.0)
    texts, documents = [passage.text for passage in learnt.passages], [passage.document for passage in passages]
    return values_without(classifier.features.rows(texts), actual, learnt.documents, rows, documents)


def _merged(known: NDArray[T], fresh: NDArray[T], rows: NDArray[np.int64]) -> NDArray[T]:
    """Rows of ``known`` where there is one, else of ``fresh`` in turn."""
    found = np.zeros((len(rows), *known.shape[1:]), dtype=known.dtype)
    found[rows >= 0], found[rows < 0] = known[rows[rows >= 0]], fresh
    return found
