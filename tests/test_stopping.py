"""Ctrl-C in the middle of a run: one line, exit code 130, no child left behind, and the next run goes on."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.run.signs import SIGNS

PATIENCE = 300  # seconds; the machine may be busy
TEXT = "De iepen aan de Kerkbrink zijn ziek. Er komen nieuwe linden langs de Schoollaan, zo meldt de dienst.\n"

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no groups of processes that a signal reaches"
)


# A shell that starts the tests in the background has them ignore Ctrl-C, and so would the command.
START = """
import signal
from pipeline.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""


@pytest.fixture
def call(project: Path, tmp_path: Path) -> list[str]:
    """The command that reads many files with one child."""
    copy, reports = shutil.copytree(project, tmp_path / "project"), tmp_path / "rapporten"
    (copy / "rodedraad.toml").write_text(
        'codebook = "codeboek.toml"\npassages = "passages"\norganisations = "organisaties.toml"\n'
        'vectors = "vectoren.npz"\nmodel_folder = "model"\nworkers = 1\n',
        encoding="utf-8",
    )
    reports.mkdir()
    for number in range(600):
        (reports / f"{number:04}.md").write_text(f"{TEXT}\n{number}", encoding="utf-8")
    settings = ["--settings", str(copy / "rodedraad.toml")]
    return [sys.executable, "-c", START, "run", str(reports), "--out", str(tmp_path / "uit"), *settings]


def group_is_gone(group: int) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def stage_of(out: Path) -> tuple[str, int]:
    try:
        signs = json.loads((out / SIGNS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "", 0
    return signs["stage"], signs["done"]


def test_a_run_that_is_stopped_says_one_line_and_leaves_nobody_behind(call: list[str], tmp_path: Path) -> None:
    out = tmp_path / "uit"
    run = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and run.poll() is None:
        stage, done = stage_of(out)
        if stage == "Reading" and done:
            break
        time.sleep(0.2)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the run and to its children
    said, errors = run.communicate(timeout=PATIENCE)
    assert said == ""
    assert run.returncode == 130
    assert "Traceback" not in errors
    assert errors.splitlines()[-1].startswith("rodedraad: stopped at Reading, ")
    assert errors.splitlines()[-1].endswith(f"kept in {out}, and the same command goes on from there")
    assert group_is_gone(run.pid)
    kept = len(list((out / ".cache" / "reports").iterdir()))
    assert 0 < kept < 600
