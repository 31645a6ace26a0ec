"""What is asked of a run, checked before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.discovery import find_files
from pipeline.errors import UsageError
from pipeline.settings import Settings


@dataclass(frozen=True)
class Task:
    """A folder of reports with the paths of the files in it, the folder for the results, and how to get there."""

    folder: Path
    out: Path
    settings: Settings
    paths: Sequence[Path]


def asked(folder: Path, out: Path, settings: Settings) -> Task:
    """Return the task; raise UsageError when there is nothing to read or no place to write."""
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file; give a folder for the results")
    return Task(folder, out, settings, find_files(folder, leave_out=out))


def make_writable(out: Path) -> None:
    """Make the folder of results; raise UsageError, before the long work, when they cannot be written there."""
    from tempfile import TemporaryFile

    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=out):
            pass
    except OSError as e:
        raise UsageError(f"{out} cannot be written to ({e.strerror}); choose another folder for the results") from e
