"""Settings: defaults, a file that overrides them, and what is refused."""

import json
from dataclasses import fields
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.settings import PROJECT, ExtractSettings, ModelSettings, Settings, load_settings


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    assert settings == Settings()
    assert settings.codebook == PROJECT / "corpus" / "codeboek.toml"
    assert settings.extract == ExtractSettings(max_seconds=120, max_memory_mb=2048, max_pages=5000)


def test_defaults_point_to_what_the_project_holds() -> None:
    settings = Settings()
    assert settings.codebook.is_file()
    assert settings.organisations.is_file()
    assert settings.passages.is_dir()


def test_the_file_in_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rodedraad.toml").write_text("workers = 3\n[model]\nseed = 8\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    assert (settings.workers, settings.model.seed, settings.model.most_passages) == (3, 8, 16_000)


def test_paths_in_a_file_are_relative_to_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "instellingen" / "mijn.toml"
    file.parent.mkdir()
    file.write_text('codebook = "codes.toml"\npassages = "/elders/passages"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    settings = load_settings(Path("instellingen/mijn.toml"))
    assert settings.codebook == file.parent.resolve() / "codes.toml"
    assert settings.passages == Path("/elders/passages")
    assert settings.organisations == PROJECT / "corpus" / "organisaties.toml"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("werkers = 3", r"mijn\.toml: werkers: this key is not known here"),
        ("workers = -1", "workers: found -1, needed 0 or more"),
        ("[extract]\nmax_seconds = 0", "extract, max_seconds: found 0, needed more than 0"),
        ("[extract]\nmax_memory_mb = 1", "extract, max_memory_mb: found 1, needed 256 or more"),
        ("[extract]\nmax_pages = 0\nmax_minutes = 1", r"extract, max_pages: .* \(and 1 more\)"),
        ('[segment]\nsegmenter = "punkt"', "segment, segmenter: found .punkt., needed 'rules' or 'nl_core_news_sm'"),
        ("[model]\nmost_passages = 1", "model, most_passages: found 1, needed 2 or more"),
        ("extract = 3", "extract: found 3, needed a table of keys and values"),
        ("codebook = 3", "codebook: found 3, needed a path between quotes"),
        ('[extract]\nocr = "soms"', "extract, ocr: found .soms., needed true or false"),
        ('[extract]\npasswords = "een"', "extract, passwords: found .een., needed a list, between square brackets"),
        ("[model]\nfolds = 5", "model, folds: this key is not known here"),
        ("[synthesis]\nleast_share = 2", "synthesis, least_share: found 2, needed 1.0 or less"),
        ("[synthesis]\nsilent_to = 0.5", "synthesis, silent_to: found 0.5, needed less than 0.5"),
        ("workers = ", r"mijn\.toml is not valid TOML"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(content: str, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "mijn.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=problem):
        load_settings(file)


def test_a_file_that_was_asked_for_must_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no settings file at .*weg\.toml; check the path, or leave it out"):
        load_settings(tmp_path / "weg.toml")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mijn.toml").write_bytes(b'codebook = "caf\xe9.toml"')
    with pytest.raises(UsageError, match="is not valid TOML"):
        load_settings(tmp_path / "mijn.toml")


def test_what_is_written_down_has_no_passwords_and_is_json() -> None:
    settings = Settings(codebook=Path("codes.toml"), extract=ExtractSettings(ocr=True, passwords=("geheim",)))
    written = settings.written()
    assert json.loads(settings.as_json()) == written
    assert list(written) == [one.name for one in fields(settings)]
    assert (written["codebook"], written["extract"]["ocr"]) == ("codes.toml", True)
    assert set(written["extract"]) == {one.name for one in fields(settings.extract)} - {"passwords"}
    assert "geheim" not in settings.as_json() + repr(settings)


def test_keys_are_made_of_the_settings_that_are_named_or_of_all_but_those() -> None:
    limits = ModelSettings(seed=3, semantic="één")
    assert limits.as_json() == '{"seed":3,"most_passages":16000,"semantic":"één"}'
    assert limits.as_json(only={"seed"}) == '{"seed":3}'
    assert limits.as_json(but={"seed", "semantic"}) == '{"most_passages":16000}'


def test_a_number_means_the_same_in_a_file_as_by_default(tmp_path: Path) -> None:
    (tmp_path / "mijn.toml").write_text("[extract]\nmax_seconds = 120\nmax_seconds_ocr = 3600\n", encoding="utf-8")
    assert load_settings(tmp_path / "mijn.toml").as_json() == Settings().as_json()
