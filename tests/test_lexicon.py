"""Indicator terms counted in sentences."""

import numpy as np
import pytest

from pipeline.codebook import Codebook
from pipeline.model.lexicon import Lexicon

MECHANISMS, ROLES = 2, 2


def codebook_with(codebook: Codebook, *terms: str) -> Codebook:
    """Return the codebook with these terms for its first mechanism."""
    first, *others = codebook.mechanisme
    return codebook.model_copy(update={"mechanisme": (first.model_copy(update={"indicatoren": terms}), *others)})


def count(codebook: Codebook, text: str, *terms: str) -> int:
    """Return how many of the terms the text holds."""
    features = Lexicon(codebook_with(codebook, *terms)).features([text])
    return round(float(np.expm1(features[0, 0])))


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("boom", "De boom bij de andere Boom.", 2),
        ("boom", "De bomen en de boomkruin.", 0),
        ("boom*", "De boomkruin, boom en boom-stam.", 3),
        ("*boom", "Een eikenboom en een boomstam.", 1),
        ("*boom*", "De eikenboomstam.", 1),
        ("te weinig licht", "Er is te  weinig\nlicht.", 1),
        ("te weinig licht", "Er is te weinig lichtinval.", 0),
        ("tekort* aan licht", "Een tekort aan licht, tekorten aan licht.", 2),
        ("café's", "Drie café's.", 1),
        ("a.b", "axb", 0),
        ("c++ of (d)", "c++ of (d)", 1),
    ],
)
def test_a_term_is_a_whole_word_and_a_star_the_rest_of_one(
    term: str, text: str, expected: int, codebook: Codebook
) -> None:
    assert count(codebook, text, term) == expected


def test_terms_of_one_code_are_counted_together(codebook: Codebook) -> None:
    assert count(codebook, "Een eik en te weinig licht voor de eik.", "eik", "te weinig licht", "beuk") == 3


def test_columns_are_counts_then_presence_then_presence_beside_a_negation(codebook: Codebook) -> None:
    (row,) = Lexicon(codebook).features(["Er staan geen bomen en geen nieuwe boom."])
    counts, present, negated = np.split(row, [MECHANISMS + ROLES + 1, MECHANISMS * 2 + ROLES + 1])
    assert np.expm1(counts) == pytest.approx([2, 0, 0, 1, 2])
    assert present.tolist() == negated.tolist() == [1, 0]


def test_presence_without_a_negation(codebook: Codebook) -> None:
    (row,) = Lexicon(codebook).features(["Het riool en de vijver."])
    assert row[-4:].tolist() == [0, 1, 0, 0]


@pytest.mark.parametrize("texts", [[], ["", "De markt begint."]])
def test_texts_without_terms_give_rows_of_zeros(texts: list[str], codebook: Codebook) -> None:
    features = Lexicon(codebook).features(texts)
    assert features.shape == (len(texts), 3 * MECHANISMS + ROLES + 1)
    assert not features.any()


def test_a_term_with_full_stops_is_found(codebook: Codebook) -> None:
    assert count(codebook, "Het snoeien o.l.v. de dienst.", "o.l.v.") == 1
