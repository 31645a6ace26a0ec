"""The command: what is printed, what is written, and a file with two codings."""

from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from pipeline.agreement.coded_twice import read_coded_twice
from pipeline.codebook import Codebook
from pipeline.codings.store import append
from pipeline.commands.every import app
from pipeline.errors import PassageFileError
from pipeline.settings import Settings
from tests.agreement.conftest import Decide

TWICE = """text;document;mechanismen_1;rol_1;mechanismen_2;rol_2
=Een.;a;bomen;klacht;bomen, water;klacht
Twee.;a;bomen;klacht;;plan
Drie.;b;;plan;;plan
Vier.;b;bomen;plan;bomen;plan
"""


def test_a_file_with_two_codings_is_measured_and_written_out(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "twee.csv").write_text(TWICE, encoding="utf-8")
    options = ["--file", str(tmp_path / "twee.csv"), "--codebook", str(settings.codebook)]
    done = CliRunner().invoke(app, ["agreement", *options, "--out", str(tmp_path / "uit")])
    assert done.exit_code == 0, done.output
    assert "People with each other: eerste, tweede (passages: 4, documents: 2)" in done.output
    assert "Cohen's kappa" not in done.output.replace("kappa (Cohen)", "")
    assert "Passages on which people differ: 2; others on which only the model differs from them: 0." in done.output
    differing = pl.read_csv(tmp_path / "uit" / "verschillen.csv", separator=";")
    assert differing["passage"].to_list() == ["Twee.", "'=Een."]
    table = pl.read_csv(tmp_path / "uit" / "overeenstemming.csv", separator=";", decimal_comma=True)
    assert table.filter(pl.col("code") == "bomen")["kappa"].to_list() == [0.5]
    told = (tmp_path / "uit" / "overeenstemming.md").read_text(encoding="utf-8")
    assert "| bomen | 0,53 (-) | 3 / 2 | 4 | te weinig om iets te zeggen |" in told
    assert "| bomen | 0,50 (-) | 0,75 | 0,80 | 3 / 2 | 4 |" in told
    assert "nan" not in told.lower().split()


def test_what_people_decided_is_measured_with_the_model(settings: Settings, tmp_path: Path, decide: Decide) -> None:
    for coder in ("anna", "bram"):
        append(settings.passages, [decide(coder, n, "b" if n % 2 else "w", proposed="b") for n in range(6)])
    options = ["--passages", str(settings.passages), "--codebook", str(settings.codebook)]
    done = CliRunner().invoke(app, ["agreement", *options, "--out", str(tmp_path / "uit")])
    assert done.exit_code == 0, done.output
    assert "People with the model: anna, bram (passages: 12, documents: 3)" in done.output
    assert "Too few documents (3)" in done.output
    assert "people differ: 0; others on which only the model differs from them: 3." in done.output
    assert "50 passages without such a proposal are left out" in done.output
    assert "Only 'willekeurig'" not in done.output
    table = pl.read_csv(tmp_path / "uit" / "overeenstemming.csv", separator=";", decimal_comma=True)
    assert set(table["groep"]) == {"codeurs", "codeur en model"}
    told = (tmp_path / "uit" / "overeenstemming.md").read_text(encoding="utf-8")
    assert "### anna, bram" in told
    assert "### Codeurs met het model: anna, bram (passages: 12, documenten: 3)" in told
    assert "### anna + bram" not in told


def test_pairs_are_printed_when_asked_for(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "twee.csv").write_text(TWICE, encoding="utf-8")
    options = ["--file", str(tmp_path / "twee.csv"), "--codebook", str(settings.codebook)]
    done = CliRunner().invoke(app, ["agreement", *options, "--pairs"])
    assert "Cohen's kappa: eerste, tweede" in done.output
    assert "same: share of passages" in done.output


def test_without_anything_to_compare_it_says_so(settings: Settings) -> None:
    options = ["--passages", str(settings.passages), "--codebook", str(settings.codebook)]
    done = CliRunner().invoke(app, ["agreement", *options])
    assert done.exit_code == 0, done.output
    assert "No passage was coded by two people" in done.output


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("rol_2", "rol_b", r"twee\.csv: no column rol_2; the columns are text, document"),
        ("bomen, water", "bomen, gras", r"twee\.csv, line 2: unknown mechanism 'gras'"),
        (";plan;;plan\nVier", ";;;plan\nVier", r"line 4: the roles are '' and 'plan'; the codebook has klacht, plan"),
    ],
)
def test_a_file_that_cannot_be_understood_is_named(
    before: str, after: str, problem: str, tmp_path: Path, codebook: Codebook
) -> None:
    (tmp_path / "twee.csv").write_text(TWICE.replace(before, after), encoding="utf-8")
    with pytest.raises(PassageFileError, match=problem):
        read_coded_twice(tmp_path / "twee.csv", codebook)


def test_a_missing_file_is_named(tmp_path: Path, codebook: Codebook) -> None:
    with pytest.raises(PassageFileError, match=r"no file .*niets\.csv"):
        read_coded_twice(tmp_path / "niets.csv", codebook)
