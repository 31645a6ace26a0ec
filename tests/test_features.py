"""The numbers that the classifier sees of a sentence."""

import numpy as np
import pytest

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.model.features import Features, Rows, Weights
from pipeline.model.terms import Dense
from pipeline.model.vectors import Vectors

SENTENCES = [
    "De iepen zijn ziek.",
    "De vijver is diep.",
]


def dense(rows: Rows) -> Dense:
    """The words of sentences, with all that is 0."""
    return np.asarray(rows.words.matrix().toarray())


@pytest.fixture(scope="module")
def texts(coded_passages: list[CodedPassage]) -> list[str]:
    return [passage.text for passage in coded_passages]


@pytest.fixture(scope="module")
def features(texts: list[str], codebook: Codebook) -> Features:
    return Features.fit(texts, codebook)[0]


def test_fitting_gives_the_rows_of_the_same_sentences(texts: list[str], codebook: Codebook) -> None:
    features, rows = Features.fit(texts, codebook)
    again = features.rows(texts)
    assert len(rows) == len(texts) == len(rows.words)
    assert np.array_equal(dense(rows), dense(again))
    assert np.array_equal(rows.sense, again.sense)


def test_a_row_does_not_depend_on_the_other_rows(features: Features) -> None:
    together = features.rows(SENTENCES)
    for number, sentence in enumerate(SENTENCES):
        alone = features.rows([sentence])
        assert np.array_equal(dense(alone)[0], dense(together)[number])
        assert np.array_equal(alone.sense[0], together.sense[number])


def test_half_the_memory_of_ordinary_numbers_is_enough(features: Features) -> None:
    rows = features.rows(SENTENCES)
    assert rows.words.values.dtype == rows.sense.dtype == np.dtype(np.float32)


def test_the_same_seed_gives_the_same_rows(texts: list[str], codebook: Codebook) -> None:
    first, second = (Features.fit(texts, codebook, seed=5)[1] for _ in range(2))
    assert np.array_equal(first.sense, second.sense)


def test_vectors_speak_for_words_that_were_never_learnt(texts: list[str], codebook: Codebook) -> None:
    vectors = Vectors(("iepen", "xyzzy"), np.eye(2, dtype=np.float32))
    features, _ = Features.fit(texts, codebook, vectors)
    rows = features.rows(["Xyzzy!"])
    assert not dense(rows).any()
    assert np.count_nonzero(rows.sense) == 1


def test_unknown_words_give_an_empty_row(features: Features) -> None:
    rows = features.rows(["Xyzzy qwrty?"])
    assert not dense(rows).any()
    assert not rows.sense.any()


def test_parts_of_words_speak_for_compounds_that_were_never_learnt(features: Features) -> None:
    compound, known, other = features.rows(["Lindenwortels.", "De wortels van de linden.", "Een nieuwe keuken."]).sense
    assert compound @ known > 10 * abs(compound @ other)


@pytest.mark.parametrize(("group", "left"), [("words", (False, True)), ("parts", (True, True))])
def test_a_group_without_weight_is_left_out(
    group: str, left: tuple[bool, bool], texts: list[str], codebook: Codebook
) -> None:
    features, _ = Features.fit(texts, codebook, weights=Weights(**{group: 0.0}))
    rows = features.rows(SENTENCES)
    assert (bool(dense(rows).any()), bool(rows.sense.any())) == left


def test_words_of_one_sentence_only_are_left_out_when_there_are_many(codebook: Codebook) -> None:
    often = [f"De beuk groeit in vak {number % 9}." for number in range(101)]
    features, _ = Features.fit([*often, "De zeldzame ginkgo."], codebook)
    assert "beuk" in features.words.place
    assert "ginkgo" not in features.words.place
    few, _ = Features.fit([*often[:20], "De zeldzame ginkgo."], codebook)
    assert "ginkgo" in few.words.place
