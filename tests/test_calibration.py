"""Calibration: probabilities that rise with the values, and a code or role only where that is worth it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.model.calibration import Calibration, RoleCalibration

Values = NDArray[np.float64]
Truth = NDArray[np.bool_]


def roles_with_values(counts: tuple[int, ...], noise: float = 0.5) -> tuple[Values, Truth]:
    """Values near 1 for the role given and near -1 for the others, as a regression gives them."""
    actual = np.repeat(np.eye(len(counts), dtype=bool), counts, axis=0)
    values = np.where(actual, 1.0, -1.0) + np.random.default_rng(2).normal(0, noise, actual.shape)
    return values, actual


def test_a_calibration_moves_the_log_odds() -> None:
    probabilities = Calibration(slope=2, intercept=-1).apply(np.array([-3.0, 0.2, 0.5]))
    assert np.log(probabilities / (1 - probabilities)) == pytest.approx([-7.0, -0.6, 0.0])


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.floats(-3, 3), st.booleans()), min_size=1, max_size=30))
def test_calibration_never_turns_the_order_of_values_around(pairs: list[tuple[float, bool]]) -> None:
    values, positive = np.array([value for value, _ in pairs]), np.array([truth for _, truth in pairs])
    calibrated = Calibration.of(values, positive).apply(np.sort(values))
    assert (np.diff(calibrated) >= 0).all()
    assert ((calibrated >= 0) & (calibrated <= 1)).all()


def test_what_is_worse_than_chance_is_never_assigned() -> None:
    positive = np.array([False, False, True, True, False])
    calibration = Calibration.of(np.array([0.6, 0.5, 0.4, 0.3, 0.55]), positive)
    probabilities = calibration.apply(np.array([-100.0, 0.6, 100.0]))
    assert (probabilities < calibration.threshold).all()
    # All that is left to say is how often the code occurs.
    assert probabilities == pytest.approx([0.4, 0.4, 0.4])


def test_probabilities_are_as_frequent_as_they_say() -> None:
    random = np.random.default_rng(4)
    values = random.normal(0, 1, 4000)
    positive = random.random(4000) < 1 / (1 + np.exp(1 - 3 * values))
    calibration = Calibration.of(values, positive)
    assert calibration.slope == pytest.approx(3, rel=0.1)
    assert calibration.intercept == pytest.approx(-1, abs=0.15)
    probabilities = calibration.apply(values)
    likely = (probabilities > 0.6) & (probabilities < 0.8)
    assert positive[likely].mean() == pytest.approx(probabilities[likely].mean(), abs=0.06)


def test_the_threshold_lies_just_below_the_value_with_the_highest_f1() -> None:
    raw = np.array([0.9, 0.8, 0.7, 0.4, 0.3, 0.1])
    positive = np.array([True, True, False, True, False, False])
    calibration = Calibration.of(raw, positive)
    f1 = {cut: 2 * (positive & (raw >= cut)).sum() / (positive.sum() + (raw >= cut).sum()) for cut in raw.tolist()}
    best = max(f1, key=lambda cut: f1[cut])
    assert best == 0.4
    below, above = calibration.apply(np.array([0.3, best]))
    assert calibration.threshold == pytest.approx((below + above) / 2)


@pytest.mark.parametrize("positive", [True, False])
def test_a_code_without_exceptions_has_none_later(positive: bool) -> None:
    calibration = Calibration.of(np.array([0.2, 0.8]), np.array([positive, positive]))
    probabilities = calibration.apply(np.array([-50.0, 0.0, 50.0]))
    assert probabilities == pytest.approx([float(positive)] * 3, abs=1e-9)
    assert (probabilities >= calibration.threshold).tolist() == [positive] * 3


@pytest.mark.parametrize("counts", [(30, 20), (30, 20, 10), (0, 20), (30, 0, 10), (0, 20, 10), (30, 20, 0), (0, 0, 7)])
def test_roles_have_probabilities_that_sum_to_1_and_those_given_are_found_again(counts: tuple[int, ...]) -> None:
    values, actual = roles_with_values(counts, noise=0.2)
    calibration = RoleCalibration.of(values, actual)
    probabilities = calibration.apply(values)
    assert probabilities.shape == actual.shape
    assert probabilities.sum(axis=1) == pytest.approx(1)
    assert calibration.pick(probabilities).tolist() == actual.argmax(axis=1).tolist()


@settings(deadline=None, max_examples=25)
@given(st.sampled_from([(0, 20), (30, 0, 10), (0, 20, 10), (30, 20, 0), (0, 0, 7)]), st.integers(0, 1000))
def test_a_role_that_nobody_gave_is_never_picked(counts: tuple[int, ...], seed: int) -> None:
    calibration = RoleCalibration.of(*roles_with_values(counts))
    unseen = np.array([count == 0 for count in counts])
    probabilities = calibration.apply(np.random.default_rng(seed).normal(0, 5, (50, len(counts))))
    assert not unseen[calibration.pick(probabilities)].any()
    assert probabilities[:, unseen] == pytest.approx(0, abs=1e-9)


def test_roles_are_as_frequent_as_their_probabilities_say() -> None:
    values, actual = roles_with_values((600, 300, 100), noise=1.2)
    probabilities = RoleCalibration.of(values, actual).apply(values)
    assert probabilities.mean(axis=0) == pytest.approx([0.6, 0.3, 0.1], abs=0.01)


def test_a_rare_role_is_picked_when_it_is_likelier_than_usual() -> None:
    calibration = RoleCalibration(((0.0,) * 2,) * 2, (0.0, 0.0), shares=(0.81, 0.09))
    # The square roots of the shares are 0.9 and 0.3: the rare role is picked from a quarter on.
    assert calibration.pick(np.array([[0.74, 0.26], [0.76, 0.24], [0.5, 0.5], [1.0, 0.0]])).tolist() == [1, 0, 1, 0]


def test_shares_are_how_often_each_role_was_given() -> None:
    calibration = RoleCalibration.of(*roles_with_values((12, 6, 2)))
    assert calibration.shares == pytest.approx((0.6, 0.3, 0.1))


def test_one_role_is_all_there_is() -> None:
    values, actual = roles_with_values((0, 5))
    calibration = RoleCalibration.of(values, actual)
    assert calibration.apply(np.array([[99.0, -99.0]])) == pytest.approx(np.array([[0.0, 1.0]]), abs=1e-9)
