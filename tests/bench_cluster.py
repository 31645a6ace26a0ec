"""A cluster of two workers beside two processes of one run: ``python -m tests.bench_cluster [FOLDER] [--runs N]``.

Both begin with nothing kept, in turn. Scheduler and workers run on loopback and are up before the clock starts.
Memory is the most that all processes together held at one time (PSS: what they share is counted once).
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import psutil

from pipeline.progress import Stopwatch
from pipeline.settings import Settings
from tests.cluster.results import results

_LOOK = 0.5  # seconds between looks at the memory
_MIB = 2**20
_WAYS = ("2 processes", "2 workers")


@dataclass
class Measured:
    """What the runs of one way took: seconds in all, seconds of reading and coding, and peak MiB."""

    whole: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    peak: list[float] = field(default_factory=list)


def once(folder: Path, out: Path, address: str, measured: Measured) -> None:
    """Run with nothing kept, and note what it took."""
    from pipeline.run import run  # every child reads this file again, and has its memory counted

    watch = Stopwatch()
    with peak_memory() as peaks, watch("whole"):
        seconds = run(folder, out, Settings(workers=2), cluster=address).manifest["seconds"]
    measured.whole.append(watch.seconds["whole"])
    measured.work.append(seconds["read"] + seconds["code"])
    measured.peak.append(max(peaks))


@contextmanager
def peak_memory() -> Iterator[list[float]]:
    """Give a list that is filled with the MiB of this process and all below it, until the block ends."""
    found, ended = [_memory()], Event()

    def look() -> None:
        while not ended.wait(_LOOK):
            found.append(_memory())

    watcher = Thread(target=look)
    watcher.start()
    try:
        yield found
    finally:
        ended.set()
        watcher.join()


def _memory() -> float:
    ourselves = psutil.Process()
    return sum(_pss(process) for process in (ourselves, *ourselves.children(recursive=True))) / _MIB


def _pss(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:  # it ended meanwhile
        return 0


@contextmanager
def two_workers(folder: Path) -> Iterator[str]:
    """Give the address of a scheduler with two workers of one thread."""
    from tests.cluster.conftest import Machines

    machines = Machines(folder)
    try:
        machines.start_scheduler()
        machines.start_worker(workers=1)
        machines.start_worker(workers=2)
        yield machines.address
    finally:
        machines.stop()


def bench(folder: Path, place: Path, runs: int) -> dict[str, Measured]:
    """Run both ways in turn; end when they do not give the same bytes."""
    found = {way: Measured() for way in _WAYS}
    for number in range(runs):
        here, there = place / f"hier-{number}", place / f"daar-{number}"
        once(folder, here, "", found[_WAYS[0]])
        (place / f"machines-{number}").mkdir()
        with two_workers(place / f"machines-{number}") as address:
            once(folder, there, address, found[_WAYS[1]])
        if results(here) != results(there):
            sys.exit(f"{here} and {there} differ")
    return found


def main() -> None:
    """Print medians, and how much longer the cluster takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("corpus/rapporten"))
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        found = bench(chosen.folder, Path(place), chosen.runs)
    print(f"{chosen.folder}, median of {chosen.runs}; the same bytes both ways")
    for way, measured in found.items():
        whole, work = statistics.median(measured.whole), statistics.median(measured.work)
        print(f"  {way:12} {whole:7.1f} s, of which read and code {work:7.1f} s, peak {max(measured.peak):5.0f} MiB")
    here, there = (found[way] for way in _WAYS)
    for name in ("whole", "work"):
        ratio = statistics.median(getattr(there, name)) / statistics.median(getattr(here, name))
        print(f"  {name}: the cluster takes {ratio:.2f} times as long")


if __name__ == "__main__":
    main()
