"""Where in the reports a mechanism stands: by chance, or in the same place in all of them."""

from collections.abc import Sequence

import pytest

from pipeline.codebook import Codebook
from pipeline.synthesis.material import Material
from pipeline.synthesis.places import peak, places
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
