"""The coded passages that a sentence is most like, in the eyes of the classifier."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from pipeline.codings import CodedPassage
from pipeline.model.features import Features, Rows
from pipeline.model.surface import kernel
from pipeline.model.terms import Dense

_DECIMALS = 4  # of a likeness; those behind them change with the size of the batch


@dataclass(frozen=True, slots=True)
class Likeness:
    """A coded passage and how like it a sentence is: 1 for the same words, above 0 for any."""

    passage: CodedPassage
    similarity: float


@dataclass(frozen=True)
class CodedPassages:
    """Passages to be found by their likeness to a sentence: their ``rows``, and the ``norms`` (n,) of these."""

    passages: Sequence[CodedPassage]
    features: Features
    rows: Rows
    norms: Dense

    @classmethod
    def of(cls, passages: Sequence[CodedPassage], features: Features) -> Self:
        """Prepare the passages; a text that stands in several documents is kept once, as it was coded first."""
        different = list({passage.text: passage for passage in reversed(passages)}.values())[::-1]
        rows = features.rows([passage.text for passage in different])
        return cls(different, features, rows, _norms(rows))

    def nearest(self, texts: Sequence[str], *, most: int) -> list[list[Likeness]]:
        """Return the ``most`` passages that each text is most like, the likest first.

        The likeness is the kernel of the classifier over the norms of both: a cosine in the space where it is linear.
        Passages that are equally like a text keep their order, whatever other texts are asked about.
        """
        rows = self.features.rows(texts)
        alike = kernel(rows, self.rows) / np.outer(_norms(rows), self.norms)
        first = np.argsort(-np.round(alike, _DECIMALS), axis=1, kind="stable")[:, :most]
        return [
            [Likeness(self.passages[i], float(row[i])) for i in places]
            for row, places in zip(alike, first, strict=True)
        ]


def _norms(rows: Rows) -> Dense:
    """Return (n,): the square root of what the kernel makes of each row with itself."""
    sense = (1 + np.square(rows.sense).sum(axis=1)) ** 2
    return np.asarray(np.sqrt(sense + rows.words.matrix().power(2).sum(axis=1).A1), dtype=np.float32)
