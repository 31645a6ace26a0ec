"""Resampled measures, worked out by hand and beside scikit-learn."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, f1_score

from pipeline.model.bootstrap import average_precisions, chance, f1s, interval, resample

LABELS = st.lists(st.booleans(), min_size=1, max_size=30).filter(any)


@given(LABELS, st.randoms())
def test_once_each_the_measures_are_those_of_scikit_learn(labels: list[bool], random: Random) -> None:
    positive = np.array(labels)
    score = np.array(random.choices(range(12), k=len(labels))) / 12
    once = np.ones((1, len(labels)), dtype=np.int64)
    assert average_precisions(positive, score, once) == pytest.approx([average_precision_score(positive, score)])
    assert f1s(positive, score > 0.5, once) == pytest.approx([f1_score(positive, score > 0.5, zero_division=0)])


def test_a_passage_drawn_twice_counts_twice_and_a_draw_without_the_code_does_not_count() -> None:
    positive, score = np.array([True, False, True]), np.array([0.9, 0.6, 0.1])
    weights = np.array([[1, 2, 1], [0, 1, 0], [2, 0, 1]])
    assert average_precisions(positive, score, weights) == pytest.approx([(1 + 2 / 4) / 2, np.nan, 1], nan_ok=True)
    # The first two are given: of 3 drawn 1 is right and 1 of 2 is found; in the last draw 2 of 2, and 2 of 3.
    assert f1s(positive, score > 0.5, weights) == pytest.approx([2 / 5, np.nan, 4 / 5], nan_ok=True)


def test_whole_documents_are_drawn() -> None:
    weights = resample(["a", "b", "a", "c", "c"], seed=3)
    assert (weights[:, 0] == weights[:, 2]).all()
    assert (weights[:, 3] == weights[:, 4]).all()
    assert (weights[:, [0, 1, 3]].sum(axis=1) == 3).all()
    assert len(np.unique(weights, axis=0)) > 1


def test_the_interval_leaves_out_what_is_not_a_number() -> None:
    assert interval(np.array([0.5, np.nan, 0.5])) == (0.5, 0.5)
    assert interval(np.arange(101) / 100) == pytest.approx((0.025, 0.975))
    assert np.isnan(interval(np.array([np.nan]))).all()


@pytest.mark.parametrize(
    ("below", "zero", "above", "expected"),
    [(0, 0, 99, 0.02), (1, 0, 98, 0.04), (50, 0, 49, 1.0), (0, 99, 0, 1.0), (98, 1, 0, 0.04)],
)
def test_the_chance_of_no_difference_counts_the_resamples_on_the_other_side(
    below: int, zero: int, above: int, expected: float
) -> None:
    values = np.array([-0.1] * below + [0.0] * zero + [0.1] * above + [np.nan])
    assert chance(values) == pytest.approx(expected)


def test_what_no_resample_knows_has_no_chance() -> None:
    assert np.isnan(chance(np.array([np.nan, np.nan])))


def test_many_resamples_give_what_each_gives_alone() -> None:
    rng = np.random.default_rng(3)
    positive, score = rng.random(60) < 0.3, rng.random(60).round(1)
    weights = resample([f"d{number % 9}" for number in range(60)], seed=1, resamples=250)
    alone = [average_precisions(positive, score, weights[place : place + 1])[0] for place in range(250)]
    assert average_precisions(positive, score, weights) == pytest.approx(alone, nan_ok=True)
