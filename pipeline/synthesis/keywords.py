"""Words that set the passages with a mechanism apart from the other sentences.

Log-odds with an informative Dirichlet prior: Monroe, Colaresi and Quinn, 'Fightin' Words' (Political Analysis, 2008).
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.aggregate import drawn
from pipeline.synthesis.material import Material
from pipeline.synthesis.words import word_counts, word_counts_in_reports

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
    own, also = drawn(said, _MOST_SENTENCES), _with(material.digest.background, code)
    if own["document"].n_unique() < _FEWEST_REPORTS or also.height == material.digest.background.height:
        return ()
    used, reports = word_counts_in_reports(own.select("document", "passage").iter_rows())
    also_used = word_counts(also["passage"].to_list())
    words = sorted(used)
    elsewhere = [material.usual_words[word] - also_used[word] for word in words]
    score = log_odds(np.array([used[word] for word in words], dtype=np.float64), np.array(elsewhere, dtype=np.float64))
    ranked = [words[place] for place in np.argsort(-score, kind="stable") if score[place] > _CERTAIN]
    return tuple(word for word in ranked if used[word] >= _FEWEST and reports[word] >= _FEWEST_REPORTS)[:WORDS]


def log_odds(mine: Counts, others: Counts) -> Counts:
    """Return (w,): for (w,) counts of words here and elsewhere, by how many deviations each is more usual here."""
    together = mine + others
    prior = _PRIOR * together / max(together.sum(), 1.0)
    odds = [np.log((part + prior) / (part.sum() + _PRIOR - part - prior)) for part in (mine, others)]
    deviation = np.sqrt(1 / (mine + prior) + 1 / (others + prior))
    return np.asarray((odds[0] - odds[1]) / deviation)


def _with(passages: pl.DataFrame, code: str) -> pl.DataFrame:
    return passages.filter(pl.col("mechanismen").list.contains(code))
