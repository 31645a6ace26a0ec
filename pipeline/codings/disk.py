"""A file of decisions on the disk: made and grown so that it is whole whatever happens."""

import os
from datetime import UTC, datetime
from pathlib import Path

from pipeline.atomic import replacing
from pipeline.codings import backup
from pipeline.codings.coder_file import CoderFile
from pipeline.errors import UsageError


def create(path: Path, data: bytes) -> None:
    """Make a file that is whole or not there."""
    with replacing(path) as draft:
        draft.write_bytes(data)
    sync_names(path.parent)


def sync_names(folder: Path) -> None:
    """Make sure that what was made in a folder is found there after a power cut."""
    if os.name == "posix":  # elsewhere a folder cannot be opened
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def grow(file: CoderFile, addition: bytes) -> None:
    """Add to a file; after an error, such as a full disk, the file is as it was."""
    now, tail = datetime.now(UTC), file.data[file.whole :]
    backup.keep_copy(file.path, file.data[: file.whole], at=now)
    if tail:
        backup.set_aside(file.path, tail, at=now)
    try:
        handle = file.path.open("r+b", buffering=0)
    except PermissionError as e:
        raise UsageError(
            f"{file.path} cannot be written; close it in the program that has it open, and save again"
        ) from e
    with handle:
        handle.truncate(file.whole)
        handle.seek(file.whole)
        try:
            backup.write_whole(handle, addition)
        except OSError:
            handle.truncate(file.whole)
            raise
