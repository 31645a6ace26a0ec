"""Which files of a folder are to be read."""

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.extract import InputFile
from pipeline.versions import file_hash


def find_files(folder: Path, *, leave_out: Path) -> list[Path]:
    """Return every file below ``folder``, sorted by path, except hidden ones and what lies below ``leave_out``.

    Links to folders are not followed, so that a run stays within the folder. Raises UsageError when the folder is
    missing, no folder, or has no files.
    """
    if not folder.is_dir():
        found = "is a file" if folder.exists() else "does not exist"
        raise UsageError(f"{folder} {found}; give a folder of reports")
    files = sorted(path for path in _visible_files(folder) if not path.is_relative_to(leave_out))
    if not files:
        raise UsageError(f"{folder} holds no files; put reports (PDF, .txt, .md) in it")
    return files


def describe_file(path: Path, folder: Path) -> InputFile:
    """Return a file with its name below ``folder`` (composed Unicode, forward slashes) and its content hash."""
    name = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
    return InputFile(path, name, file_hash(path))


def _visible_files(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        # Office programs leave '~$name' beside a file that is open.
        yield from (Path(root) / name for name in names if not name.startswith((".", "~$")))
