"""`rodedraad review`: a sheet out, a filled-in sheet back, and the exit codes."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline import cli
from pipeline.codebook import Codebook
from pipeline.codings import read_codings
from pipeline.review import material, queue
from pipeline.review.material import Material
from pipeline.review.records import decided
from tests.review.sheet_cases import fill, given_out, item

Run = Callable[..., int]


@pytest.fixture
def run(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command with the codebook and a store of one coding; return its exit code."""
    store = tmp_path / "codings"
    store.mkdir()
    (store / "ronde-1.csv").write_text("text;mechanismen;rol;document;coder\nOud.;;plan;a;bob\n", encoding="utf-8")

    def command(*words: str) -> int:
        options = ["--codebook", str(project / "codeboek.toml"), "--passages", str(store)]
        monkeypatch.setattr("sys.argv", ["rodedraad", "review", *words, *options])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        return int(stopped.value.code or 0)

    return command


@pytest.fixture
def sheet(codebook: Codebook, tmp_path: Path) -> Path:
    return given_out([item(1), item(2), item(3)], codebook, tmp_path / "review.xlsx")


def test_a_sheet_that_is_there_already_stays_and_the_new_one_says_where_it_is(
    run: Run, sheet: Path, codebook: Codebook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    results = Material(sheet.parent, pl.DataFrame(), codebook, {}, [])
    monkeypatch.setattr(material, "load_material", lambda *_: results)
    monkeypatch.setattr(queue, "queue", lambda *_: [item(1)])
    before = sheet.read_bytes()
    assert run("--out", str(sheet.parent), "--coder", "anna") == 0
    told = capsys.readouterr().out
    assert f"{sheet} was there already" in told
    assert f"1 passages to review -> {sheet.parent / 'review-2.xlsx'}" in told
    assert sheet.read_bytes() == before
    assert (sheet.parent / "review-2.xlsx").exists()


def test_what_is_understood_is_stored_without_results_and_only_once(
    run: Run, sheet: Path, codebook: Codebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(sheet, [{"akkoord": "ja"}, {"akkoord": "overslaan"}, {}])
    assert run("--in", str(sheet), "--out", str(tmp_path / "weg")) == 0
    assert "2 new decisions" in capsys.readouterr().out
    stored = read_codings(tmp_path / "codings", codebook)
    assert [one.coder for one in stored.history] == ["bob", "anna", "anna"]
    assert run("--in", str(sheet)) == 0
    told = capsys.readouterr().out
    assert "0 new decisions" in told
    assert "2 were stored before; rows left open: 1," in told
    assert read_codings(tmp_path / "codings", codebook).history == stored.history


def test_rows_that_are_not_understood_are_told_and_the_rest_is_stored(
    run: Run, sheet: Path, codebook: Codebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(sheet, [{"water": "ja"}, {"akkoord": "ja"}, {}])
    assert run("--in", str(sheet)) == 1
    told = capsys.readouterr().out
    assert "row 3, nr 1: bomen was proposed and has neither ja nor nee" in told
    assert "1 new decisions" in told
    assert len(read_codings(tmp_path / "codings", codebook).history) == 2


def test_a_conflict_is_told_and_stored_only_when_asked(
    run: Run, sheet: Path, codebook: Codebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(sheet, [{"akkoord": "ja"}, {}, {}])
    elsewhere = given_out([item(1)], codebook, tmp_path / "later.csv")
    assert run("--in", str(fill(elsewhere, [{"bomen": "nee"}]))) == 0
    assert run("--in", str(sheet)) == 1
    told = capsys.readouterr().out
    assert "--sheet-wins stores them" in told
    assert "0 new decisions" in told.splitlines()[-1]
    assert run("--in", str(sheet), "--sheet-wins") == 0
    assert "of which 1 replace an earlier one" in capsys.readouterr().out
    assert len(read_codings(tmp_path / "codings", codebook).history) == 3


def test_the_proposal_is_given_out_with_a_passage_of_somebody_else_only_when_asked_for(
    run: Run, sheet: Path, codebook: Codebook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    results = Material(sheet.parent, pl.DataFrame(), codebook, {}, [decided(item(1), (), "plan", coder="bob")])
    monkeypatch.setattr(material, "load_material", lambda *_: results)
    monkeypatch.setattr(queue, "queue", lambda *_: [item(1), item(2)])
    given = ["--out", str(sheet.parent), "--coder", "anna", "--sheet"]
    assert run(*given, str(sheet.with_name("zonder.csv"))) == 0
    assert "1 of them were coded by somebody else and stand there without a proposal" in capsys.readouterr().out
    assert run(*given, str(sheet.with_name("met.csv")), "--show-proposal") == 0
    assert "without a proposal" not in capsys.readouterr().out
    told = [sheet.with_name(name).read_text(encoding="utf-8").count("bomen 87 %") for name in ("zonder.csv", "met.csv")]
    assert told == [1, 2]


@pytest.mark.parametrize("words", [["random"], ["report", "dorp"], ["--web"], ["--sheet", "ander.xlsx"]])
def test_reading_back_goes_with_nothing_else(
    words: list[str], run: Run, sheet: Path, codebook: Codebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(sheet, [{"akkoord": "ja"}, {}, {}])
    assert run(*words, "--in", str(sheet)) == 2
    assert "found --in together with" in capsys.readouterr().err
    assert len(read_codings(tmp_path / "codings", codebook).history) == 1


@pytest.mark.parametrize("name", ["er-niet.xlsx", "map.csv", "codeboek.toml"])
def test_a_file_that_cannot_be_used_ends_with_2(
    name: str, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "map.csv").mkdir()
    (tmp_path / "codeboek.toml").write_text("titel = 'x'", encoding="utf-8")
    assert run("--in", str(tmp_path / name)) == 2
    assert name in capsys.readouterr().err


def test_a_name_is_kept_as_it_was_spelled_before_and_is_not_the_machines(
    run: Run, codebook: Codebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = given_out([item(1)], codebook, tmp_path / "review.xlsx", coder="")
    fill(sheet, [{"akkoord": "ja"}])
    assert run("--in", str(sheet), "--coder", "Machine") == 2
    assert "'Machine' is our name for the machine" in capsys.readouterr().err
    assert run("--in", str(sheet), "--coder", "Bob") == 0
    assert {one.coder for one in read_codings(tmp_path / "codings", codebook).history} == {"bob"}
