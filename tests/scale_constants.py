"""What a report costs, and what a million would: ``python -m tests.scale_constants FOLDER [--reports N]``.

The whole chain runs once over a folder of reports, with one worker and nothing kept; seconds are those of the
processor, so that they hold on a busy machine too. Every figure of ``docs/scale.md`` is printed by this command.
"""

import argparse
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from pipeline.run import RunResult, run
from pipeline.settings import Settings

T = TypeVar("T")

_WORKERS = (1, 8, 32, 128, 512)
_IN_WORKERS = ("read", "segment", "code", "organisations")
_HOUR = 3600


class CpuClock:
    """A progress that keeps the processor seconds of this process per stage; children are not in it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, items: Iterable[T], stage: str, total: int) -> Iterator[T]:
        """Pass the items on."""
        start = time.process_time()
        yield from items
        self.seconds[stage] = time.process_time() - start


def megabytes(paths: Iterable[Path]) -> float:
    """Return the size of these files together."""
    return sum(path.stat().st_size for path in paths if path.is_file()) / 1e6


def constants(result: RunResult, clock: CpuClock, reports: Path) -> dict[str, float]:
    """Return the constants of one run by name."""
    manifest, out = result.manifest, result.out
    counts, stages = manifest["counts"], manifest["per_stage"]
    read = [row for row in manifest["files"] if row["pages"]]
    found = {
        "reports": len(read),
        "pages": counts["pages"],
        "sentences": counts["sentences"],
        "coded passages": counts["coded_passages"],
        "MB of reports": megabytes(reports.rglob("*")),
        "peak MB of a worker": max((row["peak_mb"] or 0 for row in read), default=0),
        "peak MB of the run": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    found |= {f"cpu ms a page: {stage}": 1000 * stages[stage]["cpu"] / counts["pages"] for stage in _IN_WORKERS}
    later = {f"cpu ms a page: {name.lower()}": clock.seconds[name] for name in ("Summarising", "Rode draad")}
    found |= {name: 1000 * seconds / counts["pages"] for name, seconds in later.items()}
    kinds = sorted(path for path in (out / ".cache").iterdir() if path.is_dir())
    found |= {f"kB of cache a page: {kind.name}": 1000 * megabytes(kind.iterdir()) / counts["pages"] for kind in kinds}
    results = {"parquet": "sentences", "csv": "sentences", "html": "coded passages", "xlsx": "coded passages"}
    for kind, unit in results.items():
        found[f"kB of .{kind} per 1,000 {unit}"] = 1e6 * megabytes(out.glob(f"*.{kind}")) / max(found[unit], 1)
    return found


def plan(found: dict[str, float], reports: int) -> list[tuple[str, str]]:
    """Return what so many reports of this kind would take, worked out from the constants."""
    pages = reports * found["pages"] / found["reports"]
    in_workers = pages * sum(found[f"cpu ms a page: {stage}"] for stage in _IN_WORKERS) / 1000
    after = pages * sum(found[f"cpu ms a page: {stage}"] for stage in ("summarising", "rode draad")) / 1000
    cache = pages * sum(size for name, size in found.items() if name.startswith("kB of cache")) / 1e9
    parquet = found["kB of .parquet per 1,000 sentences"] * pages * found["sentences"] / found["pages"] / 1e12
    rows = [
        ("pages", f"{pages / 1e6:,.1f} million"),
        ("sentences", f"{pages * found['sentences'] / found['pages'] / 1e6:,.0f} million"),
        ("reports on disk", f"{reports * found['MB of reports'] / found['reports'] / 1e6:,.2f} TB"),
        ("cache", f"{cache:,.2f} TB in {4 * reports / 1e6:,.1f} million files"),
        ("Parquet", f"{parquet:,.3f} TB"),
        ("core hours to read and code", f"{in_workers / _HOUR:,.0f}"),
        ("core hours to summarise, were it to grow in line", f"{after / _HOUR:,.0f}"),
    ]
    return rows + [(f"hours with {n} cores reading and coding", f"{in_workers / n / _HOUR:,.1f}") for n in _WORKERS]


def show(title: str, rows: Iterable[tuple[str, Any]]) -> None:
    """Print a table in Markdown."""
    print(f"\n| {title} | |\n|---|---|")
    for name, value in rows:
        print(f"| {name} | {value if isinstance(value, str) else f'{value:,.4g}'} |")


def main() -> None:
    """Run the chain once and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=1_000_000)
    chosen = parser.parse_args()
    if not chosen.folder.is_dir():
        sys.exit(f"{chosen.folder} is no folder of reports")
    clock, settings = CpuClock(), Settings(workers=1)
    with TemporaryDirectory() as place:
        result = run(chosen.folder, Path(place) / "uit", settings, progress=clock)
        found = constants(result, clock, chosen.folder)
    show("measured", found.items())
    show(f"{chosen.reports:,} reports of this kind", plan(found, chosen.reports))


if __name__ == "__main__":
    main()
