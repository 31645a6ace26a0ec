"""Damage every PDF of a folder in all ways of the table, read the copies, and print what became of them.

`python -m tests.damaged FOLDER` (by default RODEDRAAD_REAL_PDFS, else the sample reports) prints a line for each kind
of damage, and below them every copy that ended the reader, took longer than it may or lost text without saying so.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.records import Report, Status
from pipeline.settings import ExtractSettings
from tests.damaged.lost import is_silent_loss, share_lost, words
from tests.damaged.reading import read_all
from tests.damaged.table import Case, changed_cases

_WRONG = ("fout in de lezer", "brak onverwacht af")
_LIMITS = ExtractSettings(max_memory_mb=1024)


def main() -> None:
    """Print the table; exit with 1 when something is wrong."""
    options = _options()
    sources = sorted(path for path in options.folder.rglob("*.pdf") if path.stat().st_size < options.largest * 1e6)
    if not sources:
        sys.exit(f"no PDFs below {options.largest} MB in {options.folder}")
    seen: dict[str, Counter[str]] = {}
    wrong = []
    for case, whole, left in _read(sources):
        seen.setdefault(case.kind, Counter())[str(left.status)] += 1
        if fault := _fault(whole, left):
            wrong.append(f"{case.name}: {fault}")
    for kind, statuses in seen.items():
        print(f"{kind:20}", ", ".join(f"{count} {status}" for status, count in statuses.most_common()))
    print(f"{sum(map(Counter.total, seen.values()))} files, {len(wrong)} wrong", *wrong, sep="\n")
    sys.exit(1 if wrong else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    folder = os.environ.get("RODEDRAAD_REAL_PDFS", "corpus/rapporten")
    parser.add_argument("folder", type=Path, nargs="?", default=Path(folder))
    parser.add_argument("--largest", type=float, default=4, help="leave larger files out (MB)")
    return parser.parse_args()


def _read(sources: list[Path]) -> Iterator[tuple[Case, Report, Report]]:
    """Every damaged copy with what its file says and what it says itself; a source at a time, for they are large."""
    for source in sources:
        ((_, whole),) = read_all([source], _LIMITS)
        cases = {case.name: case for case in changed_cases([source])}
        with TemporaryDirectory() as folder:
            for case in cases.values():
                (Path(folder) / case.name).write_bytes(case.data)
            for path, left in read_all(sorted(Path(folder).iterdir()), _LIMITS):
                yield cases[path.name], whole, left


def _fault(whole: Report, left: Report) -> str:
    """What is wrong with what became of a copy, '' when nothing is."""
    if left.status is Status.TIMED_OUT or any(word in left.message for word in _WRONG):
        return left.message
    before, after = (words(block.text for block in report.blocks) for report in (whole, left))
    if is_silent_loss(left.status, left.message, whole=before, left=after):
        return f"{share_lost(before, after):.0%} of the words lost without a remark"
    return ""


if __name__ == "__main__":
    main()
