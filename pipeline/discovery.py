"""Which files of a folder are to be read."""

import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.formats import FORMATS
from pipeline.obeyed import as_name
from pipeline.records import InputFile
from pipeline.versions import file_hash


def find_files(folder: Path, *, leave_out: Path) -> list[Path]:
    """Return every file below ``folder``, sorted by path, except hidden ones and the folder of results ``leave_out``.

    Links to folders are not followed, so that a run stays within the folder; a link to a file is found, and not read
    when it leads out of the folder (`describe_file`). Raises UsageError when the folder is
    missing, no folder, has no files, or is itself the folder of results.
    """
    if not folder.is_dir():
        found = "is a file" if folder.exists() else "does not exist"
        raise UsageError(f"{folder} {found}; give a folder of reports")
    if folder.resolve() == leave_out.resolve():
        raise UsageError(f"{folder} holds the reports; give another folder for the results, or they would be read too")
    files = sorted(_visible_files(folder, leave_out.resolve()))
    if not files:
        raise UsageError(f"{folder} holds no files; put reports in it ({FORMATS})")
    return files


def describe_file(path: Path, folder: Path) -> InputFile:
    """Return a file with its name below ``folder`` (with forward slashes) and its content hash.

    What cannot be opened, or is a link that leads out of the folder, has no hash: the reader will say so in the status
    of the file.
    """
    name = as_name(path.relative_to(folder).as_posix())  # on Linux a name can hold line ends and bytes that are no text
    outside = path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())
    return InputFile(path, name, "" if outside else _content(path), outside)


def is_unchanged(file: InputFile) -> bool:
    """Return whether a file is still as it was described."""
    return file.outside or _content(file.path) == file.sha256


def _content(path: Path) -> str:
    try:
        return file_hash(path) if path.is_file() else ""
    except OSError:
        return ""


def _visible_files(folder: Path, leave_out: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        below = (name for name in folders if not name.startswith("."))
        folders[:] = [name for name in below if (Path(root) / name).resolve() != leave_out]
        # Office programs leave '~$name' beside a file that is open.
        yield from (Path(root) / name for name in names if not name.startswith((".", "~$")))
