"""What a user is told when the disk is full, may not be written to, or went away."""

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import RodeDraadError, UsageError

_REMEDIES = {
    errno.ENOSPC: "make room",
    errno.EDQUOT: "make room",
    errno.EFBIG: "make room",
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
    """Return the error of the disk behind an error, whatever library it passed through; None when there is none."""
    cause: BaseException | None = error
    while cause is not None:
        number = cause.errno if isinstance(cause, OSError) else None
        number = number or _number_in(str(cause))
        if number in _REMEDIES:
            return OSError(number, os.strerror(number), getattr(cause, "filename", None))
        cause = cause.__cause__ or cause.__context__
    return None


def _number_in(text: str) -> int | None:
    """The number that libraries in other languages give in the text of their errors."""
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
    try:
        return f" ({shutil.disk_usage(out).free / 2**20:.0f} MB free in {out})"
    except OSError:
        return ""
