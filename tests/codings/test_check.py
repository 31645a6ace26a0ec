"""What is wrong, double, contradictory or doubtful in coded passages is found, and nothing else."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from rapidfuzz import fuzz
from typer.testing import CliRunner, Result

from pipeline.checking.alike import LEAST_ALIKE, nearly_alike, words
from pipeline.checking.check import Checked, check
from pipeline.checking.doubts import doubted
from pipeline.checking.findings import Finding, Kind
from pipeline.checking.held_out import HeldOut
from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.codings.store import append
from pipeline.commands.every import app
from pipeline.model.store import current_model
from pipeline.model.training import train
from pipeline.settings import Settings
from pipeline.spreadsheet import read_csv

HEADER = "text;mechanismen;rol;document;coder;datum;passage_id"
OTHER = "Iets heel anders over de markt.;;plan;een ander verslag;bram;2026-03-01;"  # so that there are two documents
PLANTING = "De gemeente plant dit najaar twaalf jonge beuken langs de oude vaart."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "passages"
    folder.mkdir()
    return folder


def found(folder: Path, codebook: Codebook, *rows: str) -> list[Finding]:
    (folder / "ronde.csv").write_text("\n".join([HEADER, *rows, OTHER]) + "\n", encoding="utf-8")
    return check(folder, codebook).findings


def places(findings: Sequence[Finding]) -> list[tuple[Kind, int]]:
    return sorted((one.kind, one.line) for one in findings)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([f"{PLANTING};bomen;plan;nota;anna;2026-03-01;"], [], id="nothing"),
        pytest.param([f"{PLANTING};bomen;plan;nota;anna;2026-03-01;"] * 2, [(Kind.DOUBLE, 3)], id="the same row twice"),
        pytest.param(
            [f"{PLANTING};bomen;plan;nota;anna;2026-03-01;", f"{PLANTING};;plan;nota;anna;2026-03-01;"],
            [(Kind.CONTRADICTION, 3)],
            id="otherwise on the same day",
        ),
        pytest.param(
            [f"{PLANTING};bomen;plan;nota;anna;2026-03-01;", f"{PLANTING};;plan;nota;anna;2026-03-02;"],
            [],
            id="a later decision replaces",
        ),
        pytest.param(
            [f"{PLANTING};bomen;plan;nota;anna;2026-03-01;", f"{PLANTING.upper()};bomen;plan;nota;anna;2026-03-01;"],
            [(Kind.DOUBLE, 3)],
            id="capitals only",
        ),
        pytest.param(
            [f"{PLANTING};bomen;plan;nota;anna;2026-03-01;p1", f"{PLANTING};bomen;plan;nota;anna;2026-03-01;p2"],
            [],
            id="two places in a report",
        ),
        pytest.param(
            [f"{PLANTING};bomen;plan;nota;anna;2026-03-01;", f"{PLANTING};bomen;plan;nota 2;anna;2026-03-01;"],
            [(Kind.NEARLY_DOUBLE, 3)],
            id="in another document",
        ),
        pytest.param(
            [f"{PLANTING};bomen;plan;nota;anna;2026-03-01;", f"{PLANTING};bomen;klacht;nota;bram;2026-03-01;"],
            [(Kind.CONTRADICTION, 3)],
            id="coders differ",
        ),
        pytest.param(
            [
                f"{PLANTING};bomen;plan;nota;anna;2026-03-01;",
                f"{PLANTING};bomen;klacht;nota;bram;2026-03-01;",
                f"{PLANTING};bomen;klacht;nota;consensus;2026-03-01;",
            ],
            [],
            id="coders differed until a consensus",
        ),
        pytest.param(
            [
                f"{PLANTING};;plan;nota 1;anna;2026-03-01;",
                f"{PLANTING};bomen;plan;nota 2;bram;2026-03-01;",
                f"{PLANTING};bomen;plan;nota 3;coen;2026-03-01;",
            ],
            [(Kind.CONTRADICTION, 2), (Kind.NEARLY_DOUBLE, 4)],
            id="one against two",
        ),
        pytest.param(
            [
                f"{PLANTING};bomen;plan;nota 1;anna;2026-03-01;",
                f"{PLANTING.replace('twaalf', 'elf')};bomen;plan;nota 2;bram;2026-03-01;",
                f"{PLANTING.replace('jonge', 'forse')};water;plan;nota 3;coen;2026-03-01;",
                f"{PLANTING.replace('plant', 'plant niet')};;plan;nota 4;coen;2026-03-01;",
            ],
            [(Kind.NEARLY_DOUBLE, 3), (Kind.CONTRADICTION, 4)],
            id="nearly the same text",
        ),
        pytest.param(["12 - 3.;;plan;nota;anna;2026-03-01;"], [(Kind.UNUSABLE, 2)], id="no word"),
        pytest.param(
            ["Een els.;;plan;nota;;;", "Een es.;;plan;nota;;;", "Een iep.;;plan;nota;anna;;"],
            [(Kind.UNUSABLE, 2)],
            id="no coder",
        ),
        pytest.param(
            [f"{PLANTING};bomen;plan;nota;anna;2026-03-01;p1", f"{PLANTING};;plan;nota;anna;;"],
            [(Kind.UNDATED, 3)],
            id="without a date beside one with",
        ),
        pytest.param(
            [f"{PLANTING};bomen;plan;nota;anna;2026-03-01;", f"{PLANTING};bomen;plan;nota;anna;2026-03-01;p1"],
            [(Kind.DOUBLE, 3)],
            id="the same with and without an id",
        ),
        pytest.param(
            ["Een els.;gras;plan;nota;anna;;", "Een es.;;;nota;anna;;", "Een iep.;;plan;nota;anna;morgen;"],
            [(Kind.FAULT, 0), (Kind.FAULT, 2), (Kind.FAULT, 3), (Kind.FAULT, 4)],
            id="faults",
        ),
    ],
)
def test_a_finding_has_its_kind_and_line(
    rows: list[str], expected: list[tuple[Kind, int]], folder: Path, codebook: Codebook
) -> None:
    assert places(found(folder, codebook, *rows)) == sorted(expected)


def test_a_finding_says_in_dutch_who_coded_what_where(folder: Path, codebook: Codebook) -> None:
    rows = f"{PLANTING};bomen;plan;nota;anna;2026-03-01;", f"{PLANTING};;plan;nota;bram;2026-03-01;"
    (one,) = found(folder, codebook, *rows)
    assert (one.document, one.passage, one.coder, one.file) == ("nota", PLANTING, "bram", "ronde.csv")
    assert one.what == (
        "geen mechanisme (plan), maar dezelfde tekst in ronde.csv, regel 2, document nota, is bomen (plan) van anna"
    )
    assert one.advice == "kies samen één codering, of leg haar vast als consensus"


def test_what_a_spreadsheet_saved_over_is_told(folder: Path, codebook: Codebook) -> None:
    first = CodedPassage(PLANTING, (), "plan", "nota", "anna", datetime(2026, 5, 1, tzinfo=UTC))
    second = replace(first, text="De es kwijnt.", remark="twee\nregels")
    (path,) = append(folder, [first])
    opened = path.read_bytes()
    append(folder, [second])
    assert found(folder, codebook) == []
    path.write_bytes(opened)
    (one,) = found(folder, codebook)
    assert (one.kind, one.passage, one.file) == (Kind.VANISHED, second.text, "beoordeeld-anna.dagboek.csv")
    append(folder, [replace(first, text="Nog een.")])
    assert [other.passage for other in found(folder, codebook)] == [second.text]
    append(folder, [second])
    assert found(folder, codebook) == []


def test_a_record_that_was_cut_off_is_told(folder: Path, codebook: Codebook) -> None:
    (path,) = append(folder, [CodedPassage(PLANTING, (), "plan", "nota", "anna", datetime(2026, 5, 1, tzinfo=UTC))])
    with path.open("ab") as file:
        file.write(b'"half')
    (one,) = found(folder, codebook)
    assert (one.kind, one.file) == (Kind.UNUSABLE, "beoordeeld-anna.csv")


def test_the_pairs_are_those_that_comparing_all_with_all_gives() -> None:
    luck = np.random.default_rng(3)
    known = [f"{syllable}{number}" for syllable in ("eik", "iep", "beuk") for number in range(40)]
    texts = [luck.choice(known, size=luck.integers(5, 30)).tolist() for _ in range(150)]
    for text in texts[:100]:  # and as many with a word or two changed
        changed = list(text)
        for place in luck.choice(len(text), size=luck.integers(1, 3)):
            changed[place] = luck.choice(known)
        texts.append(changed)
    lines = [" ".join(text) for text in texts]
    every = {
        (one, other)
        for other in range(len(lines))
        for one in range(other)
        if fuzz.ratio(lines[one], lines[other]) >= LEAST_ALIKE
    }
    sets = [set(text) for text in texts]
    shared = {(a, b) for a, b in every if len(sets[a] & sets[b]) >= 0.6 * len(sets[a] | sets[b])}
    found = {(one, other) for one, other, _ in nearly_alike(texts)}
    assert len(shared) > 50
    assert shared <= found <= every


def test_a_text_that_stands_there_a_thousand_times_is_paired_with_some_of_them() -> None:
    forms = [f"dit is de vaste tekst van formulier nummer {number}".split() for number in range(1000)]
    assert {place for _, place, _ in nearly_alike(forms)} == set(range(1, 1000))


def test_words_are_the_same_whatever_their_signs_and_capitals() -> None:
    assert words("De  «Els», e\u0301\u0301n de ES.") == words("de els e\u0301\u0301n de es")


def test_a_code_is_doubted_beyond_what_is_usual_only() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.05, 0.1, 0.2, 0.1, 0.7])
    given = np.array([True, True, True, True, False, False, False, False])
    # With the code 0.61 is usual, without it 0.28.
    assert doubted(scores, given).tolist() == [False, False, False, True, False, False, False, True]
    assert not doubted(scores, np.ones(8, dtype=bool)).any()


def test_flipped_codes_are_among_the_surest_doubts(
    folder: Path, codebook: Codebook, coded_passages: list[CodedPassage], settings: Settings
) -> None:
    flipped = [3, 17, 31]
    changed = [
        replace(passage, mechanisms=("water",) if passage.mechanisms == ("bomen",) else ("bomen",))
        if place in flipped
        else passage
        for place, passage in enumerate(coded_passages)
    ]
    append(folder, changed)

    def judge(passages: Sequence[CodedPassage]) -> object:
        return train(passages, codebook, settings.model).judged

    checked: Checked = check(folder, codebook, judge=judge, most_doubts=8)  # type: ignore[arg-type]
    doubts = [one for one in checked.findings if one.kind is Kind.DOUBT]
    assert {changed[place].text for place in flipped} <= {one.passage for one in doubts}
    assert all(one.chance and 0.5 < one.chance <= 1 for one in doubts)
    assert len(doubts) <= 8


def run(settings: Settings, tmp_path: Path, *options: str) -> Result:
    arguments = ["passages", "check", "--passages", settings.passages, "--codebook", settings.codebook]
    out = ["--out", tmp_path / "passages-check.csv"]
    return CliRunner().invoke(app, [*map(str, (*arguments, *out)), *options], env={"COLUMNS": "200"})


def test_the_command_writes_a_table_for_a_dutch_spreadsheet(settings: Settings, tmp_path: Path) -> None:
    shutil.copy(settings.passages / "ronde-1.csv", settings.passages / "ronde-2.csv")
    result = run(settings, tmp_path, "--without-model")
    assert result.exit_code == 0, result.output
    assert "50 coded passages" in result.output
    content = (tmp_path / "passages-check.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfsoort;document;passage;coder;wat;voorstel;kans;bestand;regel\r\n")
    rows = [row for _, row in read_csv(tmp_path / "passages-check.csv")[1]]
    assert sum(row["soort"] == "dubbel" for row in rows) == 50
    assert (rows[0]["bestand"], rows[0]["regel"]) != ("", "")


def test_the_command_fails_when_a_fault_stops_the_training(settings: Settings, tmp_path: Path) -> None:
    lines = ["text;mechanismen;rol;document;coder", "Een els.;gras;plan;nota;anna", "Een es.;;plan;nota;anna"]
    (settings.passages / "ronde-2.csv").write_text("\n".join(lines), encoding="utf-8")
    (settings.passages / "ronde-3.csv").write_text("naam;jaar\nEen els;1999\n", encoding="utf-8")
    result = run(settings, tmp_path, "--without-model")
    assert result.exit_code == 1
    assert "ronde-2.csv, line 2: unknown mechanism 'gras'" in result.output
    assert "ronde-3.csv: no column text, mechanismen, rol, document, coder" in result.output
    table = pl.read_csv(tmp_path / "passages-check.csv", separator=";")
    assert table.filter(soort="fout")["wat"][0] == "de code 'gras' is onbekend; het codeboek heeft bomen, water"


def test_the_model_in_use_says_the_same_as_a_training_and_only_of_what_it_learnt(
    settings: Settings, tmp_path: Path
) -> None:
    file = settings.passages / "ronde-1.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(";water;klacht", ";bomen;klacht", 1), encoding="utf-8")
    current_model(settings)
    own = tmp_path / "rodedraad.toml"
    own.write_text(f"model_folder = '{settings.model_folder}'\nvectors = '{settings.vectors}'\n", encoding="utf-8")
    found = run(settings, tmp_path, "--settings", str(own))
    by_model = (tmp_path / "passages-check.csv").read_bytes()
    assert "by the model in use, without a training" in found.output
    shutil.rmtree(settings.model_folder)
    assert "by a model trained for this check" in run(settings, tmp_path, "--settings", str(own)).output
    assert (tmp_path / "passages-check.csv").read_bytes() == by_model
    assert b"\ntwijfel;" in by_model


def test_passages_that_the_model_in_use_did_not_learn_are_judged_by_another(
    settings: Settings, codebook: Codebook, coded_passages: list[CodedPassage]
) -> None:
    judge = HeldOut(settings, codebook)
    assert judge(coded_passages).passages == coded_passages
    assert judge.trained is False
    judge(coded_passages[:-1])
    assert judge.trained is True


def test_the_command_lists_likely_mistakes_with_their_chance(settings: Settings, tmp_path: Path) -> None:
    file = settings.passages / "ronde-1.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(";water;klacht", ";bomen;klacht", 1), encoding="utf-8")
    result = run(settings, tmp_path, "--doubts", "5")
    assert result.exit_code == 0, result.output
    doubts = pl.read_csv(tmp_path / "passages-check.csv", separator=";", decimal_comma=True).filter(soort="twijfel")
    assert 0 < doubts.height <= 5
    assert doubts["kans"].is_between(0.5, 1).all()
