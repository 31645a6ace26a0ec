"""The commands `evaluate` with a folder or trials, and `model-card`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.commands.every import app


@pytest.fixture
def settings_file(project: Path, tmp_path: Path) -> Path:
    """Settings for the tiny project, with a model folder of its own."""
    lines = (
        f'{name} = "{project / place}"' for name, place in (("codebook", "codeboek.toml"), ("passages", "passages"))
    )
    more = (f'{name} = "{tmp_path / name}"' for name in ("vectors", "model_folder"))
    path = tmp_path / "instellingen.toml"
    path.write_text("\n".join([*lines, *more]), encoding="utf-8")
    return path


def test_evaluate_writes_a_folder_and_shows_trials(settings_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "evaluatie"
    answer = CliRunner().invoke(
        app, ["evaluate", "--baselines", "--out", str(out), "--settings", str(settings_file)], catch_exceptions=False
    )
    assert answer.exit_code == 0
    assert "Trials" in answer.output
    assert (out / "evaluatie.md").read_text(encoding="utf-8").count("| termenlijst | corpus | 5 |") == 1
    assert (out / "proeven.csv").exists()


def test_evaluate_shows_how_well_sentences_are_counted(settings_file: Path) -> None:
    answer = CliRunner().invoke(
        app, ["evaluate", "--quantification", "--settings", str(settings_file)], catch_exceptions=False
    )
    assert answer.exit_code == 0
    assert all(text in answer.output for text in ("Sentences per report", "weighed", "Verdicts", "zwak"))


def test_model_card_writes_every_part(settings_file: Path, tmp_path: Path) -> None:
    coded = tmp_path / "gecodeerd.jsonl"
    sentence = {"id": "1", "text": "De iepen zijn ziek.", "rol": "klacht", "document": "a", "mechanisme": ["bomen"]}
    coded.write_text(json.dumps(sentence), encoding="utf-8")
    out = tmp_path / "card.md"
    arguments = [
        "model-card",
        str(coded),
        "--about",
        "one sentence",
        "--out",
        str(out),
        "--settings",
        str(settings_file),
    ]
    assert CliRunner().invoke(app, arguments, catch_exceptions=False).exit_code == 0
    shown = out.read_text(encoding="utf-8")
    parts = ("Baselines: list", "Ablation: without words", "Ablation: without the sentences", "Learning curve: 1/2")
    assert all(part in shown for part in parts)
    assert "One sentence." in shown
