"""The model that belongs to the passages at hand: reused or trained again."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import CodebookError, PassageFileError, UsageError
from pipeline.model.store import current_model
from pipeline.settings import ModelSettings, Settings


def add_passage(settings: Settings) -> Settings:
    row = "De eiken aan de ring worden gesnoeid.;bomen;plan;nota;bram\n"
    (settings.passages / "ronde-2.csv").write_text(f"text;mechanismen;rol;document;coder\n{row}", encoding="utf-8")
    return settings


def change_passage(settings: Settings) -> Settings:
    file = settings.passages / "ronde-1.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("ziek", "gezond"), encoding="utf-8")
    return settings


def change_codebook(settings: Settings) -> Settings:
    text = settings.codebook.read_text(encoding="utf-8")
    settings.codebook.write_text(text.replace('"vijver*"', '"vijver*", "sloot"'), encoding="utf-8")
    return settings


def change_seed(settings: Settings) -> Settings:
    return replace(settings, model=ModelSettings(seed=2))


def change_most_passages(settings: Settings) -> Settings:
    return replace(settings, model=ModelSettings(most_passages=30))


def remove_model(settings: Settings) -> Settings:
    (settings.model_folder / "modelkaart.json").unlink()
    return settings


def test_nothing_changed_so_the_model_is_reused(settings: Settings, project: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in settings.model_folder.iterdir()}
    model = current_model(settings)
    assert not model.fresh
    assert {path: path.stat().st_mtime_ns for path in settings.model_folder.iterdir()} == before
    assert model.quality["code"].to_list() == ["bomen", "water", "klacht", "plan"]


def test_another_number_of_workers_does_not_matter(settings: Settings) -> None:
    assert not current_model(replace(settings, workers=3)).fresh


@pytest.mark.parametrize(
    "change", [add_passage, change_passage, change_codebook, change_seed, change_most_passages, remove_model]
)
def test_a_change_trains_again_and_once_only(change: Callable[[Settings], Settings], settings: Settings) -> None:
    before = current_model(settings).fingerprint
    changed = change(settings)
    model = current_model(changed)
    assert model.fresh
    assert (model.fingerprint == before) is (change is remove_model)
    assert not current_model(changed).fresh


def test_training_again_on_request_gives_the_same_model(settings: Settings) -> None:
    before = current_model(settings)
    again = current_model(settings, again=True)
    assert again.fresh
    assert (again.fingerprint, again.card["quality"]) == (before.fingerprint, before.card["quality"])


def test_a_model_of_older_code_is_trained_again(settings: Settings) -> None:
    place = settings.model_folder / "modelkaart.json"
    card = json.loads(place.read_text(encoding="utf-8"))
    del card["score_bins"]
    place.write_text(json.dumps(card | {"fingerprint": "of older code"}), encoding="utf-8")
    model = current_model(settings)
    assert model.fresh
    assert set(model.card["score_bins"]) == {"bomen", "water"}


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("codeboek.toml", "titel = 3", CodebookError),
        ("passages/ronde-1.csv", "text;rol\n", PassageFileError),
        ("passages/ronde-1.csv", "", UsageError),
    ],
)
def test_a_problem_is_found_before_the_model_is_touched(
    name: str, content: str, error: type[UsageError], settings: Settings
) -> None:
    (settings.codebook.parent / name).write_text(content, encoding="utf-8")
    with pytest.raises(error):
        current_model(settings)
    assert (settings.model_folder / "modelkaart.json").exists()
