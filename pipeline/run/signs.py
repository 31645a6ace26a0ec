"""Signs of life: a run that is going on writes how far it is in the folder of results, at most once a second."""

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pipeline.atomic import write_text
from pipeline.errors import NothingReadError
from pipeline.progress import Progress, now
from pipeline.run.log import StageLog

T = TypeVar("T")

SIGNS = ".voortgang.json"
_EVERY = 1.0  # seconds


@dataclass
class Going:
    """How far a run is: ``done`` of the ``total`` items of a stage, and seconds of the stages before. Times are ISO."""

    started: str
    stage: str = ""
    done: int = 0
    total: int = 0
    stage_started: str = ""
    at: str = ""
    stages: dict[str, float] = field(default_factory=dict)


def read_signs(out: Path) -> Going | None:
    """Return the last sign of a run that did not come to its end; None when there is none."""
    try:
        found: dict[str, Any] = json.loads((out / SIGNS).read_text(encoding="utf-8"))
        return Going(**found)
    except (OSError, ValueError, TypeError):
        return None


def stopped_at(out: Path) -> str:
    """Say where a run was stopped, what is kept of it and how to go on."""
    going = read_signs(out)
    place = f" at {going.stage}, {going.done} of {going.total}" if going and going.stage else ""
    return f"stopped{place}; what was done is kept in {out}, and the same command goes on from there"


@contextmanager
def telling(out: Path, cache: Path, progress: Progress) -> Iterator[Progress]:
    """Give a progress that also leaves signs in ``out``, and logs; the signs stay when the block ends with an error.

    A run that could read nothing came to its end all the same.
    """
    teller = _Teller(out / SIGNS, StageLog(cache), progress)
    try:
        yield teller
    except NothingReadError:
        (out / SIGNS).unlink(missing_ok=True)
        raise
    except BaseException:  # also Ctrl-C: how far it came is worth a last sign
        teller.tell(at_once=True)
        raise
    (out / SIGNS).unlink(missing_ok=True)


class _Teller:
    """Passes the items of a stage through, and tells the screen, the log and the folder of results."""

    def __init__(self, place: Path, log: StageLog, progress: Progress) -> None:
        self._place, self._log, self._progress = place, log, progress
        self._going = Going(now())
        self._told_at = 0.0

    def __call__(self, items: Iterable[T], stage: str, total: int) -> Iterator[T]:
        """Pass the items on; the signs say how many came back done."""
        start = time.monotonic()
        self._going = Going(self._going.started, stage, 0, total, now(), stages=self._going.stages)
        self.tell(at_once=True)
        for done, item in enumerate(self._progress(items, stage, total), start=1):
            yield item
            self._going.done = done
            self.tell()
            self._log.files()
        seconds = time.monotonic() - start
        self._going.stages[stage] = round(seconds, 1)
        self._log.stage(stage, total, seconds)

    def tell(self, *, at_once: bool = False) -> None:
        """Write how far the run is, unless that was done a moment ago."""
        if at_once or time.monotonic() - self._told_at >= _EVERY:
            self._going.at = now()
            write_text(self._place, json.dumps(asdict(self._going)) + "\n")
            self._told_at = time.monotonic()
