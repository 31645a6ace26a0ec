"""Where in the reports a mechanism stands: by chance, or in the same place in all of them."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codebook import Codebook
from pipeline.synthesis.material import Material
from pipeline.synthesis.places import peak, places, turned
from tests.synthesis.conftest import Said, material


def reports(codebook: Codebook, starts: Sequence[int]) -> Material:
    """Reports of forty sentences, each with a cluster of eight on trees that begins at its start."""
    said = [
        Said(f"{report:02}.pdf", "1", f"Zin {place} van verslag {report}.", "bomen" if 0 <= place - start < 8 else "")
        for report, start in enumerate(starts)
        for place in range(40)
    ]
    return material(said, codebook)


def test_shares_per_tenth(codebook: Codebook) -> None:
    assert places(reports(codebook, [0, 4]), "bomen") == pytest.approx([0.5, 1.0, 0.5, *[0] * 7])


def test_clusters_at_the_same_place_in_all_reports_stand_out(codebook: Codebook) -> None:
    assert peak(reports(codebook, [12, 12, 12, 12, 12]), "bomen") in (3, 4)
    assert peak(reports(codebook, [12, 12, 12, 12, 12]), "water") is None


@pytest.mark.parametrize("starts", [[12], [0, 12], [0, 8, 16, 24, 32, 4]])
def test_clusters_at_other_places_in_every_report_do_not(codebook: Codebook, starts: list[int]) -> None:
    assert peak(reports(codebook, starts), "bomen") is None


def test_without_sentences_nothing_stands_out(codebook: Codebook) -> None:
    nothing = material([], codebook)
    assert (places(nothing, "bomen"), peak(nothing, "bomen")) == ((0.0,) * 10, None)


@given(st.integers(0, 30), st.integers(1, 5))
def test_turning_all_reports_at_once_is_turning_each(reports: int, turns: int) -> None:
    rng = np.random.default_rng(reports)
    found, starts = rng.integers(9, size=(reports, 10)).astype(float), rng.integers(10, size=(turns, reports))
    one_by_one = [
        sum((np.roll(row, -start) for row, start in zip(found, turn, strict=True)), np.zeros(10)) for turn in starts
    ]
    assert (turned(found, starts) == one_by_one).all()
