"""Precision and recall of the terms for what goes well, by hand and on the passages that were coded for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.codebook import Tegenspraak, load_codebook
from pipeline.errors import PassageFileError
from pipeline.evaluation.contradiction import CODED, CONTRADICTION_SCHEMA, contradiction_quality
from pipeline.settings import PROJECT, Settings

FILE = """text;document;tegenspraak;gewicht;helft
Het gaat goed.;een;ja;2,5;a
Het gaat goed mis.;een;nee;1,0;a
Het is klaar.;twee;ja;2,5;a
Het regent.;drie;nee;4,0;a
Het regent.;vier;nee;1,0;b
"""
TERMS = Tegenspraak(termen=("gaat goed",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "gecodeerd.csv").write_text(FILE, encoding="utf-8")
    return tmp_path / "gecodeerd.csv"


def test_rates_count_a_passage_as_often_as_its_weight(path: Path) -> None:
    table = contradiction_quality(path, TERMS)
    first, second = table.to_dicts()
    assert dict(table.schema) == CONTRADICTION_SCHEMA
    assert (first["helft"], first["passages"], first["tegenspraak"], first["gevonden"]) == ("a", 4, 2, 2)
    assert first["aandeel"] == pytest.approx(5 / 10)
    assert first["precisie"] == pytest.approx(2.5 / 3.5)
    assert first["recall"] == pytest.approx(2.5 / 5)
    assert 0 <= first["recall_ondergrens"] <= first["recall"] <= first["recall_bovengrens"] <= 1
    assert second["precisie"] != second["precisie"]  # NaN: nothing found


def test_a_missing_column_is_named(path: Path) -> None:
    path.write_text(FILE.replace("gewicht", "weging"), encoding="utf-8")
    with pytest.raises(PassageFileError, match=r"gecodeerd\.csv: no column gewicht; the columns are text, document"):
        contradiction_quality(path, TERMS)


def test_our_terms_are_right_more_often_than_not() -> None:
    halves = contradiction_quality(CODED, load_codebook(Settings().codebook).tegenspraak)
    assert halves["helft"].to_list() == ["a", "b", "c"]
    assert min(halves["precisie"]) > 0.5
    assert min(halves["recall"]) > 0.05
    assert max(halves["aandeel"]) < 0.1


def test_the_module_prints_the_table() -> None:
    command = [sys.executable, "-m", "pipeline.evaluation.contradiction"]
    printed = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert "| helft | passages | tegenspraak | gevonden | aandeel | precisie | recall |" in printed
