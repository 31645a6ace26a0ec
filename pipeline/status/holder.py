"""Who works in a folder of results, and whether that run still lives."""

import json
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from pipeline.lock import HOLDER, LOCK


def holder_of(out: Path) -> dict[str, Any] | None:
    """Return process, machine and since when, as the run wrote them; None when it let go in good order."""
    try:
        found: dict[str, Any] = json.loads((out / HOLDER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def is_held(out: Path) -> bool:
    """Whether the run lives: the system lets go of the lock of a process that died."""
    lock = FileLock(out / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False
