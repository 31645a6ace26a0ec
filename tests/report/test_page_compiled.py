"""Compiled templates are kept where that goes, and are never needed."""

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from pipeline.report.page_compiled import CompiledTemplates


@pytest.fixture(autouse=True)
def _python_writes_what_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def filled_in(folder: Path, text: str) -> str:
    """A template with this text, in an environment that knows nothing yet."""
    env = Environment(loader=DictLoader({"boom": text}), autoescape=True, bytecode_cache=CompiledTemplates(folder))
    return env.get_template("boom").render(soort="iep")


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert filled_in(tmp_path, "Een {{ soort }}.") == "Een iep."
    (kept,) = tmp_path.iterdir()
    assert kept.suffix == ".pyc"  # by which it is known that it is no code of its own
    monkeypatch.delattr(Environment, "_generate")
    assert filled_in(tmp_path, "Een {{ soort }}.") == "Een iep."


def test_a_changed_template_is_compiled_again(tmp_path: Path) -> None:
    filled_in(tmp_path, "Een {{ soort }}.")
    assert filled_in(tmp_path, "De {{ soort }}.") == "De iep."


def test_a_damaged_file_is_compiled_again(tmp_path: Path) -> None:
    filled_in(tmp_path, "Een {{ soort }}.")
    next(tmp_path.iterdir()).write_bytes(b"kapot")
    assert filled_in(tmp_path, "Een {{ soort }}.") == "Een iep."


def test_nothing_is_kept_where_that_cannot_be_or_may_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert filled_in(tmp_path / "weg", "Een {{ soort }}.") == "Een iep."
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert filled_in(tmp_path, "Een {{ soort }}.") == "Een iep."
    assert list(tmp_path.iterdir()) == []
