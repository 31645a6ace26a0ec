"""One run at a time in a folder of results: the second says who holds it."""

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.atomic import write_text
from pipeline.errors import UsageError

LOCK, HOLDER = ".bezig.lock", ".bezig.json"


@contextmanager
def holding(out: Path) -> Iterator[None]:
    """Keep other runs out of a folder of results until the block ends; the system lets go when the process dies.

    Raises UsageError, with process, machine and since when, while another run holds the folder.
    """
    lock = FileLock(out / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as e:
        raise UsageError(f"{out} is in use by another run{_holder(out)}; wait for it, or give another --out") from e
    try:
        write_text(out / HOLDER, json.dumps(_ourselves()))
        yield
    finally:
        (out / HOLDER).unlink(missing_ok=True)
        lock.release()


def _ourselves() -> dict[str, object]:
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    return {"process": os.getpid(), "machine": platform.node(), "since": since}


def _holder(out: Path) -> str:
    """What the other run wrote of itself; nothing when it had no time for that."""
    try:
        found = json.loads((out / HOLDER).read_text(encoding="utf-8"))
        return f" (process {found['process']} on {found['machine']}, since {found['since']})"
    except (OSError, ValueError, KeyError):
        return ""
