"""Quality figures, worked out by hand."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
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
