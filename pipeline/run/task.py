"""What is asked of a run, checked before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from spacy.language import Language

from pipeline.discovery import find_files
from pipeline.errors import UsageError
from pipeline.language import load_pipeline
from pipeline.settings import Settings


@dataclass(frozen=True)
class Task:
    """A folder of reports, the folder for the results, and how to get from one to the other."""

    folder: Path
    out: Path
    settings: Settings
    paths: Sequence[Path]
    language: Language


def asked(folder: Path, out: Path, settings: Settings) -> Task:
    """Return the task; raise UsageError when there is nothing to read or no place to write, and make that place."""
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file; give a folder for the results")
    paths, language = find_files(folder, leave_out=out), load_pipeline(settings.segment, settings.organisations)
    _check_writable(out)
    return Task(folder, out, settings, paths, language)


def _check_writable(out: Path) -> None:
    """Raise UsageError before the long work when results cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=out):
            pass
    except OSError as e:
        raise UsageError(f"{out} cannot be written to ({e.strerror}); choose another folder for the results") from e
