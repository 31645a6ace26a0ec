"""What simpler ways of coding give on the same documents: the list of terms, and words with logistic regression."""

from collections.abc import Iterator

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline, make_pipeline

from pipeline.codings import CodedPassage
from pipeline.evaluation.trials import HELD_OUT, UNSEEN, Materials, Trial
from pipeline.model.classifier import Calibrations, Matrix, Scores, actual_codes
from pipeline.model.lexicon import Lexicon
from pipeline.model.quality import Judged
from pipeline.model.training import divide, judge, manageable


def baselines(materials: Materials) -> Iterator[Trial]:
    """Give the list of terms and the logistic regression, on all that the materials are to be measured on."""
    learnt = manageable(materials.passages, materials.settings)
    sets = {HELD_OUT: learnt} | ({UNSEEN: list(materials.unseen)} if materials.unseen else {})
    documents = len({passage.document for passage in learnt})
    listed = {place: term_list(passages, materials) for place, passages in sets.items()}
    yield Trial("basislijn", "termenlijst", documents, listed)
    yield Trial("basislijn", "woorden met logistische regressie", documents, _regression(sets, materials))


def term_list(passages: list[CodedPassage], materials: Materials) -> Judged:
    """Give a mechanism where one of its indicator terms stands, and the role of which most terms stand there.

    Among equals, and where there are none, it is the role that is the most common in the corpus.
    """
    codebook = materials.codebook
    count, total = len(codebook.mechanisms), len(codebook.mechanisms) + len(codebook.roles)
    hits = np.expm1(Lexicon(codebook).features([passage.text for passage in passages])[:, :total])
    common = actual_codes(materials.passages, codebook)[:, count:].mean(axis=0)
    roles = hits[:, count:] + 0.5 * common
    return Judged(passages, Scores(hits[:, :count], roles), hits[:, :count] > 0.5, roles.argmax(axis=1))


def _regression(sets: dict[str, list[CodedPassage]], materials: Materials) -> dict[str, Judged]:
    """Thresholds are chosen as for the classifier itself: only what the values come from differs."""
    codebook, learnt = materials.codebook, sets[HELD_OUT]
    values = _held_out_values(learnt, materials)
    judged = {HELD_OUT: judge(learnt, codebook, values)}
    if UNSEEN in sets:
        calibrations = Calibrations.of(values, actual_codes(learnt, codebook), len(codebook.mechanisms))
        scores = calibrations.probabilities(_values(learnt, sets[UNSEEN], materials))
        judged[UNSEEN] = Judged(sets[UNSEEN], scores, calibrations.decide(scores), calibrations.decide_role(scores))
    return judged


def _held_out_values(passages: list[CodedPassage], materials: Materials) -> Matrix:
    folds = divide(passages)
    values = np.zeros((len(passages), len(materials.codebook.mechanisms) + len(materials.codebook.roles)))
    for fold in np.unique(folds):
        rest, here = ([passages[i] for i in np.flatnonzero(mask)] for mask in (folds != fold, folds == fold))
        values[folds == fold] = _values(rest, here, materials)
    return values


def _values(learnt: list[CodedPassage], judged: list[CodedPassage], materials: Materials) -> Matrix:
    """Return (n, m + r) log-odds; a code that all or none of the passages have gets a value that never varies."""
    actual = actual_codes(learnt, materials.codebook)
    varied = np.flatnonzero(actual.any(axis=0) & ~actual.all(axis=0))
    values = np.where(actual.all(axis=0), 1.0, -1.0) * np.ones((len(judged), 1))
    fitted = _regressions().fit([passage.text for passage in learnt], actual[:, varied])
    values[:, varied] = fitted.decision_function([passage.text for passage in judged]).reshape(len(judged), -1)
    return values


def _regressions() -> Pipeline:
    words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))
    return make_pipeline(words, OneVsRestClassifier(LogisticRegression(solver="liblinear", class_weight="balanced")))
