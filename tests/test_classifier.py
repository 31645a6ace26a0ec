"""The classifier: it learns what it is shown, and says the same of a sentence whatever else is asked with it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.jsonl import SentenceLine
from pipeline.model.calibration import Calibration
from pipeline.model.classifier import Calibrations, Classifier, Scores, roles_of, truth
from pipeline.model.features import Features, Rows
from pipeline.records import Sentence

TREES = "De iepen aan de Ringbaan zijn ziek."
WATER = "Na regen staat de Ringbaan blank."
KITCHEN = "Het buurthuis krijgt een nieuwe keuken."
VAGUE = "Dat geldt ook hier."
SENTENCES = [Sentence(TREES), Sentence(WATER), Sentence(KITCHEN), Sentence("")]
PAGE = [
    Sentence(TREES, after=VAGUE),
    Sentence(VAGUE, before=TREES, after=WATER),
    Sentence(WATER, before=VAGUE, after="Iets wat nergens anders staat."),
    Sentence(VAGUE),
    Sentence(KITCHEN, before=KITCHEN, after=KITCHEN),
]


def assert_same(one: Scores, other: Scores) -> None:
    """Equal but for the last digits of numbers in single precision."""
    assert one.mechanisms == pytest.approx(other.mechanisms, abs=1e-5)
    assert one.roles == pytest.approx(other.roles, abs=1e-5)


def test_a_fitted_classifier_recognises_what_it_was_shown(
    coded_passages: list[CodedPassage], codebook: Codebook
) -> None:
    classifier, _ = Classifier.fit(coded_passages, codebook, seed=1)
    scores = classifier.scores([Sentence(passage.text) for passage in coded_passages])
    assert np.array_equal(classifier.decide(scores), truth(coded_passages, codebook))
    roles = [codebook.roles[role] for role in classifier.decide_role(scores)]
    assert roles == [passage.role for passage in coded_passages]


def test_other_sentences_with_the_same_words_get_the_code(classifier: Classifier) -> None:
    scores = classifier.scores(SENTENCES)
    assert classifier.decide(scores)[:3].tolist() == [[True, False], [False, True], [False, False]]
    assert classifier.decide_role(scores)[:3].tolist() == [0, 0, 1]


def test_scores_are_probabilities(classifier: Classifier) -> None:
    scores = classifier.scores([*SENTENCES, *PAGE])
    assert ((scores.mechanisms >= 0) & (scores.mechanisms <= 1)).all()
    assert scores.roles.sum(axis=1) == pytest.approx(1)


@pytest.mark.parametrize("sentences", [SENTENCES, PAGE, PAGE[::-1]])
def test_a_batch_gives_the_scores_of_its_sentences_one_by_one(
    sentences: list[Sentence], classifier: Classifier
) -> None:
    batch = classifier.scores(sentences)
    for number, sentence in enumerate(sentences):
        row = slice(number, number + 1)
        assert_same(classifier.scores([sentence]), Scores(batch.mechanisms[row], batch.roles[row]))


def test_a_sentence_without_clear_words_takes_over_from_its_neighbours(classifier: Classifier) -> None:
    surroundings = [("", ""), (TREES, ""), ("", TREES), (TREES, TREES), (WATER, WATER)]
    scores = classifier.scores([Sentence(VAGUE, before, after) for before, after in surroundings])
    alone, below, above, among_trees, among_water = scores.mechanisms
    assert alone[0] < below[0] < among_trees[0]
    assert below[0] == pytest.approx(above[0])
    assert classifier.decide(scores)[[0, 3, 4]].tolist() == [[False, False], [True, False], [False, True]]
    assert among_water[0] < alone[0]


def test_neighbours_do_not_outweigh_what_a_sentence_says_itself(classifier: Classifier) -> None:
    scores = classifier.scores([Sentence(TREES, WATER, WATER), Sentence(WATER, TREES, TREES)])
    assert classifier.decide(scores).tolist() == [[True, False], [False, True]]


def test_an_absent_neighbour_weighs_as_much_as_a_usual_one(classifier: Classifier) -> None:
    values = classifier.surface.values(classifier.features.rows([VAGUE]))
    assert_same(classifier.scores([Sentence(VAGUE)]), classifier.probabilities(values))
    usual = replace(classifier, usual=classifier.surface.values(classifier.features.rows([TREES]))[0])
    assert_same(usual.scores([Sentence(VAGUE, TREES, TREES)]), usual.scores([Sentence(VAGUE)]))


@pytest.mark.parametrize("keys", [{}, {"before": None, "after": None}, {"before": "", "after": ""}])
def test_an_absent_neighbour_equals_none(keys: dict[str, str | None], classifier: Classifier) -> None:
    """An empty text has values of its own, but as a neighbour it is nobody."""
    line = SentenceLine.model_validate({"id": 1, "text": VAGUE, **keys})
    with_others = classifier.scores([line.sentence, Sentence("")])
    alone = classifier.scores([Sentence(VAGUE)])
    assert_same(Scores(with_others.mechanisms[:1], with_others.roles[:1]), alone)


def test_every_text_is_scored_once_also_when_it_is_the_neighbour_of_others(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored: list[str] = []
    rows = Features.rows

    def noted(self: Features, texts: Sequence[str]) -> Rows:
        scored.extend(texts)
        return rows(self, texts)

    monkeypatch.setattr(Features, "rows", noted)
    classifier.scores(PAGE)
    assert sorted(scored) == sorted([TREES, VAGUE, WATER, KITCHEN, "Iets wat nergens anders staat."])


def test_nothing_in_nothing_out(classifier: Classifier) -> None:
    scores = classifier.scores([])
    assert (scores.mechanisms.shape, scores.roles.shape) == ((0, 2), (0, 2))
    assert classifier.decide(scores).shape == (0, 2)
    assert classifier.decide_role(scores).shape == (0,)


def test_the_same_seed_gives_the_same_scores(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    first, second = (Classifier.fit(coded_passages, codebook, seed=7)[0].scores(SENTENCES) for _ in range(2))
    assert np.array_equal(first.mechanisms, second.mechanisms)
    assert np.array_equal(first.roles, second.roles)


def test_a_code_that_nobody_used_is_never_given(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    without = [replace(p, mechanisms=tuple(code for code in p.mechanisms if code != "water")) for p in coded_passages]
    classifier, _ = Classifier.fit(without, codebook, seed=1)
    scores = classifier.scores(SENTENCES)
    assert scores.mechanisms[:, 1] == pytest.approx(0, abs=1e-9)
    assert not classifier.decide(scores)[:, 1].any()


def test_a_code_that_everyone_used_is_always_given(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    everywhere = [replace(passage, mechanisms=codebook.mechanisms) for passage in coded_passages]
    classifier, _ = Classifier.fit(everywhere, codebook, seed=1)
    assert classifier.decide(classifier.scores(SENTENCES)).all()


def test_with_one_role_only_every_sentence_has_it(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    plans = [replace(passage, role="plan") for passage in coded_passages]
    classifier, _ = Classifier.fit(plans, codebook, seed=1)
    scores = classifier.scores(SENTENCES)
    assert scores.roles == pytest.approx(np.tile([0.0, 1.0], (len(SENTENCES), 1)), abs=1e-9)
    assert classifier.decide_role(scores).tolist() == [1] * len(SENTENCES)


def test_each_mechanism_has_its_own_threshold(classifier: Classifier) -> None:
    thresholds = (Calibration(threshold=0.3), Calibration(threshold=0.8))
    strict = replace(classifier, calibrations=Calibrations(thresholds, classifier.calibrations.roles))
    scores = Scores(np.array([[0.3, 0.7], [0.2, 0.8]]), np.zeros((2, 2)))
    assert strict.decide(scores).tolist() == [[True, False], [False, True]]


def test_truth_has_a_row_per_passage_and_a_column_per_mechanism(codebook: Codebook) -> None:
    both = CodedPassage("T.", ("bomen", "water"), "plan", "nota", "anna")
    assert truth([both, replace(both, mechanisms=("water",))], codebook).tolist() == [[True, True], [False, True]]
    assert roles_of([both, replace(both, role="klacht")], codebook).tolist() == [[False, True], [True, False]]
