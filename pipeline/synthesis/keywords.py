"""Words that set the passages with a mechanism apart from the other sentences.

Log-odds with an informative Dirichlet prior: Monroe, Colaresi and Quinn, 'Fightin' Words' (Political Analysis, 2008).
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from spacy.lang.nl.stop_words import STOP_WORDS

from pipeline.aggregate import drawn
from pipeline.synthesis.material import Material

WORDS = 8
_MOST_SENTENCES = 10_000
_FEWEST = 3
_FEWEST_REPORTS = 2
# As many words as a page or two: what a rare word weighs before it is seen.
_PRIOR = 500.0
_CERTAIN = 1.96

Counts = NDArray[np.float64]


def keywords(material: Material, code: str) -> tuple[str, ...]:
    """Return at most eight words, the most telling first; none when too little is said.

    A word must be used in two reports, so that a name or a topic of one report does not count.
    """
    said = material.with_mechanism(code).select("passage_id", "document", "passage")
    own, others = drawn(said, _MOST_SENTENCES).collect(engine="streaming"), _without(material, code)
    if own["document"].n_unique() < _FEWEST_REPORTS or others.is_empty():
        return ()
    vectorizer = CountVectorizer(token_pattern=r"(?u)\b[^\W\d_]{4,}\b", stop_words=sorted(STOP_WORDS))
    try:
        counts = vectorizer.fit_transform(own["passage"])
    except ValueError:  # not one word to count
        return ()
    mine = _sum(counts)
    score = log_odds(mine, _sum(vectorizer.transform(others["passage"])))
    used = (mine >= _FEWEST) & (_reports(counts, own["document"]) >= _FEWEST_REPORTS) & (score > _CERTAIN)
    words = vectorizer.get_feature_names_out()
    return tuple(str(words[i]) for i in np.argsort(-score, kind="stable") if used[i])[:WORDS]


def log_odds(mine: Counts, others: Counts) -> Counts:
    """Return (w,): for (w,) counts of words here and elsewhere, by how many deviations each is more usual here."""
    together = mine + others
    prior = _PRIOR * together / max(together.sum(), 1.0)
    odds = [np.log((part + prior) / (part.sum() + _PRIOR - part - prior)) for part in (mine, others)]
    deviation = np.sqrt(1 / (mine + prior) + 1 / (others + prior))
    return np.asarray((odds[0] - odds[1]) / deviation)


def _without(material: Material, code: str) -> pl.DataFrame:
    return material.digest.background.filter(~pl.col("mechanismen").list.contains(code))


def _sum(counts: csr_matrix) -> Counts:
    return np.asarray(counts.sum(axis=0), dtype=np.float64).ravel()


def _reports(counts: csr_matrix, documents: pl.Series) -> Counts:
    """In how many reports each word is used."""
    rows, columns = counts.nonzero()
    codes = documents.rank("dense").to_numpy()
    pairs = np.unique(np.stack([codes[rows], columns]), axis=1)
    return np.bincount(pairs[1], minlength=counts.shape[1]).astype(np.float64)
