"""The report of an evaluation and the model card: what is in them, and what never is."""

import re
from pathlib import Path

import polars as pl
import pytest

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.evaluation.card import card
from pipeline.evaluation.evaluate import Evaluation, evaluate
from pipeline.evaluation.markdown import markdown_table, side_by_side, with_interval
from pipeline.evaluation.report import DIAGRAM, REPORT, write_report
from pipeline.evaluation.trials import Materials, Wanted
from pipeline.settings import ModelSettings
from pipeline.spreadsheet import read_csv

SECRET = "De iepen aan de Ringbaan zijn ziek."
WRONG = "Het riool aan de Ringbaan loopt bij regen over."


@pytest.fixture(scope="module")
def done(coded_passages: list[CodedPassage], codebook: Codebook) -> Evaluation:
    """Measured on one sentence that is coded well and one that people say is about trees."""
    unseen = (
        CodedPassage(SECRET, ("bomen",), "klacht", "verslag Ringbaan", ""),
        CodedPassage(WRONG, ("bomen",), "klacht", "verslag Plein", ""),
    )
    materials = Materials(coded_passages, codebook, ModelSettings(), unseen=unseen)
    return evaluate(materials, Wanted(baselines=True))


def test_the_report_shows_figures_and_the_worst_mistakes(done: Evaluation, codebook: Codebook, tmp_path: Path) -> None:
    write_report(tmp_path, done.judged, codebook, comparison=done.comparison.clear(), measured_on="twee.jsonl", seed=1)
    report = (tmp_path / REPORT).read_text(encoding="utf-8")
    assert "twee.jsonl (zinnen: 2, documenten: 2)" in report
    assert re.search(r"\| bomen \| 1\.00 \| 0\.50 \| 0\.67 \(0\.00-1\.00\) \|", report)
    assert re.search(r"### bomen: gemist\n\n- 0\.\d\d \(verslag Plein\) Het riool", report)
    assert SECRET not in report
    assert "## Proeven" not in report
    assert (tmp_path / DIAGRAM).read_text(encoding="utf-8").startswith("<svg")
    _, rows = read_csv(tmp_path / "fouten.csv")
    assert {row["passage"] for _, row in rows} == {WRONG}
    _, rows = read_csv(tmp_path / "verwarring_mechanismen.csv")
    assert [row["water"] for _, row in rows] == ["1", "0", "0"]


def test_trials_are_put_side_by_side(done: Evaluation, codebook: Codebook, tmp_path: Path) -> None:
    write_report(tmp_path, done.judged, codebook, comparison=done.comparison, measured_on="twee.jsonl", seed=1)
    report = (tmp_path / REPORT).read_text(encoding="utf-8")
    assert "| basislijn | termenlijst | bestand | 5 |" in report
    wide = side_by_side(done.comparison, intervals=False)
    assert wide.columns[-4:] == ["mechanisme f1", "mechanisme AP", "rol f1", "rol AP"]
    assert wide.height == 6


def test_the_card_tells_what_was_learnt_from_and_no_sentence_that_it_was_measured_on(
    done: Evaluation, tmp_path: Path
) -> None:
    shown = card(done, about="two sentences of a street", coded_twice=tmp_path / "weg.csv")
    assert "50 passages of 5 documents in `corpus/passages`, coded by: anna." in shown
    assert "| bomen | 20 | 5 |" in shown
    assert "\nTwo sentences of a street.\n" in shown
    assert "| Baselines: list of indicator terms | 5 |" in shown
    assert "Agreement" not in shown
    assert SECRET not in shown
    assert "Ringbaan" not in shown


def test_agreement_stands_in_the_card_where_passages_were_coded_twice(done: Evaluation, tmp_path: Path) -> None:
    header = "text;document;mechanismen_1;rol_1;mechanismen_2;rol_2"
    rows = [header, "Een.;a;bomen, water;klacht;bomen;klacht", "Twee.;b;;plan;water;plan"]
    (tmp_path / "twee.csv").write_text("\n".join(rows), encoding="utf-8")
    shown = card(done, about="", coded_twice=tmp_path / "twee.csv")
    assert "2 passages were coded a second time" in shown
    assert "| bomen | 1.00 | 1.00 | 1.00 | 1 | 1 |" in shown
    assert "| water | -1.00 | -0.50 |" in shown


def test_a_table_in_markdown() -> None:
    table = pl.DataFrame({"a": ["x|y", None], "b": [0.126, 1.0], "c": [0.1, 0.2], "d": [3.0, 4.0]})
    shown = markdown_table(table.with_columns(with_interval("b", "c", "d")).select("a", "b"))
    assert shown.splitlines() == [
        "| a | b |",
        "| --- | --- |",
        "| x/y | 0.13 (0.10-3.00) |",
        "| - | 1.00 (0.20-4.00) |",
    ]
