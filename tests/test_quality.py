"""Quality figures, worked out by hand and beside scikit-learn."""

from dataclasses import replace
from random import Random

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.model import quality as module
from pipeline.model.classifier import Scores
from pipeline.model.quality import SCHEMA, Judged, macro_f1, quality


def passage(document: str, role: str, *mechanisms: str) -> CodedPassage:
    return CodedPassage("Tekst.", mechanisms, role, document, "anna")


@pytest.fixture
def judged() -> Judged:
    """Five passages of three documents; nobody used water."""
    passages = [
        passage("a", "klacht", "bomen"),
        passage("a", "klacht", "bomen"),
        passage("b", "plan"),
        passage("b", "plan", "bomen"),
        passage("c", "plan"),
    ]
    bomen = np.array([0.9, 0.2, 0.8, 0.7, 0.1])
    water = np.array([0.1, 0.6, 0.1, 0.1, 0.1])
    klacht = np.array([0.9, 0.4, 0.3, 0.6, 0.2])
    mechanisms = np.column_stack([bomen, water])
    scores = Scores(mechanisms, np.column_stack([klacht, 1 - klacht]))
    return Judged(passages, scores, mechanisms >= 0.5, scores.roles.argmax(axis=1))


def test_small_table_by_hand(judged: Judged, codebook: Codebook) -> None:
    rows = {row["code"]: row for row in quality(judged, codebook, seed=1).iter_rows(named=True)}
    # bomen is given to passages 1, 3 and 4; passages 1, 2 and 4 have it.
    assert rows["bomen"]["precision"] == rows["bomen"]["recall"] == rows["bomen"]["f1"] == pytest.approx(2 / 3)
    # By score the right ones come first, third and fourth.
    assert rows["bomen"]["gemiddelde_precisie"] == pytest.approx((1 + 2 / 3 + 3 / 4) / 3)
    # klacht is given to passages 1 and 4; passages 1 and 2 have it.
    assert (rows["klacht"]["precision"], rows["klacht"]["recall"]) == (0.5, 0.5)
    # plan is given to passages 2, 3 and 5; passages 3, 4 and 5 have it.
    assert rows["plan"]["f1"] == pytest.approx(2 / 3)
    assert [row["aantal"] for row in rows.values()] == [3, 0, 2, 3]
    assert [row["soort"] for row in rows.values()] == ["mechanisme", "mechanisme", "rol", "rol"]
    assert rows["water"]["naam"] == "Water in de wijk"


def test_a_code_that_no_passage_has_has_no_average_precision(judged: Judged, codebook: Codebook) -> None:
    table = quality(judged, codebook, seed=1)
    row = table.row(by_predicate=pl.col("code") == "water", named=True)
    assert (row["precision"], row["recall"], row["f1"], row["aantal"]) == (0, 0, 0, 0)
    assert row["gemiddelde_precisie"] is row["ondergrens"] is row["bovengrens"] is None
    assert dict(table.schema) == SCHEMA


def test_the_interval_holds_the_average_and_is_the_same_for_the_same_seed(judged: Judged, codebook: Codebook) -> None:
    table = quality(judged, codebook, seed=1).drop_nulls()
    assert (table["ondergrens"] <= table["gemiddelde_precisie"]).all()
    assert (table["gemiddelde_precisie"] <= table["bovengrens"]).all()
    assert quality(judged, codebook, seed=1).equals(quality(judged, codebook, seed=1))


def test_roles_are_those_that_were_picked_not_the_likeliest(judged: Judged, codebook: Codebook) -> None:
    """The likeliest role of passages 4 and 5 is picked for neither."""
    table = quality(replace(judged, roles=np.array([0, 0, 1, 1, 0])), codebook, seed=1)
    rows = {row["code"]: row for row in table.iter_rows(named=True)}
    assert (rows["klacht"]["precision"], rows["klacht"]["recall"]) == (pytest.approx(2 / 3), 1)
    assert (rows["plan"]["precision"], rows["plan"]["recall"]) == (1, pytest.approx(2 / 3))
    # The average precision still follows the probabilities: plan comes third to fifth in 1 - klacht.
    assert rows["plan"]["gemiddelde_precisie"] == pytest.approx((1 + 2 / 2 + 3 / 4) / 3)


def test_macro_f1_leaves_out_codes_that_do_not_occur(judged: Judged, codebook: Codebook) -> None:
    table = quality(judged, codebook, seed=1)
    assert macro_f1(table, "mechanisme") == pytest.approx(2 / 3)
    assert macro_f1(table, "rol") == pytest.approx((0.5 + 2 / 3) / 2)
    assert macro_f1(table.clear(), "rol") == 0


@given(st.lists(st.booleans(), min_size=1, max_size=30).filter(any), st.randoms())
def test_average_precision_is_that_of_scikit_learn(labels: list[bool], random: Random) -> None:
    positive = np.array(labels)
    score = np.array(random.sample(range(1000), len(labels))) / 1000
    once = np.ones((1, len(labels)), dtype=np.int64)
    (average,) = module._resampled_average_precision(positive, score, once)
    assert average == pytest.approx(average_precision_score(positive, score))


def test_a_passage_drawn_twice_counts_twice() -> None:
    positive, score = np.array([True, False, True]), np.array([0.9, 0.5, 0.1])
    weights = np.array([[1, 2, 1], [0, 1, 0], [2, 0, 1]])
    found = module._resampled_average_precision(positive, score, weights)
    # The second resample holds no positive passage and is left out.
    assert found == pytest.approx([(1 + 2 / 4) / 2, 1])


def test_the_bootstrap_draws_whole_documents() -> None:
    weights = module._bootstrap_weights(np.array([0, 1, 0, 2, 2]), seed=3)
    assert weights.shape == (200, 5)
    assert (weights[:, 0] == weights[:, 2]).all()
    assert (weights[:, 3] == weights[:, 4]).all()
    assert (weights[:, [0, 1, 3]].sum(axis=1) == 3).all()
