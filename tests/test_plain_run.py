"""A plain call of run means what the library that reads commands makes of it; any other is left to that library."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import cli, show
from pipeline.commands import plain_run as shortcut
from pipeline.commands import results
from pipeline.commands.plain_run import PlainRun, plain_run
from pipeline.settings import PROJECT
from tests.conftest import make_project

SLOW = ("typer", "click", "pydantic", "rich", "polars", "numpy", "importlib.metadata", "subprocess", "shutil")
ASK = """
import json, sys
from pipeline.cli import main
main()
print(json.dumps(sorted(sys.modules)))
"""
PLACES = ("--out", "--settings", "--codebook", "--passages", "--model")
SWITCHES = ("--ocr", "--pseudonymise", "--json", "--quiet")
PROJECT_OPTIONS = {"--codebook": "codeboek.toml", "--passages": "passages", "--model": "model"}
CALL = ("run", "rapporten", "--out", "uit", *(p for o, name in PROJECT_OPTIONS.items() for p in (o, f"project/{name}")))
OTHERS = ("--workers", "--password", "--out=uit", "--cluster", "--log-level", "-h", "--verzonnen", "--", "-")
NAMES = ("rapporten", "uit", "een map", "3", "", "*.pdf", "~", "$HOME", "één", "run")
PARTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(PLACES), st.sampled_from(NAMES)),
        st.tuples(st.sampled_from(SWITCHES)),
        st.tuples(st.sampled_from((*OTHERS, *PLACES, *NAMES))),
    ),
    max_size=3,
).map(lambda parts: [word for part in parts for word in part])


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("run rapporten", PlainRun(Path("rapporten"))),
        ("run rapporten --out uit --quiet", PlainRun(Path("rapporten"), Path("uit"), quiet=True)),
        ("run --json --model m rapporten", PlainRun(Path("rapporten"), model=Path("m"), as_json=True)),
        ("run r --out een --out twee", PlainRun(Path("r"), Path("twee"))),
        ("run", None),
        ("run een twee", None),
        ("run r --out", None),
        ("run r --out --quiet", None),
        ("run r --out=uit", None),
        ("run r --workers 2", None),
        ("run -h", None),
        ("run *.pdf", None),
        ("status", None),
        ("", None),
    ],
)
def test_a_call_is_plain_or_left_to_the_library(words: str, plain: PlainRun | None) -> None:
    assert plain_run(words.split()) == plain


class CalledError(Exception):
    """A run was about to begin, with these values."""


def begun(words: list[str], patch: pytest.MonkeyPatch, *, plain: bool) -> object:
    """What a run would begin with and what it may say, or the exit code of a call that is refused."""

    def begin(*places: object, cluster: str = "", as_json: bool = False) -> None:
        raise CalledError(*places, cluster, as_json, show.manners.quiet, show.manners.as_json)

    patch.setattr(sys, "argv", ["rodedraad", "run", *words])
    for module in (shortcut, results):
        patch.setattr(module, "run_reports", begin)
    if not plain:
        patch.setattr(cli, "plain_run", lambda _: None)
    try:
        cli.main()
    except CalledError as called:
        return called.args
    except SystemExit as left:
        return left.code
    return None


@given(PARTS, st.sampled_from(NAMES), PARTS)
def test_a_plain_call_means_the_same_to_the_library(before: list[str], reports: str, after: list[str]) -> None:
    words = [*before, reports, *after]
    with pytest.MonkeyPatch.context() as patch:
        shown = begun(words, patch, plain=True)
    with pytest.MonkeyPatch.context() as patch:
        assert begun(words, patch, plain=False) == shown


def test_every_plain_option_makes_a_plain_call() -> None:
    for option in ([switch] for switch in SWITCHES):
        assert plain_run(["run", "r", *option]) not in (None, PlainRun(Path("r")))
    for option in ([place, "x"] for place in PLACES):
        assert plain_run(["run", "r", *option]) not in (None, PlainRun(Path("r")))


def said(*arguments: object, cwd: Path, code: str = "from pipeline.cli import main; main()") -> Any:
    call = [sys.executable, "-c", code, *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    return subprocess.run(call, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project, and reports with results of a plain call, which trains: it names no vectors."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "project").mkdir()
    make_project(folder / "project")
    (folder / "rapporten").mkdir()
    (folder / "rapporten" / "groen.md").write_text("De iepen aan de Kerkbrink zijn ziek.\n", encoding="utf-8")
    assert said(*CALL, cwd=folder).returncode == 0
    return folder


@pytest.mark.parametrize("way", [[], ["--quiet"], ["--json"]])
def test_a_run_without_work_loads_no_library(way: list[str], work: Path) -> None:
    answer = said(*CALL, *way, cwd=work, code=ASK)
    *told, last = answer.stdout.splitlines()
    loaded = json.loads(last)
    assert [name for name in SLOW if name in loaded] == []
    assert bool(told) == (way != ["--quiet"])


def test_a_reader_that_has_enough_is_no_error(work: Path) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    call = [sys.executable, "-c", "from pipeline.cli import main; main()", *CALL]
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    done = subprocess.run(call, cwd=work, env=environment, stdout=writes, stderr=subprocess.PIPE, check=False)
    os.close(writes)
    assert (done.returncode, done.stderr) == (1, b"")
