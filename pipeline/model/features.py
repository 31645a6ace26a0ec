"""From sentences in their context to the matrix that the classifier sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.codebook import Codebook
from pipeline.errors import ModelError
from pipeline.model.lexicon import Lexicon
from pipeline.model.vectors import Vectors

# Weights of the groups beside the words of the sentence itself (weight 1).
_CONTEXT_WEIGHT = 0.5
_LEXICON_WEIGHT = 0.5
# With so few sentences a word that stands in only one of them is all there is to go by.
_FEW = 100


class InContext(Protocol):
    """Anything that can be coded: a passage of a report, a coded passage, or a line of a JSONL file."""

    @property
    def text(self) -> str:
        """The sentence."""

    @property
    def before(self) -> str:
        """The sentence before it, or ''."""

    @property
    def after(self) -> str:
        """The sentence after it, or ''."""


@dataclass(frozen=True)
class Features:
    """Fitted vectorizers: words and word pairs, parts of words (Dutch compounds), words around, indicator terms.

    With word ``vectors`` the mean vector of the sentence as well, so that words it never learnt from still count.
    """

    words: TfidfVectorizer
    word_parts: TfidfVectorizer
    words_around: TfidfVectorizer
    lexicon: Lexicon
    vectors: Vectors | None = None

    @classmethod
    def fit(
        cls, sentences: Sequence[InContext], codebook: Codebook, vectors: Vectors | None = None
    ) -> tuple[Self, sp.csr_matrix]:
        """Learn the vocabulary of ``sentences``; return the features and the matrix of these same sentences.

        Words that stand in only one sentence are left out, unless there are few sentences.
        """
        rare, rarer = (2, 3) if len(sentences) > _FEW else (1, 1)
        words = TfidfVectorizer(sublinear_tf=True, min_df=rare, ngram_range=(1, 2))
        word_parts = TfidfVectorizer(analyzer="char_wb", sublinear_tf=True, min_df=rarer, ngram_range=(3, 5))
        words_around = TfidfVectorizer(sublinear_tf=True, min_df=rarer)
        texts, around = [sentence.text for sentence in sentences], _around(sentences)
        features = cls(words, word_parts, words_around, Lexicon(codebook), vectors)
        try:
            words_around.fit(texts + around)
            own = words.fit_transform(texts), word_parts.fit_transform(texts)
        except ValueError as e:
            raise ModelError(f"found no words to learn from in {len(texts)} passages ({e}); code more passages") from e
        return features, features._join(*own, texts, around)

    def matrix(self, sentences: Sequence[InContext]) -> sp.csr_matrix:
        """Return a sparse (n, f) matrix, one row per sentence."""
        texts, around = [sentence.text for sentence in sentences], _around(sentences)
        return self._join(self.words.transform(texts), self.word_parts.transform(texts), texts, around)

    def _join(
        self, words: sp.csr_matrix, word_parts: sp.csr_matrix, texts: Sequence[str], around: Sequence[str]
    ) -> sp.csr_matrix:
        groups = [
            words,
            word_parts,
            _CONTEXT_WEIGHT * self.words_around.transform(around),
            _LEXICON_WEIGHT * sp.csr_matrix(self.lexicon.features(texts)),
            _CONTEXT_WEIGHT * _LEXICON_WEIGHT * sp.csr_matrix(self.lexicon.features(around)),
        ]
        if self.vectors is not None:
            groups.append(sp.csr_matrix(self.vectors.means(texts), dtype=np.float64))
        return sp.hstack(groups, format="csr")


def _around(sentences: Sequence[InContext]) -> list[str]:
    return [f"{sentence.before} {sentence.after}" for sentence in sentences]
