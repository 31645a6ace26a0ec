"""The commands export and import, from a folder of results to the store and back."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.cli import main
from pipeline.codebook import load_codebook
from pipeline.codings import read_codings
from pipeline.outputs import MANIFEST
from pipeline.settings import Settings

Command = Callable[..., tuple[int, str]]
SENTENCES: tuple[tuple[str, str, list[str], str], ...] = (
    ("p1", "De wilgen 💧 langs de sloot zijn ziek.", ["bomen", "water"], "klacht"),
    ("p2", "De raad vergaderde op dinsdag.", [], "plan"),
)


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A folder of results with two sentences, of which the machine coded one."""
    folder = tmp_path / "uit"
    folder.mkdir()
    rows = [
        {
            "passage_id": passage_id,
            "document": "verslag.pdf",
            "pagina": 1,
            "sectie": "Groen",
            "passage": text,
            "ervoor": "",
            "erna": "",
            "blok": 0,
            "start": 0,
            "eind": len(text),
            "mechanismen": mechanisms,
            "rol": role,
            "kans_bomen": 0.8,
            "kans_water": 0.6,
            "rolkans_klacht": 0.7,
            "rolkans_plan": 0.3,
        }
        for passage_id, text, mechanisms, role in SENTENCES
    ]
    pl.DataFrame(rows, schema_overrides={"mechanismen": pl.List(pl.String)}).write_parquet(folder / "passages.parquet")
    card = {"mechanisms": ["bomen", "water"], "roles": ["klacht", "plan"], "fingerprint": "m1"}
    manifest = {"model_card": card, "inputs": {"verslag.pdf": "ab"}, "reports": "rapporten"}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.fixture
def command(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Call the command on the tiny project, in a folder without results."""
    monkeypatch.chdir(tmp_path)
    paths = ("--codebook", settings.codebook, "--passages", settings.passages)

    def call(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["rodedraad", *map(str, (*arguments, *paths))])
        try:
            main()
        except SystemExit as e:
            answer = capsys.readouterr()
            return int(e.code or 0), answer.out + answer.err
        raise AssertionError

    return call


def stored(settings: Settings) -> list[str]:
    return [path.name for path in sorted(settings.passages.iterdir())]


@pytest.mark.parametrize("name", ["a.qdpx", "a.csv", "a.jsonl --format prodigy", "a.jsonl --format doccano"])
def test_an_export_taken_in_again_changes_nothing(
    name: str, command: Command, results: Path, settings: Settings
) -> None:
    before = stored(settings)
    code, told = command("export", *name.split(), "--out", results)
    assert (code, "50 decisions and 1 codings of the machine" in told) == (0, True)
    code, told = command("import", name.split(maxsplit=1)[0])
    assert (code, "0 new decisions; 50 were stored before, " in told) == (0, True)
    assert stored(settings) == before


def test_an_export_taken_in_elsewhere_gives_the_same_decisions(
    command: Command, results: Path, settings: Settings, tmp_path: Path
) -> None:
    command("export", "a.json", "--format", "label-studio", "--out", results)
    assert (tmp_path / "a.xml").exists()
    before = read_codings(settings.passages, load_codebook(settings.codebook)).history
    shutil.rmtree(settings.passages)
    code, told = command("import", "a.json")
    assert (code, "50 new decisions" in told, "1 of the machine" in told) == (0, True, True)
    assert set(read_codings(settings.passages, load_codebook(settings.codebook)).history) == set(before)


def test_what_is_new_is_stored_once(command: Command, settings: Settings, tmp_path: Path) -> None:
    record = {"text": "Een nieuwe els.", "label": ["bomen", "plan"], "document": "nota"}
    (tmp_path / "in.jsonl").write_text(json.dumps(record), encoding="utf-8")
    code, told = command("import", "in.jsonl", "--coder", "bram", "--dry-run")
    assert (code, "1 new decisions (not stored: dry run)" in told) == (0, True)
    assert len(stored(settings)) == 1
    assert "1 new decisions -> " in command("import", "in.jsonl", "--coder", "bram")[1]
    assert "0 new decisions; 1 were stored before" in command("import", "in.jsonl", "--coder", "bram")[1]
    history = read_codings(settings.passages, load_codebook(settings.codebook)).history
    (made,) = (one for one in history if one.coder == "bram")
    assert (made.text, made.mechanisms, made.source) == ("Een nieuwe els.", ("bomen",), "doccano")


def test_good_records_are_stored_and_the_others_named(command: Command, settings: Settings, tmp_path: Path) -> None:
    records = [{"text": "Els.", "label": ["plan"]}, {"text": "Wilg.", "label": ["lek", "plan"]}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    code, told = command("import", "in.jsonl", "--coder", "bram")
    assert code == 1
    assert "line 2: unknown code 'lek'" in told
    assert "Unknown code 'lek' in 1 records; say what it means with --map 'lek=OURS'" in told
    assert "1 new decisions" in told
    code, told = command("import", "in.jsonl", "--coder", "bram", "--map", "lek=water")
    assert (code, "1 new decisions" in told, "1 were stored before" in told) == (0, True, True)


@pytest.mark.parametrize(
    ("text", "why"),
    [("x" * 32_001, "its text is 32001 characters long"), ("Els \0", "it holds NUL or half a character")],
)
def test_a_record_that_no_file_can_hold_is_named_and_the_others_are_stored(
    text: str, why: str, command: Command, settings: Settings, tmp_path: Path
) -> None:
    records = [{"text": one, "label": ["plan"]} for one in ("Els.", text, "Wilg.")]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    code, told = command("import", "in.jsonl", "--coder", "bram")
    assert (code, f"line 2: {why}" in told, "2 new decisions" in told) == (1, True, True)
    history = read_codings(settings.passages, load_codebook(settings.codebook)).history
    assert {one.text for one in history if one.coder == "bram"} == {"Els.", "Wilg."}


def test_choices_of_what_to_export(command: Command, results: Path) -> None:
    only = command("export", "a.csv", "--out", results, "--no-corpus", "--no-machine")[1]
    assert "0 decisions and 0 codings of the machine" in only
    assert "0 decisions and 1 codings" in command("export", "a.csv", "--out", results, "--coder", "bram")[1]
    assert "50 decisions and 0 codings" in command("export", "a.csv")[1]


def test_the_codebook_out_and_in(command: Command, settings: Settings, tmp_path: Path) -> None:
    assert command("export", "boek.qdc")[0] == 0
    code, told = command("import", "boek.qdc")
    assert (code, "2 mechanisms and 2 roles -> boek.toml" in told) == (0, True)
    assert load_codebook(tmp_path / "boek.toml") == load_codebook(settings.codebook)
    (tmp_path / "vreemd.qdc").write_text(
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="x" name="Zon" isCodable="true"/></Codes>'
        "</CodeBook>",
        encoding="utf-8",
    )
    code, told = command("import", "vreemd.qdc", "--to", "zon.toml")
    assert (code, "It must be completed before it can be used" in told) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("export", "a.txt"), "does not say which format"),
        (("export", "a.txt", "--format", "xls"), "found --format xls"),
        (("import", "weg.csv"), "there is no file"),
        (("import", "er.txt"), "no format that is recognised"),
        (("import", "er.csv", "--map", "lek"), "found --map 'lek'"),
        (("import", "er.csv", "--role", "lek"), "found --role lek"),
        (("export", "a.csv", "--out", "weg"), "holds no results"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    arguments: tuple[str, ...], why: str, command: Command, tmp_path: Path
) -> None:
    for name in ("er.txt", "er.csv"):
        (tmp_path / name).write_text("text;mechanismen;rol;document;coder\n", encoding="utf-8")
    code, told = command(*arguments)
    assert (code, told.count("\n")) == (2, 1)
    assert why in told
