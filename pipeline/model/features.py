"""From sentences to the numbers that the classifier sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from pipeline.codebook import Codebook
from pipeline.errors import ModelError
from pipeline.model.lexicon import Lexicon
from pipeline.model.parts import LONG, SHORT, Parts
from pipeline.model.terms import Dense, Sparse, Words
from pipeline.model.vectors import TextVectors

# With so few sentences a word that stands in only one of them is all there is to go by.
_FEW = 100
# With so many, sentences that nobody coded add nothing to what is known of words.
_ENOUGH = 5_000
_AXES = 200


@dataclass(frozen=True)
class Weights:
    """How much each group of features counts; 0 leaves it out.

    Chosen on real sentences of documents that were not trained on, by mean average precision: words 0.4 to 1.0,
    indicator terms 0.15 to 0.6 and vectors 0.5 to 1.5 were tried.
    """

    words: float = 0.7
    parts: float = 1.0
    indicators: float = 0.2
    vectors: float = 1.0


@dataclass(frozen=True)
class Rows:
    """n sentences: ``words`` (n, w) which words and word pairs they hold, ``sense`` (n, d) what they are about."""

    words: Sparse
    sense: Dense

    def __len__(self) -> int:
        """Return the number of sentences."""
        return len(self.sense)


@dataclass(frozen=True)
class Features:
    """Fitted features.

    The words and word pairs of a sentence (TF-IDF) tell what it says exactly. Its sense is what lets one sentence
    stand for others: parts of its words (Dutch compounds and inflections) reduced to a few axes (latent semantic
    analysis, Deerwester et al. 1990), counted indicator terms of the codebook and, with ``vectors``, the vector that
    they give it, so that words that no coded passage has still count. ``axes`` (p, d) says of each part of a word where
    it lies on d axes.
    """

    words: Words
    parts: Parts
    axes: Dense
    lexicon: Lexicon
    vectors: TextVectors | None = None
    weights: Weights = Weights()

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        codebook: Codebook,
        vectors: TextVectors | None = None,
        *,
        uncoded: Sequence[str] = (),
        seed: int = 1,
        weights: Weights | None = None,
    ) -> tuple[Self, Rows]:
        """Learn the vocabulary of ``texts``; return the features and the rows of these same texts.

        Of a few coded texts little can be learnt on how words are used: ``uncoded`` ones of the same reports are then
        looked at too. Words that stand in only one text are left out, unless there are few texts. Raises ModelError
        when there is not one word to learn from.
        """
        seen = [*texts, *uncoded] if len(texts) < _ENOUGH else texts
        rare, rarer = (2, 10) if len(seen) > _FEW else (1, 1)
        try:
            words = _words(seen, least=rare)
            parts, axes = _parts(seen, least=rarer, seed=seed)
        except ValueError as e:
            raise ModelError(f"found no words to learn from in {len(texts)} passages ({e}); code more passages") from e
        features = cls(words, parts, axes, Lexicon(codebook), vectors, weights or Weights())
        return features, features.rows(texts)

    def rows(self, texts: Sequence[str]) -> Rows:
        """Return the rows of these sentences; that of a sentence does not depend on the others."""
        groups = [
            self.weights.parts * (self.parts.rows(texts) @ self.axes),
            self.weights.indicators * self.lexicon.features(texts),
        ]
        if self.vectors is not None:
            groups.append(self.weights.vectors * self.vectors.means(texts))
        return Rows(self.words.rows(texts).times(self.weights.words), np.hstack(groups).astype(np.float32))


def _words(texts: Sequence[str], *, least: int) -> Words:
    """The words and pairs of words that stand in at least so many of the texts."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # takes seconds, and only training has a use for it

    found = TfidfVectorizer(min_df=least, ngram_range=(1, 2), dtype=np.float32).fit(texts)
    return Words(tuple(found.get_feature_names_out().tolist()), found.idf_)


def _parts(texts: Sequence[str], *, least: int, seed: int) -> tuple[Parts, Dense]:
    """The parts of words that stand in at least so many of the texts, and where each lies on the axes (t, d)."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

    cut = CountVectorizer(analyzer="char_wb", min_df=least, ngram_range=(SHORT, LONG), dtype=np.float32)
    weigh = TfidfTransformer(sublinear_tf=True)
    weighed = weigh.fit_transform(cut.fit_transform(texts))
    axes = TruncatedSVD(min(_AXES, *weighed.shape), n_iter=3, random_state=seed).fit(weighed)
    parts = Parts(tuple(cut.get_feature_names_out().tolist()), weigh.idf_)
    return parts, np.ascontiguousarray(axes.components_.T)
