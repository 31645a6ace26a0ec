"""The scale of the figures of a comparison."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.comparison_figures import round_shares


@pytest.mark.parametrize(
    ("most", "shares"),
    [
        (0.0104, [0, 0.002, 0.004, 0.006, 0.008, 0.01]),
        (0.0333, [0, 0.01, 0.02, 0.03]),
        (0.6, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]),
        (1.0, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_shares_on_the_scale_are_round(most: float, shares: list[float]) -> None:
    assert round_shares(most) == pytest.approx(shares)


@given(st.floats(0.001, 1))
def test_a_scale_has_four_to_seven_shares_up_to_the_most(most: float) -> None:
    shares = round_shares(most)
    assert 4 <= len(shares) <= 7
    assert shares[-1] <= most * 1.001
    assert most < shares[-1] + 1.001 * shares[1]
