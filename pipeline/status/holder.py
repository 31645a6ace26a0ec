"""Who works in a folder of results."""

import json
from pathlib import Path
from typing import Any

from pipeline.lock import HOLDER


def holder_of(out: Path) -> dict[str, Any] | None:
    """Return process, machine and since when, as the run wrote them; None when it let go in good order."""
    try:
        found: dict[str, Any] = json.loads((out / HOLDER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found
