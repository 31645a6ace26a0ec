"""What a run did."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class RunResult:
    """What a run did: its manifest, and which files it read, coded and set aside this time."""

    out: Path
    manifest: dict[str, Any]
    changed: bool
    notices: Sequence[str] = ()
    read: int = 0
    coded: int = 0
    set_aside: Sequence[Path] = ()
