"""A disk that is full or may not be written to: one line that says so, and the results as they were."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from pipeline.disk import disk_error, telling_of_disk
from pipeline.errors import UsageError
from pipeline.run import run
from pipeline.run.signs import SIGNS
from pipeline.settings import PROJECT, Settings

TEXT = "De iepen aan de Kerkbrink zijn ziek, en dat al jaren.\n"
# Files may grow no further than this: what a full disk does, without one.
NO_ROOM = """
import json, resource, sys
from pathlib import Path
from pipeline.errors import UsageError
from pipeline.run import run
from pipeline.run.signs import SIGNS
from pipeline.settings_file import settings_of
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]),) * 2)
try:
    run(Path(sys.argv[1]), Path(sys.argv[2]), settings_of(json.loads(sys.argv[3])))
except UsageError as e:
    print(e)
"""


def kept(out: Path) -> dict[str, bytes]:
    """All files but the lock, and the last sign of a run that did not come to its end."""
    passing = (".bezig.lock", SIGNS)
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file() and path.name not in passing}


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device", "/uit/.passages.csv.1.tmp"),
        pl.exceptions.ComputeError("parquet: underlying IO error: No space left on device (os error 28)"),
        RuntimeError("[Errno 28] No space left on device"),
    ],
)
def test_a_full_disk_is_known_whatever_library_met_it(error: Exception, tmp_path: Path) -> None:
    said = rf"No space left on device \(\d+ MB free in .*\).*{tmp_path} are as they were"
    with pytest.raises(UsageError, match=said), telling_of_disk(tmp_path):
        raise error


def test_it_is_known_behind_another_error(tmp_path: Path) -> None:
    try:
        try:
            raise OSError(errno.EROFS, "Read-only file system")
        except OSError as e:
            raise ValueError("workbook") from e
    except ValueError as e:
        found = disk_error(e)
    assert found is not None
    assert found.errno == errno.EROFS


def test_other_errors_stay_as_they_are(tmp_path: Path) -> None:
    assert disk_error(ValueError("een fout van ons")) is None
    with pytest.raises(ZeroDivisionError), telling_of_disk(tmp_path):
        _ = 1 / 0
    with pytest.raises(UsageError, match=r"^kort$"), telling_of_disk(tmp_path):
        raise UsageError("kort")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no files")
@pytest.mark.parametrize("room", [1_000, 20_000])
def test_without_room_the_results_are_as_they_were_and_the_next_run_gives_all(
    room: int, settings: Settings, tmp_path: Path
) -> None:
    """With 1 kB no report can be kept; with 20 kB other files do not fit."""
    reports, out = tmp_path / "rapporten", tmp_path / "uit"
    reports.mkdir()
    (reports / "groen.md").write_text(TEXT, encoding="utf-8")
    run(reports, out, settings)
    before = kept(out)
    (reports / "groen.md").write_text(TEXT * 40, encoding="utf-8")
    call = [sys.executable, "-c", NO_ROOM, str(reports), str(out), settings.as_json(), str(room)]
    said = subprocess.run(call, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert os.strerror(errno.EFBIG) in said
    assert said.endswith("make room and run again\n")
    assert kept(out) == before
    result = run(reports, out, settings)
    assert (result.changed, result.manifest["statuses"]) == (True, {"ok": 1})
