"""Reliability, confusion, mistakes and means of five passages, worked out by hand."""

import numpy as np
import polars as pl
import pytest

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.evaluation.confusion import mechanism_confusion, role_confusion
from pipeline.evaluation.diagram import reliability_svg
from pipeline.evaluation.mistakes import MISSED, WRONGLY, worst_mistakes
from pipeline.evaluation.reliability import calibration_error, reliability
from pipeline.model.classifier import Scores
from pipeline.model.quality import Judged, macro, quality


def passage(text: str, document: str, role: str, *mechanisms: str) -> CodedPassage:
    return CodedPassage(text, mechanisms, role, document, "anna")


@pytest.fixture
def judged() -> Judged:
    """Bomen is given to passages 1, 3 and 4, water to 2; klacht to 1 and 4."""
    passages = [
        passage("Een.", "a", "klacht", "bomen"),
        passage("Twee.", "a", "klacht", "bomen"),
        passage("Drie.", "b", "plan"),
        passage("Vier.", "b", "plan", "bomen"),
        passage("Vijf.", "c", "plan"),
    ]
    bomen = np.array([0.95, 0.22, 0.83, 0.74, 0.11])
    water = np.array([0.04, 0.66, 0.14, 0.14, 1.0])
    klacht = np.array([0.9, 0.4, 0.3, 0.6, 0.2])
    decided = np.column_stack([bomen >= 0.5, [False, True, False, False, False]])
    scores = Scores(np.column_stack([bomen, water]), np.column_stack([klacht, 1 - klacht]))
    return Judged(passages, scores, decided, np.array([0, 1, 1, 0, 1]))


def test_probabilities_are_compared_with_shares_in_tenths(judged: Judged, codebook: Codebook) -> None:
    rows = reliability(judged, codebook).filter(pl.col("code") == "water")
    assert rows.select("van", "aantal", "kans", "aandeel").rows() == [
        (0.0, 1, 0.04, 0.0),
        (0.1, 2, pytest.approx(0.14), 0.0),
        (0.6, 1, 0.66, 0.0),
        (0.9, 1, 1.0, 0.0),
    ]
    errors = dict(calibration_error(reliability(judged, codebook)).select("code", "fout").rows())
    assert errors["water"] == pytest.approx((0.04 + 2 * 0.14 + 0.66 + 1) / 5)
    assert errors["bomen"] == pytest.approx((0.05 + 0.78 + 0.83 + 0.26 + 0.11) / 5)


def test_the_diagram_has_a_dot_per_tenth_higher_where_more_is_right(judged: Judged, codebook: Codebook) -> None:
    table = reliability(judged, codebook)
    drawn = reliability_svg(table)
    assert drawn.count("<circle") == len(table)
    assert all(f">{code}</text>" in drawn for code in ("bomen", "water", "klacht", "plan"))
    # Of bomen, 0.95 is always right and 0.11 never: the top and the bottom of a square that starts at 46 and is 140.
    assert 'cx="179.0" cy="46.0"' in drawn
    assert 'cx="61.4" cy="186.0"' in drawn


def test_confusion_tells_what_was_given_instead(judged: Judged, codebook: Codebook) -> None:
    mechanisms = {row[0]: row[1:] for row in mechanism_confusion(judged, codebook).rows()}
    # Passage 2 has bomen and got water, passage 3 has nothing and got bomen, passage 5 neither has nor got anything.
    assert mechanisms == {"bomen": (2, 1, 0), "water": (0, 0, 0), "geen": (1, 0, 1)}
    roles = {row[0]: row[1:] for row in role_confusion(judged, codebook).rows()}
    assert roles == {"klacht": (1, 1), "plan": (1, 2)}


def test_the_surest_mistakes_come_first(judged: Judged, codebook: Codebook) -> None:
    found = worst_mistakes(judged, codebook).select("code", "fout", "kans", "passage").rows()
    assert found == [
        ("bomen", WRONGLY, 0.83, "Drie."),
        ("bomen", MISSED, 0.22, "Twee."),
        ("water", WRONGLY, 0.66, "Twee."),
        ("klacht", WRONGLY, 0.6, "Vier."),
        ("klacht", MISSED, 0.4, "Twee."),
        ("plan", WRONGLY, 0.6, "Twee."),
        ("plan", MISSED, 0.4, "Vier."),
    ]


def test_no_more_than_ten_mistakes_of_a_kind_are_shown(codebook: Codebook) -> None:
    passages = [passage(f"Zin {i}.", "a", "plan", "bomen") for i in range(15)]
    chances = np.linspace(0.1, 0.4, 15)
    scores = Scores(np.column_stack([chances, chances]), np.tile([0.1, 0.9], (15, 1)))
    missed = worst_mistakes(Judged(passages, scores, np.zeros((15, 2), dtype=bool), np.ones(15, dtype=int)), codebook)
    assert missed["passage"].to_list() == [f"Zin {i}." for i in range(10)]


def test_means_leave_out_codes_that_do_not_occur(judged: Judged, codebook: Codebook) -> None:
    means = {row[:2]: row[2:] for row in macro(judged, codebook, seed=1).rows()}
    assert means["mechanisme", "f1"][0] == pytest.approx(2 / 3)
    assert means["mechanisme", "gemiddelde_precisie"][0] == pytest.approx((1 + 2 / 3 + 3 / 4) / 3)
    assert means["rol", "f1"][0] == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert all(low <= value <= high for value, low, high in means.values())
    assert means["rol", "f1"][1] < means["rol", "f1"][2]


def test_the_interval_of_f1_holds_it(judged: Judged, codebook: Codebook) -> None:
    rows = quality(judged, codebook, seed=1)
    assert rows.filter(pl.col("code") == "water").select("f1_ondergrens", "f1_bovengrens").row(0) == (None, None)
    known = rows.drop_nulls()
    assert len(known) == 3
    assert (known["f1_ondergrens"] <= known["f1"]).all()
    assert (known["f1"] <= known["f1_bovengrens"]).all()
