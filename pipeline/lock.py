"""One run at a time in a folder of results: the second says who holds it."""

import errno
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.atomic import delete_drafts, write_text
from pipeline.errors import UsageError

LOCK, HOLDER = ".bezig.lock", ".bezig.json"
_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


@contextmanager
def holding(out: Path) -> Iterator[None]:
    """Keep other runs out of a folder of results until the block ends; the system lets go when the process dies.

    Raises UsageError, with process, machine and since when, while another run holds the folder.
    """
    descriptor = os.open(out / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _taken(descriptor):
            raise UsageError(f"{out} is in use by another run{_holder(out)}; wait for it, or give another --out")
        try:
            delete_drafts(out, [HOLDER])
            write_text(out / HOLDER, json.dumps(_ourselves()))
            yield
        finally:
            (out / HOLDER).unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def holder_of(out: Path) -> dict[str, Any] | None:
    """Return process, machine and since when, as a run wrote them; None when it let go in good order."""
    try:
        found = json.loads((out / HOLDER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and _ourselves().keys() <= found.keys() else None


def is_held(out: Path) -> bool:
    """Whether a run that works in a folder of results lives: the system lets go of the lock of one that died."""
    try:
        descriptor = os.open(out / LOCK, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        return not _taken(descriptor)
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    """Take the lock on an open file, until that is closed; return False when another process has it."""
    try:
        _lock(descriptor)
    except OSError as e:
        if e.errno in _HELD:
            return False
        raise
    return True


# The library filelock does the same, but importing it takes longer than a run without work may take.
if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _ourselves() -> dict[str, object]:
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    return {"process": os.getpid(), "machine": platform.node(), "since": since}


def _holder(out: Path) -> str:
    """What the other run wrote of itself; nothing when it had no time for that."""
    found = holder_of(out)
    return f" (process {found['process']} on {found['machine']}, since {found['since']})" if found else ""
