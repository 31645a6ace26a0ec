"""Change bytes of real files, read them, and look for what no file may do: end a run, or lose text in silence.

`python -m tests.fuzz FOLDER --seconds 60` (or `make fuzz REPORTS=FOLDER`) makes one changed file after another in a
fixed order for a seed. What went wrong is kept in tests/cases/fuzz, where the tests read it again.
"""

import argparse
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.records import Report, Status
from pipeline.settings import ExtractSettings
from tests.damaged.changes import Change, cut_out, flip, scramble, swap_numbers, truncate
from tests.damaged.lost import is_silent_loss, share_lost, words
from tests.damaged.reading import read_all

KEPT = Path(__file__).parent / "cases" / "fuzz"
_BATCH = 16
_LIMITS = ExtractSettings(max_seconds=60, max_memory_mb=1024)

CHANGES: tuple[Change, ...] = (flip, scramble, truncate, cut_out, swap_numbers)


@dataclass(frozen=True)
class Case:
    """One changed file: what was done to which file, and where its new content is."""

    source: Path
    change: str
    path: Path


def main() -> None:
    """Fuzz for as long as was asked, print what became of the files, and exit with 1 when something went wrong."""
    options = _options()
    if not options.files:
        sys.exit(f"no files to change in {options.folder}")
    with TemporaryDirectory() as folder:
        whole = {path: _words(report) for path, report in read_all(options.files, _LIMITS)}
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
        cases = {case.path: case for case in _cases(folder, sorted(whole), luck)}
        for path, report in read_all(cases, _LIMITS):
            seen[str(report.status)] += 1
            if fault := _fault(report, whole[cases[path].source]):
                wrong.append(f"{cases[path].change} of {cases[path].source.name}: {fault} -> {_keep(path)}")
            path.unlink()
    return seen, wrong


def _cases(folder: Path, files: list[Path], luck: random.Random) -> Iterator[Case]:
    for _ in range(_BATCH):
        source, change = luck.choice(files), luck.choice(CHANGES)
        path = folder / f"{change.__name__}-{luck.randrange(10**9):09}{source.suffix}"
        path.write_bytes(change(source.read_bytes(), luck))
        yield Case(source, change.__name__, path)


def _words(report: Report) -> Counter[str]:
    return words(block.text for block in report.blocks)


def _fault(report: Report, whole: Counter[str]) -> str:
    """Say what went wrong, '' when nothing did."""
    if report.status is Status.TIMED_OUT or "fout in de lezer" in report.message or "brak onverwacht" in report.message:
        return report.message
    left = _words(report)
    if is_silent_loss(report.status, report.message, whole=whole, left=left):
        return f"{share_lost(whole, left):.0%} of the words lost without a remark"
    return ""


def _keep(path: Path) -> Path:
    KEPT.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(path, KEPT / path.name))


if __name__ == "__main__":
    main()
