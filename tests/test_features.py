"""The matrix that the classifier sees."""

import numpy as np
import pytest

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.model.features import Features
from pipeline.model.vectors import Vectors

SENTENCES = [
    "De iepen zijn ziek.",
    "De vijver is diep.",
]


@pytest.fixture(scope="module")
def features(coded_passages: list[CodedPassage], codebook: Codebook) -> Features:
    return Features.fit([passage.text for passage in coded_passages], codebook)[0]


def test_fitting_gives_the_matrix_of_the_same_sentences(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    features, matrix = Features.fit([passage.text for passage in coded_passages], codebook)
    assert abs(matrix - features.matrix([passage.text for passage in coded_passages])).max() == pytest.approx(
        0, abs=1e-12
    )


def test_a_row_does_not_depend_on_the_other_rows(features: Features) -> None:
    together = features.matrix(SENTENCES).toarray()
    for sentence, row in zip(SENTENCES, together, strict=True):
        assert np.array_equal(features.matrix([sentence]).toarray()[0], row)


def test_vectors_speak_for_words_that_were_never_learnt(coded_passages: list[CodedPassage], codebook: Codebook) -> None:
    vectors = Vectors(("iepen", "xyzzy"), np.eye(2, dtype=np.float32))
    features, _ = Features.fit([passage.text for passage in coded_passages], codebook, vectors)
    assert features.matrix(["Xyzzy!"]).nnz == 1


def test_unknown_words_give_an_empty_row(features: Features) -> None:
    assert features.matrix(["Xyzzy qwrty?"]).nnz == 0


def test_words_of_one_sentence_only_are_left_out_when_there_are_many(codebook: Codebook) -> None:
    often = [f"De beuk groeit in vak {number % 9}." for number in range(101)]
    features, _ = Features.fit([*often, "De zeldzame ginkgo."], codebook)
    assert "beuk" in features.words.vocabulary_
    assert "ginkgo" not in features.words.vocabulary_
    few, _ = Features.fit([*often[:20], "De zeldzame ginkgo."], codebook)
    assert "ginkgo" in few.words.vocabulary_
