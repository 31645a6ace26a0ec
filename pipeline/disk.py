"""What a user is told when the disk is full, may not be written to, or went away."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import RodeDraadError, UsageError

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_REMEDIES = {
    **dict.fromkeys(NO_ROOM, "make room"),
    errno.EACCES: "give write access, and close programs that have the file open",
    errno.EPERM: "give write access, and close programs that have the file open",
    errno.EROFS: "choose another folder for the results",
    errno.ENOENT: "see that the folder stays where it is",
    errno.ESTALE: "see that the folder stays where it is",
    errno.EIO: "check the disk",
}
_NUMBER = re.compile(r"(?:os error |\[Errno )(\d+)")


@contextmanager
def telling_of_disk(out: Path) -> Iterator[None]:
    """Make of an error of the disk a UsageError that says what happened, where, and what to do."""
    try:
        yield
    except RodeDraadError:
        raise
    except Exception as e:
        error = disk_error(e)
        if error is None:
            raise
        raise UsageError(_message(out, error)) from e


def disk_error(error: BaseException) -> OSError | None:
    """Return the error of the disk that an error is, or was raised from; None when it is another error.

    Libraries in other languages give its number in their text only.
    """
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    number = (cause.errno if isinstance(cause, OSError) else None) or _number_in(str(error))
    if number not in _REMEDIES:
        return None
    return OSError(number, os.strerror(number), getattr(cause, "filename", None))


def _number_in(text: str) -> int | None:
    found = _NUMBER.search(text)
    return int(found[1]) if found else None


def _message(out: Path, error: OSError) -> str:
    place = f"{error.filename}: " if error.filename else ""
    remedy = _REMEDIES[error.errno or 0]
    return (
        f"{place}{error.strerror}{_room(out)}. The results in {out} are as they were, and what was read and coded is "
        f"kept; {remedy} and run again"
    )


def _room(out: Path) -> str:
    import shutil

    try:
        return f" ({shutil.disk_usage(out).free / 2**20:.0f} MB free in {out})"
    except OSError:
        return ""
