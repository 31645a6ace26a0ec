"""From page space to what a reader sees."""

import numpy as np
import pytest

from pipeline.extract.pdf.frame import Frame


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_texts_turn_with_the_page_and_slanted_ones_to_the_nearest_quarter(turns: int) -> None:
    frame = Frame(0, 0, 100, 200, turns)
    a, b = np.array([1.0, 0.0, -1.0, 0.0, 0.9]), np.array([0.0, 1.0, 0.0, -1.0, 0.3])
    assert frame.turn_of(a, b).tolist() == [(turns - quarters) % 4 for quarters in (0, 1, 2, 3, 0)]


def test_a_matrix_without_numbers_does_not_turn() -> None:
    broken, sound = np.array([np.nan, np.inf]), np.array([1.0, np.nan])
    with np.errstate(all="raise"):
        assert Frame(0, 0, 100, 200, 1).turn_of(broken, sound).tolist() == [1, 1]
