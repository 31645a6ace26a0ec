"""Codings as a table: one row per sentence, in order, whatever the batches."""

import json

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
from pipeline.model.classifier import Classifier

SENTENCES = [
    "De iepen aan de Ringbaan zijn ziek.",
    "Na regen staat de Ringbaan blank.",
    "Het buurthuis krijgt een nieuwe keuken.",
    "De wortels van de linden drukken het riool onder de Ringbaan kapot.",
    "",
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


def test_the_role_is_the_one_with_the_highest_probability(classifier: Classifier) -> None:
    table = classify(SENTENCES, classifier)
    highest = table.select(pl.max_horizontal("rolkans_klacht", "rolkans_plan")).to_series()
    assert table["rol_kans"].to_list() == highest.to_list()
    for row in table.iter_rows(named=True):
        assert row[f"rolkans_{row['rol']}"] == row["rol_kans"]


def test_batches_do_not_change_the_codings(classifier: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = classify(SENTENCES, classifier)
    monkeypatch.setattr("pipeline.classify.BATCH", 2)
    parts = classify(SENTENCES, classifier)
    assert parts.drop(pl.selectors.float()).equals(whole.drop(pl.selectors.float()))
    assert parts["kans_bomen"].to_list() == pytest.approx(whole["kans_bomen"].to_list(), abs=1e-12)


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
