"""Codings as a table: one row per sentence, in order, whatever the batches."""

import json
from dataclasses import replace

import polars as pl
import pytest

from pipeline.classify import (
    classify,
    coded_line,
    coding_schema,
    role_score_column,
    score_column,
)
from pipeline.codebook import Codebook
from pipeline.model.calibration import RoleCalibration
from pipeline.model.classifier import Classifier
from pipeline.records import Sentence

SENTENCES = [
    Sentence("De iepen aan de Ringbaan zijn ziek."),
    Sentence("Na regen staat de Ringbaan blank."),
    Sentence("Het buurthuis krijgt een nieuwe keuken.", after="Dat geldt ook hier."),
    Sentence("De wortels van de linden drukken het riool onder de Ringbaan kapot."),
    Sentence("Dat geldt ook hier.", before="De iepen aan de Ringbaan zijn ziek.", after="Er komen nieuwe linden."),
    Sentence(""),
]


def test_columns_are_those_of_the_codebook(classifier: Classifier, codebook: Codebook) -> None:
    table = classify(SENTENCES, classifier)
    assert table.columns == [
        *("mechanismen", "rol", "rol_kans", "kans_bomen", "kans_water", "rolkans_klacht", "rolkans_plan")
    ]
    assert dict(table.schema) == coding_schema(codebook)
    assert (score_column("water"), role_score_column("plan")) == ("kans_water", "rolkans_plan")


def test_sentences_get_their_codes_in_the_order_given(classifier: Classifier) -> None:
    table = classify(SENTENCES, classifier)
    assert table["mechanismen"].to_list()[:4] == [["bomen"], ["water"], [], ["bomen", "water"]]
    assert table["rol"].to_list()[:4] == ["klacht", "klacht", "plan", "klacht"]


def test_the_role_has_the_highest_probability_for_how_rare_it_is(classifier: Classifier) -> None:
    table = classify(SENTENCES, classifier)
    for row in table.iter_rows(named=True):
        assert row[f"rolkans_{row['rol']}"] == row["rol_kans"]
        # Of the passages 30 are klacht and 20 plan.
        assert (row["rol"] == "klacht") is (row["rolkans_klacht"] / 0.6**0.5 > row["rolkans_plan"] / 0.4**0.5)


def test_the_probability_of_a_rare_role_is_its_own_though_another_is_likelier(classifier: Classifier) -> None:
    even = RoleCalibration(((0.0, 0.0), (0.0, 0.0)), (0.1, 0.0), shares=(0.9, 0.1))
    calibrations = replace(classifier.calibrations, roles=even)
    (row,) = classify(SENTENCES[:1], replace(classifier, calibrations=calibrations)).iter_rows(named=True)
    assert row["rol"] == "plan"
    assert row["rol_kans"] == row["rolkans_plan"] < row["rolkans_klacht"]


def test_batches_do_not_change_the_codings(classifier: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = classify(SENTENCES, classifier)
    monkeypatch.setattr("pipeline.classify.BATCH", 2)
    parts = classify(SENTENCES, classifier)
    assert parts.drop(pl.selectors.float()).equals(whole.drop(pl.selectors.float()))
    for column in whole.select(pl.selectors.float()).columns:
        assert parts[column].to_list() == pytest.approx(whole[column].to_list(), abs=1e-5)


def test_nothing_in_nothing_out(classifier: Classifier, codebook: Codebook) -> None:
    table = classify([], classifier)
    assert table.height == 0
    assert dict(table.schema) == coding_schema(codebook)


def test_a_coded_line_has_the_keys_of_the_contract(codebook: Codebook) -> None:
    scores = {"kans_bomen": 0.123456, "kans_water": 1.0, "rolkans_klacht": 0.25, "rolkans_plan": 0.75}
    line = coded_line("z1", {"mechanismen": ["water"], "rol": "plan", "rol_kans": 0.75, **scores}, codebook)
    assert json.loads(json.dumps(line)) == {
        "id": "z1",
        "mechanisme": ["water"],
        "rol": "plan",
        "scores": {"bomen": 0.1235, "water": 1.0},
        "rol_scores": {"klacht": 0.25, "plan": 0.75},
    }
