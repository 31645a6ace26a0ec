"""The store of what people coded: decisions are appended to a file per coder, and nothing in it is ever changed."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.codings.columns import COLUMNS, to_row
from pipeline.codings.records import CodedPassage
from pipeline.spreadsheet import guard


def append(folder: Path, decisions: Sequence[CodedPassage]) -> list[Path]:
    """Add decisions to the file of their coder; return the files. What was added is on the disk when this returns."""
    written = []
    for coder in dict.fromkeys(decision.coder for decision in decisions):
        path = folder / f"beoordeeld-{_slug(coder)}.csv"
        _append(path, [decision for decision in decisions if decision.coder == coder])
        written.append(path)
    return written


def _slug(coder: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", coder.lower()).strip("-") or "onbekend"


def _append(path: Path, decisions: Sequence[CodedPassage]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = not path.exists()
    with path.open("a", encoding="utf-8-sig" if fresh else "utf-8", newline="") as handle:
        writer = csv.writer(handle, delimiter=";")
        if fresh:
            writer.writerow(COLUMNS)
        writer.writerows([guard(cell) for cell in to_row(decision).values()] for decision in decisions)
