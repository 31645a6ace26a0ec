"""Numbers and lists as they are written in Dutch."""

import pytest

from pipeline.synthesis.dutch import listed, number


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1234567, 0, "1.234.567"),
        (1234.5, 1, "1.234,5"),
        (0.25, 1, "0,2"),  # halves go to the even digit
        (0.35, 1, "0,4"),
        (2.675, 2, "2,68"),  # as it is written, not as it is stored
        (1e-7, 3, "0,000"),
        (-1234.56, 1, "-1.234,6"),
    ],
)
def test_numbers_have_a_comma_and_points(value: float, digits: int, written: str) -> None:
    assert number(value, digits=digits) == written


@pytest.mark.parametrize(
    ("parts", "written"),
    [([], ""), (["eik"], "eik"), (["eik", "iep"], "eik en iep"), (["eik", "iep", "es"], "eik, iep en es")],
)
def test_lists_end_with_en(parts: list[str], written: str) -> None:
    assert listed(parts) == written
