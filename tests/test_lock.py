"""Two runs on one folder of results: the second says who holds it, and a dead one holds nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.lock import holding

HOLD = """
import sys, time
from pathlib import Path
from pipeline.lock import holding
with holding(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_run_says_who_holds_the_folder(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    try:
        said = rf"is in use by another run \(process {holder.pid} on .*, since 20"
        with pytest.raises(UsageError, match=said), holding(tmp_path):
            pytest.fail("got in")
    finally:
        holder.kill()
        holder.wait()


def test_what_a_killed_run_held_is_free_again(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with holding(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".json"] == []


def test_the_folder_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), holding(tmp_path):
        _ = 1 / 0
    with holding(tmp_path):
        pass
