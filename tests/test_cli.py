"""The command: help, exit codes, one line per error, and the files that extract, classify and evaluate write."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline import __version__
from pipeline.cli import main
from pipeline.settings import PROJECT, Settings

SHARES = {"klacht": 0.6, "plan": 0.4}  # of the roles among the coded passages
COMMANDS = (
    "run",
    "status",
    "extract",
    "classify",
    "train",
    "evaluate",
    "compare",
    "export",
    "import",
    "language-model",
)
REPORT = """# Groen in het dorp

De iepen aan de Kerkbrink zijn ziek, zo schrijft de dienst, en daarom komen er nieuwe linden langs de Schoollaan.

- het riool onder de Havenkade loopt bij regen over
"""


class Answer(NamedTuple):
    """What a call of the command gave."""

    code: int
    out: str
    err: str


Command = Callable[..., Answer]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Call the command in this process, in a terminal of 100 columns."""
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["rodedraad", *map(str, arguments)])
        try:
            main()
            code: object = 0
        except SystemExit as e:
            code = e.code or 0
        assert isinstance(code, int)
        return Answer(code, *capsys.readouterr())

    return call


@pytest.fixture
def options(settings: Settings, tmp_path: Path) -> list[object]:
    """The options that point the command to the tiny project."""
    file = tmp_path / "project" / "rodedraad.toml"
    file.write_text(
        'codebook = "codeboek.toml"\npassages = "passages"\norganisations = "organisaties.toml"\n'
        'model_folder = "model"\nworkers = 1\n',
        encoding="utf-8",
    )
    return ["--settings", file]


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_jsonl(path: Path, *lines: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def assert_one_line(answer: Answer) -> None:
    assert answer.err.startswith("rodedraad: ")
    assert answer.err.count("\n") == 1
    assert answer.out == ""


def test_python_m_pipeline_is_the_command() -> None:
    call = [sys.executable, "-m", "pipeline", "--version"]
    answer = subprocess.run(call, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert answer.stdout == f"rodedraad {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, command: Command) -> None:
    answer = command(name, "--help")
    assert answer.code == 0
    assert f"rodedraad {name} [OPTIONS]" in answer.out


def test_help_lists_every_command(command: Command) -> None:
    answer = command("-h")
    assert answer.code == 0
    assert all(f" {name} " in answer.out for name in COMMANDS)


def test_version_is_shown(command: Command) -> None:
    assert command("--version") == (0, f"rodedraad {__version__}\n", "")


def test_without_arguments_help_is_shown(command: Command) -> None:
    answer = command()
    assert "Usage:" in answer.out
    assert all(f" {name} " in answer.out for name in COMMANDS)


def test_unknown_command_is_refused(command: Command) -> None:
    assert command("verzin").code == 2


def test_run_shows_the_threads_and_then_that_nothing_changed(
    command: Command, options: list[object], tmp_path: Path
) -> None:
    reports, out = tmp_path / "rapporten", tmp_path / "uit"
    reports.mkdir()
    (reports / "groen.md").write_text(REPORT, encoding="utf-8")
    (reports / "leeg.md").write_text("\n", encoding="utf-8")
    first = command("run", reports, "--out", out, *options)
    assert first.code == 0
    assert "Zorg voor bomen" in first.out
    assert "2 files, 2 pages, 2 sentences, 2 coded passages; 2 files read and 2 coded in this run." in first.out
    assert f"1 not read: leeg (see {out / 'status.csv'})" in first.out
    second = command("run", reports, "--out", out, *options)
    assert second.code == 0
    assert second.out.startswith(f"Nothing changed since the last run: the results in {out} are up to date.\n")
    assert "0 files read and 0 coded in this run." in second.out


def test_run_and_status_give_one_json_object_for_a_program(
    command: Command, options: list[object], tmp_path: Path
) -> None:
    reports, out = tmp_path / "rapporten", tmp_path / "uit"
    reports.mkdir()
    (reports / "groen.md").write_text(REPORT, encoding="utf-8")
    assert command("status", out).code == 2
    answer = command("run", reports, "--out", out, "--json", "--log-level", "info", *options)
    found = json.loads(answer.out)
    assert (answer.code, found["changed"], found["read"], found["counts"]["files"]) == (0, True, 1, 1)
    assert " INFO read groen.md: " in answer.err
    standing = command("status", out, "--json")
    assert (standing.code, json.loads(standing.out)["state"]) == (0, "finished")
    (out / ".voortgang.json").write_text(
        '{"started": "2026-11-22T13:00:00+00:00", "stage": "Coding"}', encoding="utf-8"
    )
    assert command("status", out).code == 4


def test_a_quiet_run_says_nothing_but_its_errors(command: Command, options: list[object], tmp_path: Path) -> None:
    reports = tmp_path / "rapporten"
    reports.mkdir()
    (reports / "groen.md").write_text(REPORT, encoding="utf-8")
    assert command("run", reports, "--out", tmp_path / "uit", "--quiet", *options) == (0, "", "")
    assert command("run", tmp_path / "weg", "--quiet").err.startswith("rodedraad: ")


def test_run_shows_no_text_of_a_report(command: Command, options: list[object], tmp_path: Path) -> None:
    reports = tmp_path / "rapporten"
    reports.mkdir()
    (reports / "groen.md").write_text(REPORT, encoding="utf-8")
    answer = command("run", reports, "--out", tmp_path / "uit", *options)
    assert "Kerkbrink" not in answer.out + answer.err


def test_run_without_a_readable_report_exits_with_1(command: Command, options: list[object], tmp_path: Path) -> None:
    (tmp_path / "rapporten").mkdir()
    (tmp_path / "rapporten" / "leeg.txt").write_text("", encoding="utf-8")
    answer = command("run", tmp_path / "rapporten", "--out", tmp_path / "uit", *options)
    assert answer.code == 1
    assert answer.err.splitlines()[-1].startswith("rodedraad: none of the 1 files could be read")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["run", "geen-map"], "geen-map does not exist; give a folder of reports"),
        (["run", "leeg", "--settings", "weg.toml"], "no settings file at weg.toml"),
        (["run", "vol", "--codebook", "weg.toml"], "no codebook at weg.toml"),
        (["classify", "weg.jsonl", "--out", "uit.jsonl"], "no file weg.jsonl"),
        (["evaluate", "--passages", "vol", "--model", "m"], "no coded passages: vol holds no .csv file"),
        (["train", "--codebook", "vol/rapport.txt"], "vol/rapport.txt is not valid TOML"),
    ],
)
def test_what_cannot_be_used_exits_with_2_and_one_line(
    arguments: list[str], problem: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("leeg").mkdir()
    Path("vol").mkdir()
    Path("vol/rapport.txt").write_text("Een rapport is geen codeboek.", encoding="utf-8")
    answer = command(*arguments)
    assert answer.code == 2
    assert problem in answer.err
    assert answer.err.splitlines()[-1].startswith("rodedraad: ")
    assert "Traceback" not in answer.err


def test_error_is_one_line(command: Command, tmp_path: Path) -> None:
    answer = command("run", tmp_path / "geen-map")
    assert answer.code == 2
    assert_one_line(answer)


def test_a_place_that_cannot_be_written_is_one_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "groen.md").write_text(REPORT, encoding="utf-8")
    answer = command("extract", tmp_path / "groen.md", "--out", tmp_path / "groen.md" / "blokken.jsonl")
    assert answer.code == 2
    assert_one_line(answer)


def test_extract_writes_one_block_per_line_in_reading_order(command: Command, tmp_path: Path) -> None:
    (tmp_path / "mijn groen.md").write_text(REPORT, encoding="utf-8")
    answer = command("extract", tmp_path / "mijn groen.md", "--out", tmp_path / "blokken.jsonl")
    blocks = read_jsonl(tmp_path / "blokken.jsonl")
    assert answer.code == 0
    assert answer.out.startswith("mijn groen.md: ok, 1 pages, 3 blocks")
    assert [block["kind"] for block in blocks] == ["heading", "paragraph", "list_item"]
    assert [block["text"].split()[0] for block in blocks] == ["Groen", "De", "-"]
    for block in blocks:
        assert {"page", "end_page", "kind", "text", "bbox"} <= set(block)
        assert (block["page"], block["end_page"], block["bbox"]) == (1, 1, None)


def test_extract_of_an_unreadable_file_exits_with_1_and_says_why(command: Command, tmp_path: Path) -> None:
    (tmp_path / "nul.txt").write_bytes(b"\x00\x01")
    answer = command("extract", tmp_path / "nul.txt", "--out", tmp_path / "blokken.jsonl")
    assert answer.code == 1
    assert "beschadigd" in answer.out
    assert "nulbytes" in answer.out
    assert read_jsonl(tmp_path / "blokken.jsonl") == []


def test_extract_of_a_missing_file_exits_with_2(command: Command, tmp_path: Path) -> None:
    answer = command("extract", tmp_path / "weg.pdf", "--out", tmp_path / "blokken.jsonl")
    assert answer.code == 2
    assert "there is no file" in answer.err
    assert "Traceback" not in answer.err


def test_classify_gives_every_sentence_back_in_order(command: Command, options: list[object], tmp_path: Path) -> None:
    sentences = write_jsonl(
        tmp_path / "zinnen.jsonl",
        {"id": "z9", "text": "De iepen aan de Molenweg zijn ziek.", "before": None, "document": "wordt genegeerd"},
        {"id": "z1", "text": "", "before": "", "after": "", "section": ""},
        {"id": "z9", "text": "Na regen staat de Havenkade blank.", "after": "De bus stopt daar niet meer."},
    )
    answer = command("classify", sentences, "--out", tmp_path / "codes.jsonl", *options)
    codings = read_jsonl(tmp_path / "codes.jsonl")
    assert answer.code == 0
    assert answer.out == f"3 sentences coded -> {tmp_path / 'codes.jsonl'}\n"
    assert [coding["id"] for coding in codings] == ["z9", "z1", "z9"]
    for coding in codings:
        assert list(coding) == ["id", "mechanisme", "rol", "scores", "rol_scores"]
        assert list(coding["scores"]) == ["bomen", "water"]
        assert list(coding["rol_scores"]) == ["klacht", "plan"]
        assert sum(coding["rol_scores"].values()) == pytest.approx(1, abs=1e-3)
        for_how_rare = {role: coding["rol_scores"][role] / SHARES[role] ** 0.5 for role in SHARES}
        assert coding["rol"] == max(SHARES, key=for_how_rare.__getitem__)
    assert codings[0]["mechanisme"] == ["bomen"]
    assert codings[2]["mechanisme"] == ["water"]


def test_classify_of_nothing_gives_nothing(command: Command, options: list[object], tmp_path: Path) -> None:
    (tmp_path / "leeg.jsonl").write_text("\n", encoding="utf-8")
    answer = command("classify", tmp_path / "leeg.jsonl", "--out", tmp_path / "codes.jsonl", *options)
    assert answer.code == 0
    assert (tmp_path / "codes.jsonl").read_bytes() == b""


def test_classify_names_the_line_that_is_wrong(command: Command, options: list[object], tmp_path: Path) -> None:
    sentences = write_jsonl(tmp_path / "zinnen.jsonl", {"id": "1", "text": "Goed."}, {"id": "2"})
    answer = command("classify", sentences, "--out", tmp_path / "codes.jsonl", *options)
    assert answer.code == 2
    assert f"{sentences}, line 2: text: it is missing; add it" in answer.err
    assert_one_line(answer)
    assert not (tmp_path / "codes.jsonl").exists()


def test_train_shows_quality_and_warnings(command: Command, options: list[object], settings: Settings) -> None:
    answer = command("train", *options)
    assert answer.code == 0
    assert f"Trained on 50 passages of 5 documents -> {settings.model_folder}" in answer.out
    assert "Quality on documents held out of the passages" in answer.out
    assert "Macro F1: mechanisms" in answer.out
    (settings.passages / "ronde-2.csv").write_text(
        "text;mechanismen;rol;document;coder\nEen esdoorn kwijnt.;bomen;klacht;nota;\n", encoding="utf-8"
    )
    assert "1 rows without a coder were left out" in command("train", *options).out


def test_train_shows_what_changed_and_goes_back(command: Command, options: list[object], settings: Settings) -> None:
    first = command("train", *options)
    # The model of the project was made without the word vectors of the corpus.
    assert "No comparison with a model before: the word vectors have changed." in first.out
    row = "De eiken aan de ring worden gesnoeid.;bomen;plan;nota;bram\n"
    (settings.passages / "ronde-2.csv").write_text(f"text;mechanismen;rol;document;coder\n{row}", encoding="utf-8")
    answer = command("train", *options)
    assert "Trained on 51 passages of 6 documents" in answer.out
    assert "Before > after, all documents (6), with 95 % intervals" in answer.out
    assert "1.00 > 1.00" in " ".join(answer.out.split())
    assert "no demonstrable difference: bomen, water, klacht, plan." in answer.out
    back = command("train", "--restore", *options)
    assert back.code == 0
    assert "Trained on 50 passages of 5 documents" in back.out
    assert "The model from before is in use again" in back.out


def test_a_learning_curve_needs_more_documents_than_these(command: Command, options: list[object]) -> None:
    answer = command("learning-curve", *options)
    assert answer.code == 2
    assert "coded passages come from 5 documents; a learning curve draws shares of them and needs 32" in answer.err


def test_train_warns_for_passages_that_were_left_out(command: Command, options: list[object], tmp_path: Path) -> None:
    with (tmp_path / "project" / "rodedraad.toml").open("a", encoding="utf-8") as file:
        file.write("[model]\nmost_passages = 38\n")
    answer = command("train", *options)
    assert answer.code == 0
    assert "Trained on 38 passages of 5 documents" in answer.out
    assert "Warning: learnt from 38 of 50 passages; raise most_passages when memory allows\n" in answer.out


def test_classify_takes_the_neighbours_of_a_sentence_into_account(
    command: Command, options: list[object], tmp_path: Path
) -> None:
    trees = "De iepen aan de Molenweg zijn ziek."
    sentences = write_jsonl(
        tmp_path / "zinnen.jsonl",
        {"id": "alleen", "text": "Dat geldt ook hier."},
        {"id": "ertussen", "text": "Dat geldt ook hier.", "before": trees, "after": trees},
    )
    assert command("classify", sentences, "--out", tmp_path / "codes.jsonl", *options).code == 0
    assert [coding["mechanisme"] for coding in read_jsonl(tmp_path / "codes.jsonl")] == [[], ["bomen"]]


def test_evaluate_shows_the_quality_per_code(command: Command, options: list[object]) -> None:
    answer = command("evaluate", *options)
    assert answer.code == 0
    assert all(code in answer.out for code in ("bomen", "water", "klacht", "plan"))
    assert "Mean average precision: mechanisms" in answer.out


def test_evaluate_measures_on_a_file_of_coded_sentences(
    command: Command, options: list[object], tmp_path: Path
) -> None:
    sentence = {"id": "1", "text": "De iepen aan de Molenweg zijn ziek.", "rol": "klacht", "document": "a"}
    coded = write_jsonl(tmp_path / "gecodeerd.jsonl", sentence | {"mechanisme": ["bomen"]})
    answer = command("evaluate", coded, *options)
    assert answer.code == 0
    assert "Quality on gecodeerd.jsonl" in answer.out
    wrong = write_jsonl(tmp_path / "fout.jsonl", sentence | {"mechanisme": ["gras"]})
    refused = command("evaluate", wrong, *options)
    assert refused.code == 2
    assert "id 1: unknown code 'gras'" in refused.err


def test_language_model_prints_one_line(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.language_model.install", lambda: "Het is niet gelukt.")
    assert command("language-model") == (0, "Het is niet gelukt.\n", "")


def test_a_child_that_loads_what_the_command_began_with_loads_no_commands() -> None:
    script = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]["rodedraad"]
    module, _, function = script.partition(":")
    loaded = f"import sys; from {module} import {function}; print('typer' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", loaded], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert answer.stdout == "False\n"
