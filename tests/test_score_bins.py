"""Bins of probability, counted by hand."""

import json

import numpy as np
import pytest

from pipeline.codebook import Codebook
from pipeline.model.score_bins import ScoreBins, bins_from_card
from pipeline.model.store import Model


def test_passages_are_counted_by_whether_their_document_has_the_code() -> None:
    scores = np.array([0.9, 0.7, 0.1, 0.8, 0.3, 0.2])
    positive = np.array([True, True, False, False, False, False])
    bins = ScoreBins.of(scores, positive, ["a", "a", "a", "a", "b", "b"])
    assert bins.size == 8
    assert bins.edges[0] == pytest.approx(0.725)  # an eighth of the way from 0.7 to 0.9
    assert (bins.having[0], bins.having[-1]) == (1, 1)
    assert (sum(bins.having), sum(bins.beside), sum(bins.elsewhere)) == (2, 2, 2)
    assert bins.beside[bins.place(np.array([0.8]))[0]] == 1
    assert bins.elsewhere[0] == 2


def test_a_probability_on_an_edge_falls_above_it() -> None:
    bins = ScoreBins((0.2, 0.6), (1, 1, 1), (5, 0, 0), (9, 0, 0))
    assert bins.place(np.array([0.1, 0.2, 0.5, 0.6, 0.99])).tolist() == [0, 1, 1, 2, 2]


def test_chances_sum_to_one_and_none_is_zero() -> None:
    for shares in ScoreBins((0.5,), (0, 40), (30, 0), (900, 0)).shares:
        assert shares.sum() == pytest.approx(1)
        assert (shares > 0).all()


def test_a_small_group_leans_on_the_other_passages_that_lack_the_code() -> None:
    having, beside, elsewhere = ScoreBins((0.5,), (1, 9), (80, 20), (0, 0)).shares
    assert elsewhere == pytest.approx(beside, abs=0.01)
    assert having[1] > beside[1]


def test_a_code_that_no_passage_has_is_left_with_one_bin() -> None:
    bins = ScoreBins.of(np.array([0.1, 0.2]), np.array([False, False]), ["a", "b"])
    assert (bins.edges, bins.having, bins.beside, bins.elsewhere) == ((), (0,), (0,), (2,))


def test_the_card_keeps_the_bins_of_every_mechanism(model: Model, codebook: Codebook) -> None:
    bins = bins_from_card(json.loads(json.dumps(model.card)))
    assert list(bins) == list(codebook.mechanisms)
    # Every document of the tiny project has four sentences with bomen and six without.
    assert (sum(bins["bomen"].having), sum(bins["bomen"].beside), sum(bins["bomen"].elsewhere)) == (20, 30, 0)
