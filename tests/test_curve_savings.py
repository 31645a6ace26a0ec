"""Savings are read off learning curves as they were made."""

import numpy as np
import pytest

from tests.curve_savings import Curve, needed, savings, share_at, share_overall, smooth

SIZES = np.arange(100.0, 2_001, 100)


def law(sizes: np.ndarray, share: float = 1.0) -> Curve:
    """Return (steps, 3): a curve that needs ``share`` of the passages, in both measures."""
    values = 0.7 - 0.2 * (sizes / 1_000 / share) ** -0.4
    return np.column_stack([sizes, values, values])


@pytest.mark.parametrize("share", [0.4, 0.6, 1.0])
def test_share_is_the_one_that_the_curve_was_made_with(share: float) -> None:
    random, other = law(SIZES), law(SIZES, share)
    assert share_at(1_000)(random, other, 1) == pytest.approx(share, rel=0.02)
    assert share_overall(random, other, 2) == pytest.approx(share, rel=0.02)


def test_noise_moves_the_share_over_all_sizes_little() -> None:
    noise = np.random.default_rng(5).normal(0, 0.004, (2, len(SIZES), 3)) * [0, 1, 1]
    assert share_overall(law(SIZES) + noise[0], law(SIZES, 0.6) + noise[1], 1) == pytest.approx(0.6, abs=0.06)


def test_what_a_curve_does_not_reach_is_infinite() -> None:
    assert needed(law(SIZES), 1, 0.69) == float("inf")


def test_what_the_first_step_has_needs_no_more() -> None:
    assert needed(law(SIZES), 1, -1.0) == 100


def test_dip_is_made_level() -> None:
    points = np.array([[100, 0.2, 0], [200, 0.4, 0], [300, 0.3, 0], [400, 0.5, 0]])
    assert smooth(points, 1) == pytest.approx([0.2, 0.35, 0.35, 0.5])


def test_table_says_what_was_reached_and_how_sure_that_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.curve_savings.RESAMPLES", 40)
    shifts = np.multiply.outer([-0.01, 0, 0.01], [0, 1, 1])[:, None]
    random, other = law(SIZES) + shifts, law(SIZES[:6]) - shifts
    lines = savings({"random": random, "queue": other}).splitlines()
    assert lines[0].split("|")[1:-1] == [" measure ", " random ", " its quality ", " queue "]
    row = next(line for line in lines if line.startswith("| average precision | 600 |"))
    assert row.split("|")[4].startswith(" 100% (")
    assert "not reached" in next(line for line in lines if line.startswith("| F1 | 2000 |"))
    assert sum("power law" in line for line in lines) == 2
