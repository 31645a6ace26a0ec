"""What each stage took per report, kept beside the cache so that a run which goes on where another stopped knows too.

One file that stages in any process add lines to: a line is a `Measure`, the last one of a key and stage counts, and a
line that was cut off or mixed up is passed over. Losing a line costs a figure, never a result.
"""

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.atomic import write_text

_FILE = "measures.jsonl"
# Linux: writing 5 to the first makes the second begin anew (proc_pid_clear_refs(5), proc_pid_status(5)).
_RESET, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Measure:
    """One stage of one ``file``: ``seconds`` on the clock, ``cpu`` seconds of the processor, and the time it ended.

    ``peak_mb`` is the most memory in MiB that the process held meanwhile; None where the system does not tell.
    """

    file: str
    stage: str
    key: str
    seconds: float
    cpu: float | None = None
    peak_mb: int | None = None
    at: str = ""


Measures = dict[tuple[str, str], Measure]


@contextmanager
def measured(root: Path, stage: str, key: str, file: str) -> Iterator[None]:
    """Measure what happens in the block for a file; nothing is kept when it ends with an error."""
    _begin_peak()
    start, cpu = time.perf_counter(), time.process_time()
    yield
    seconds, used = time.perf_counter() - start, time.process_time() - cpu
    note(root, Measure(file, stage, key, round(seconds, 4), round(used, 4), _peak_mb()))


def note(root: Path, measure: Measure) -> None:
    """Add a measure, with the time that it is now."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    root.mkdir(parents=True, exist_ok=True)
    with (root / _FILE).open("ab", buffering=0) as ledger:  # in one piece, whoever else is adding
        ledger.write(json.dumps(asdict(measure) | {"at": now}).encode() + b"\n")


def measures(root: Path) -> Measures:
    """Return the last measure of every key and stage."""
    return {(measure.key, measure.stage): measure for measure in added(root, 0)[0]}


def added(root: Path, since: int) -> tuple[list[Measure], int]:
    """Return the measures behind the first ``since`` bytes, and how many bytes there are with them."""
    try:
        with (root / _FILE).open("rb") as ledger:
            ledger.seek(since)
            new = ledger.read()
    except FileNotFoundError:
        return [], since
    whole = new[: new.rfind(b"\n") + 1]
    return [measure for line in whole.splitlines() if (measure := _parsed(line))], since + len(whole)


def keep_only(root: Path, wanted: Iterable[Measure]) -> None:
    """Forget every other measure."""
    write_text(root / _FILE, "".join(json.dumps(asdict(measure)) + "\n" for measure in wanted))


def _parsed(line: bytes) -> Measure | None:
    try:
        found: dict[str, Any] = json.loads(line)
        return Measure(**found)
    except (ValueError, TypeError):
        return None


def _begin_peak() -> None:
    try:
        _RESET.write_text("5", encoding="ascii")
    except OSError:  # another system, or not allowed: the peak is then that of the process so far
        return


def _peak_mb() -> int | None:
    try:
        status = _STATUS.read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    peak = status.partition("VmHWM:")[2].split()
    return int(peak[0]) // 1024 if peak else None
