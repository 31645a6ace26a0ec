"""Change bytes of real files, read them, and look for what no file may do: end a run, or lose text in silence.

`python -m tests.fuzz FOLDER --seconds 60` (or `make fuzz REPORTS=FOLDER`) makes one changed file after another in a
fixed order for a seed. What went wrong is kept in tests/cases/fuzz, where the tests read it again.
"""

import argparse
import random
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.cache import Cache
from pipeline.extract import InputFile, read_report
from pipeline.isolation import in_children
from pipeline.records import Report, Status
from pipeline.settings import ExtractSettings
from pipeline.workplace import Fate

KEPT = Path(__file__).parent / "cases" / "fuzz"
_LOSS = 0.02  # of the words; less is a line that broke differently
_BATCH = 16
_WORD = re.compile(r"[^\W\d_]+")
_LIMITS = ExtractSettings(max_seconds=60, max_memory_mb=1024)

Change = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True)
class Case:
    """One changed file: what was done to which file, and its new content."""

    source: Path
    change: str
    path: Path


@dataclass(frozen=True)
class _Job:
    case: Case
    cache: Cache

    @property
    def key(self) -> str:
        return self.case.path.name


def flip(data: bytes, luck: random.Random) -> bytes:
    """Change 20 single bytes."""
    changed = bytearray(data)
    for _ in range(20):
        changed[luck.randrange(len(changed))] ^= 1 << luck.randrange(8)
    return bytes(changed)


def scramble(data: bytes, luck: random.Random) -> bytes:
    """Write 2,000 random bytes over a stretch."""
    start = luck.randrange(max(len(data) - 2000, 1))
    return data[:start] + luck.randbytes(2000) + data[start + 2000 :]


def truncate(data: bytes, luck: random.Random) -> bytes:
    """Cut the end off."""
    return data[: luck.randrange(1, len(data))]


def cut_out(data: bytes, luck: random.Random) -> bytes:
    """Take a stretch out."""
    start = luck.randrange(len(data))
    return data[:start] + data[start + luck.randrange(1, 5000) :]


def swap_numbers(data: bytes, luck: random.Random) -> bytes:
    """Change a few of the numbers that objects point to each other with."""
    numbers = list(re.finditer(rb"\b\d{1,6}\b", data))
    for found in sorted(luck.sample(numbers, min(5, len(numbers))), key=lambda found: -found.start()):
        data = data[: found.start()] + str(luck.randrange(10**6)).encode() + data[found.end() :]
    return data


CHANGES: tuple[Change, ...] = (flip, scramble, truncate, cut_out, swap_numbers)


def main() -> None:
    """Fuzz for as long as was asked, print what became of the files, and exit with 1 when something went wrong."""
    options = _options()
    if not options.files:
        sys.exit(f"no files to change in {options.folder}")
    with TemporaryDirectory() as folder:
        whole = {path: _words(_read_whole(path)) for path in options.files}
        seen, wrong = _fuzz(Path(folder), whole, options)
    print(f"{sum(seen.values())} changed files:", ", ".join(f"{count} {what}" for what, count in seen.most_common()))
    for what in wrong:
        print(what)
    sys.exit(1 if wrong else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("corpus/rapporten"))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--largest", type=float, default=1.5, help="leave larger files out (MB)")
    options = parser.parse_args()
    options.files = sorted(
        path for path in options.folder.rglob("*") if path.is_file() and path.stat().st_size < options.largest * 1e6
    )
    return options


def _fuzz(folder: Path, whole: dict[Path, Counter[str]], options: argparse.Namespace) -> tuple[Counter[str], list[str]]:
    luck, end = random.Random(options.seed), time.monotonic() + options.seconds
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    while time.monotonic() < end:
        jobs = [_Job(case, Cache(folder)) for case in _cases(folder, sorted(whole), luck)]
        for job, fate in in_children(_read, jobs, workers=0, seconds=_LIMITS.seconds, memory_mb=_LIMITS.max_memory_mb):
            report = job.cache.get_report(job.key) if fate is Fate.DONE else None
            seen[str(report.status) if report else fate.name.lower()] += 1
            fault = _fault(fate, report, whole[job.case.source])
            if fault:
                wrong.append(f"{job.case.change} of {job.case.source.name}: {fault} -> {_keep(job.case)}")
            job.case.path.unlink()
    return seen, wrong


def _cases(folder: Path, files: list[Path], luck: random.Random) -> Iterator[Case]:
    for _ in range(_BATCH):
        source, change = luck.choice(files), luck.choice(CHANGES)
        path = folder / f"{change.__name__}-{luck.randrange(10**9):09}{source.suffix}"
        path.write_bytes(change(source.read_bytes(), luck))
        yield Case(source, change.__name__, path)


def _read(job: _Job) -> None:
    path = job.case.path
    job.cache.put_report(job.key, read_report(InputFile(path, path.name, ""), _LIMITS))


def _read_whole(path: Path) -> Report:
    return read_report(InputFile(path, path.name, ""), _LIMITS)


def _words(report: Report) -> Counter[str]:
    return Counter(word for block in report.blocks for word in _WORD.findall(block.text.lower()))


def _fault(fate: Fate, report: Report | None, whole: Counter[str]) -> str:
    """Say what went wrong, '' when nothing did: a status other than ok says of itself that text is lost."""
    if report is None:
        return "" if fate is Fate.OUT_OF_MEMORY else f"the child {fate.name.lower()}"
    if "fout in de lezer" in report.message:
        return f"the reader failed ({report.message})"
    lost = sum((whole - _words(report)).values()) / max(sum(whole.values()), 1)
    silent = report.status is Status.OK and not report.message and lost > _LOSS
    return f"{lost:.0%} of the words lost without a remark" if silent else ""


def _keep(case: Case) -> Path:
    KEPT.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(case.path, KEPT / case.path.name))


if __name__ == "__main__":
    main()
