"""Word vectors: words that stand among the same words get nearly the same vector, so a rare word can lean on others.

Made by factorising the positive pointwise mutual information of word pairs (Levy & Goldberg 2014, with the context
smoothing of Levy, Goldberg & Dagan 2015). That needs nothing beyond scipy and gives the same vectors every time.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Protocol, Self
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from pipeline.atomic import replacing
from pipeline.errors import ModelError
from pipeline.model.pieces import Memory, pieces_of

WORD = r"[^\W_]+(?:[-'’][^\W_]+)*"
_WINDOW = 5
_SMOOTHING = 0.75
_MIN_COUNT = 8
_BREAK = -1
_WORD = re.compile(WORD)

Matrix = NDArray[np.float32]


class TextVectors(Protocol):
    """What gives whole sentences vectors that lie near each other when their meanings do."""

    @property
    def kind(self) -> str:
        """What they are, for the model card: a model is only used with the vectors that it was trained with."""

    def means(self, texts: Sequence[str]) -> Matrix:
        """Return (n, d) float32: a row of length 1 per text, or of zeros where nothing is known of it."""


def kind_of(vectors: TextVectors | None) -> str:
    """Return what a model card says of these vectors."""
    return vectors.kind if vectors is not None else "no vectors"


@dataclass(frozen=True)
class Vectors:
    """``matrix`` (v, d) holds a vector of length 1 for each of ``words``, the most frequent word first."""

    kind: ClassVar[str] = "word vectors"

    words: tuple[str, ...]
    matrix: Matrix

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read vectors; raises ModelError when the file holds something else. Nothing in it is unpickled."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                words = tuple(stored["words"].tobytes().decode("utf-8").split("\n"))
                matrix = stored["matrix"].astype(np.float32)
        except (ValueError, KeyError, OSError, EOFError, BadZipFile) as e:
            raise ModelError(f"{path} holds no word vectors: {e}; make them with 'rodedraad vectors'") from e
        return cls(words, _unit(matrix))

    def save(self, path: Path) -> None:
        """Write the vectors in bytes, a quarter of their size in memory; they lose under 1 % of precision."""
        scaled = np.round(127 * self.matrix / np.abs(self.matrix).max(axis=1, keepdims=True)).astype(np.int8)
        words = np.frombuffer("\n".join(self.words).encode(), dtype=np.uint8)
        with replacing(path) as draft, draft.open("wb") as handle:
            np.savez_compressed(handle, words=words, matrix=scaled)

    def means(self, texts: Sequence[str]) -> Matrix:
        """Return (n, d): the mean vector of the words of each text, of length 1; rare words count for more."""
        sums = [self._weights[row] @ self.matrix[row] for row in pieces_of(texts).numbers(self._memory)]
        return _unit(np.array(sums, dtype=np.float32).reshape(len(texts), self.matrix.shape[1]))

    @cached_property
    def _memory(self) -> Memory:
        place = {word: i for i, word in enumerate(self.words)}
        return Memory(
            lambda piece: (
                [place[piece]] if piece in place else [place[word] for word in _WORD.findall(piece) if word in place]
            )
        )

    @cached_property
    def _weights(self) -> NDArray[np.float32]:
        """By rank of frequency, as Zipf has it: next to nothing for the commonest words, 1 for the rarest."""
        ranks = np.arange(1, len(self.words) + 1)
        return np.asarray(np.log(ranks + 1) / np.log(len(self.words) + 1), dtype=np.float32)


def train_vectors(lines: Iterable[str], *, dimensions: int = 100, most_words: int = 40_000, seed: int = 1) -> Vectors:
    """Make vectors from running text, one sentence or paragraph a line.

    Raises ModelError when the text has fewer different words than ``dimensions``.
    """
    from sklearn.utils.extmath import randomized_svd  # takes seconds, and scoring has no use for it

    tokens = [re.findall(WORD, line.lower()) for line in lines]
    counts = Counter(word for line in tokens for word in line if not word.isdigit())
    words = tuple(word for word, count in counts.most_common(most_words) if count >= _MIN_COUNT)
    if len(words) <= dimensions:
        raise ModelError(f"found {len(words)} frequent words; {dimensions} dimensions need more text than this")
    association = _association(_running_ids(tokens, words), len(words))
    left, strengths, _ = randomized_svd(association, dimensions, n_iter=4, random_state=seed)
    return Vectors(words, _unit((left * np.sqrt(strengths)).astype(np.float32)))


def _running_ids(tokens: Sequence[Sequence[str]], words: Sequence[str]) -> NDArray[np.int64]:
    """All tokens as numbers, with breaks for rare words and, after each line, as many as no window reaches over."""
    index = {word: i for i, word in enumerate(words)}
    gap = ("",) * _WINDOW
    return np.fromiter((index.get(word, _BREAK) for line in tokens for word in (*line, *gap)), dtype=np.int64)


def _association(ids: NDArray[np.int64], size: int) -> Any:
    """Return a csr_matrix (size, size): how much more often two words are near than chance has it (PPMI)."""
    import scipy.sparse as sp

    pairs = sp.csr_matrix((size, size), dtype=np.float64)
    for distance in range(1, _WINDOW + 1):
        first, second = ids[:-distance], ids[distance:]
        both = (first != _BREAK) & (second != _BREAK)
        near = sp.coo_matrix((np.full(both.sum(), 1 / distance), (first[both], second[both])), shape=(size, size))
        pairs = pairs + near.tocsr() + near.T.tocsr()
    rows = np.asarray(pairs.sum(axis=1)).ravel()
    context = rows**_SMOOTHING / (rows**_SMOOTHING).sum()
    found = pairs.tocoo()
    strength = np.log(found.data / (rows[found.row] * context[found.col]))
    positive = strength > 0
    return sp.csr_matrix((strength[positive], (found.row[positive], found.col[positive])), shape=(size, size))


def _unit(matrix: Matrix) -> Matrix:
    return np.asarray(matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9), dtype=np.float32)
