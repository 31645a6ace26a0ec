"""A run that finds nothing changed: it loads nothing, and sees every change that matters."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import versions
from pipeline.lock import holding
from pipeline.run import run
from pipeline.run.task import asked
from pipeline.run.unchanged import unchanged
from pipeline.settings import PROJECT, ExtractSettings, Settings, SynthesisSettings
from tests.conftest import settings_for

HEAVY = ("polars", "spacy", "sklearn", "numpy", "lxml", "scipy", "matplotlib", "pypdfium2", "pydantic")
ASK = """
import json, sys
from pathlib import Path
from pipeline.run import run
from pipeline.settings import Settings
places = {name: Path(place) for name, place in json.loads(sys.argv[3]).items()}
result = run(Path(sys.argv[1]), Path(sys.argv[2]), Settings(**places))
print(json.dumps([result.changed, list(result.notices), sorted(sys.modules)]))
"""


@pytest.fixture(scope="module")
def finished(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project, reports and their results; not to be changed."""
    root = tmp_path_factory.mktemp("finished")
    shutil.copytree(project, root / "project")
    (root / "rapporten").mkdir()
    text = "De iepen aan de Kerkbrink zijn ziek, en dat al jaren.\n"
    (root / "rapporten" / "groen.md").write_text(text, encoding="utf-8")
    (root / "rapporten" / "leeg.md").write_text("", encoding="utf-8")
    run(root / "rapporten", root / "uit", settings_for(root / "project"))
    return root


@pytest.fixture
def root(finished: Path, tmp_path: Path) -> Path:
    """A copy in another place: where things are changes no result."""
    return shutil.copytree(finished, tmp_path / "werk")


@pytest.fixture
def settings(root: Path) -> Settings:
    return settings_for(root / "project")


@pytest.fixture
def reports(root: Path) -> Path:
    return root / "rapporten"


@pytest.fixture
def out(root: Path) -> Path:
    return root / "uit"


def same(reports: Path, out: Path, settings: Settings) -> bool:
    return unchanged(asked(reports, out, settings)) is not None


def test_nothing_is_loaded_when_nothing_changed_and_the_notices_stay(
    reports: Path, out: Path, settings: Settings
) -> None:
    places = {name: value for name, value in settings.written().items() if isinstance(value, str)}
    call = [sys.executable, "-c", ASK, str(reports), str(out), json.dumps(places)]
    answer = subprocess.run(call, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    changed, notices, loaded = json.loads(answer)
    assert (changed, [name for name in HEAVY if name in loaded]) == (False, [])
    (out / ".cache" / "unchanged.json").unlink()
    assert list(run(reports, out, settings).notices) == notices
    assert same(reports, out, settings)


def touch(path: Path) -> None:
    """Change no content, only the time."""
    os.utime(path, (1, 1))


CHANGES: dict[str, Callable[[Path, Path, Settings], object]] = {
    "a report": lambda reports, out, project: (reports / "groen.md").write_text("De iepen zijn gezond.\n"),
    "another report": lambda reports, out, project: (reports / "nieuw.md").write_text("Er komen nieuwe linden.\n"),
    "a report is gone": lambda reports, out, project: (reports / "leeg.md").unlink(),
    "a report has another name": lambda reports, out, project: (reports / "leeg.md").rename(reports / "l.md"),
    "the codebook": lambda reports, out, project: project.codebook.open("a").write("\n"),
    "the organisations": lambda reports, out, project: project.organisations.open("a").write("\n"),
    "vectors where there were none": lambda reports, out, project: project.vectors.write_bytes(b"x"),
    "another file of passages": lambda reports, out, project: (project.passages / "n.CSV").write_text("text"),
    "the model card": lambda reports, out, project: (project.model_folder / "modelkaart.json").open("a").write(" "),
    "the time of the model": lambda reports, out, project: touch(next(project.model_folder.glob("classifier-*.npz"))),
    "a result is gone": lambda reports, out, project: (out / "passages.csv").unlink(),
    "a result is empty": lambda reports, out, project: (out / "passages.csv").write_bytes(b""),
    "a run was killed while it wrote": lambda reports, out, project: (out / ".run.json.komt").write_text("{}"),
    "the manifest": lambda reports, out, project: (out / "run.json").open("a").write("\n"),
    "the note is damaged": lambda reports, out, project: (out / ".cache" / "unchanged.json").write_text("{"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changed_is_seen(change: str, reports: Path, out: Path, settings: Settings) -> None:
    assert same(reports, out, settings)
    CHANGES[change](reports, out, settings)
    assert not same(reports, out, settings)


def test_what_changes_no_result_is_no_change(reports: Path, out: Path, settings: Settings) -> None:
    touch(reports / "groen.md")
    (out / "passages.csv").write_text("mijn aantekeningen", encoding="utf-8")
    (settings.passages / "aantekening.txt").write_text("x", encoding="utf-8")
    assert same(reports, out, replace(settings, workers=3))


@pytest.mark.parametrize(
    "other", [{"extract": ExtractSettings(max_pages=9)}, {"synthesis": SynthesisSettings(least_passages=1)}]
)
def test_another_setting_is_seen(other: dict[str, Any], reports: Path, out: Path, settings: Settings) -> None:
    assert not same(reports, out, replace(settings, **other))


def test_other_code_and_libraries_are_seen(
    reports: Path, out: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "more" / "polars-99.0.dist-info").mkdir(parents=True)
    with monkeypatch.context() as context:
        context.syspath_prepend(tmp_path / "more")
        assert not same(reports, out, settings)
    (tmp_path / "code.py").write_text("# anders", encoding="utf-8")
    versions.code_version.cache_clear()
    monkeypatch.setattr(versions, "_PACKAGE", tmp_path)
    assert not same(reports, out, settings)
    versions.code_version.cache_clear()


def test_a_language_model_is_seen(
    reports: Path, out: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taal").mkdir()
    (tmp_path / "taal" / "config.cfg").write_text("", encoding="utf-8")
    monkeypatch.setenv("RODEDRAAD_SPACY_MODEL", str(tmp_path / "taal"))
    assert not same(reports, out, settings)


def test_a_password_that_may_open_more_is_no_reason_to_stop(reports: Path, out: Path, settings: Settings) -> None:
    given = replace(settings, extract=ExtractSettings(passwords=("geheim",)))
    assert same(reports, out, given)
    manifest = json.loads((out / "run.json").read_text(encoding="utf-8"))
    manifest["statuses"]["versleuteld"] = 1
    (out / "run.json").write_text(json.dumps(manifest), encoding="utf-8")
    note = json.loads((out / ".cache" / "unchanged.json").read_text(encoding="utf-8"))
    note["manifest"] = versions.file_hash(out / "run.json")
    (out / ".cache" / "unchanged.json").write_text(json.dumps(note), encoding="utf-8")
    assert same(reports, out, settings)
    assert not same(reports, out, given)


def test_the_folder_is_held_meanwhile(reports: Path, out: Path, settings: Settings) -> None:
    with holding(out), pytest.raises(Exception, match="is in use by another run"):
        unchanged(asked(reports, out, settings))
