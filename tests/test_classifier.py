"""The classifier: it learns what it is shown, and says the same of a sentence whatever stands beside it."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.model.classifier import Calibration, Classifier, Scores, log_odds, truth

SENTENCES = [
    "De iepen aan de Ringbaan zijn ziek.",
    "Na regen staat de Ringbaan blank.",
    "Het buurthuis krijgt een nieuwe keuken.",
    "",
]


def test_a_fitted_classifier_recognises_what_it_was_shown(
    coded_passages: list[CodedPassage], codebook: Codebook
) -> None:
    classifier = Classifier.fit(coded_passages, codebook, seed=1)
    scores = classifier.scores([passage.text for passage in coded_passages])
    assert np.array_equal(classifier.decide(scores), truth(coded_passages, codebook))
    roles = [codebook.roles[role] for role in scores.roles.argmax(axis=1)]
    assert roles == [passage.role for passage in coded_passages]


def test_other_sentences_with_the_same_words_get_the_code(classifier: Classifier) -> None:
    decided = classifier.decide(classifier.scores(SENTENCES))
    assert decided[:3].tolist() == [[True, False], [False, True], [False, False]]


def test_scores_are_probabilities(classifier: Classifier) -> None:
    scores = classifier.scores(SENTENCES)
    assert ((scores.mechanisms >= 0) & (scores.mechanisms <= 1)).all()
    assert scores.roles.sum(axis=1) == pytest.approx(1)


def test_a_batch_gives_the_scores_of_its_sentences_one_by_one(classifier: Classifier) -> None:
    batch = classifier.scores(SENTENCES)
    for number, sentence in enumerate(SENTENCES):
        single = classifier.scores([sentence])
        assert single.mechanisms[0] == pytest.approx(batch.mechanisms[number], abs=1e-12)
        assert single.roles[0] == pytest.approx(batch.roles[number], abs=1e-12)


def test_nothing_in_nothing_out(classifier: Classifier) -> None:
    scores = classifier.scores([])
    assert (scores.mechanisms.shape, scores.roles.shape) == ((0, 2), (0, 2))
    assert classifier.decide(scores).shape == (0, 2)


def test_the_same_seed_gives_the_same_scores(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    first, second = (Classifier.fit(coded_passages, codebook, seed=7).scores(SENTENCES) for _ in range(2))
    assert np.array_equal(first.mechanisms, second.mechanisms)
    assert np.array_equal(first.roles, second.roles)


def test_a_code_that_nobody_used_is_never_given(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    without = [replace(p, mechanisms=tuple(code for code in p.mechanisms if code != "water")) for p in coded_passages]
    classifier = Classifier.fit(without, codebook, seed=1)
    scores = classifier.scores(SENTENCES)
    assert scores.mechanisms[:, 1] == pytest.approx(0, abs=1e-9)
    assert not classifier.decide(scores)[:, 1].any()


def test_a_code_that_everyone_used_is_always_given(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    everywhere = [replace(passage, mechanisms=codebook.mechanisms) for passage in coded_passages]
    classifier = Classifier.fit(everywhere, codebook, seed=1)
    assert classifier.decide(classifier.scores(SENTENCES)).all()


def test_with_one_role_only_every_sentence_has_it(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    plans = [replace(passage, role="plan") for passage in coded_passages]
    scores = Classifier.fit(plans, codebook, seed=1).scores(SENTENCES)
    assert scores.roles.tolist() == [[0, 1]] * len(SENTENCES)


def test_a_calibration_moves_the_log_odds_and_the_threshold_decides(classifier: Classifier) -> None:
    raw = np.array([0.0, 0.2, 0.5, 1.0])
    moved = Calibration(slope=2, intercept=-1).apply(raw)
    assert log_odds(moved[1:3]) == pytest.approx(2 * log_odds(raw[1:3]) - 1)
    assert np.isfinite(log_odds(raw)).all()
    strict = classifier.calibrated([Calibration(threshold=0.3), Calibration(threshold=0.8)])
    scores = Scores(np.array([[0.3, 0.7], [0.2, 0.8]]), np.zeros((2, 2)))
    assert strict.decide(scores).tolist() == [[True, False], [False, True]]


def test_truth_has_a_row_per_passage_and_a_column_per_mechanism(codebook: Codebook) -> None:
    both = CodedPassage("T.", ("bomen", "water"), "plan", "nota", "anna")
    assert truth([both, replace(both, mechanisms=("water",))], codebook).tolist() == [[True, True], [False, True]]
