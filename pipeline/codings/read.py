"""Read the coded passages of a folder of CSV files.

A file has the columns of `columns.COLUMNS`, of which the first five are needed; other columns are ignored, so a
corrected `passages.csv` can be put in the folder as it is once a column `coder` says which rows a person has judged.
Rows without a coder are machine codings: they are counted and left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipeline.codebook import Codebook
from pipeline.codings.columns import COLUMNS, REQUIRED, RowError, column_name, from_row
from pipeline.codings.records import CONSENSUS, CodedPassage, Decision
from pipeline.errors import PassageFileError, UsageError
from pipeline.spreadsheet import read_csv

_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Codings:
    """The decisions in a folder: ``passages`` are those that hold, ``history`` is every decision, oldest first.

    ``superseded`` counts the codings that a later decision replaced.
    """

    passages: list[CodedPassage]
    without_coder: int = 0
    superseded: int = 0
    files: list[Path] = field(default_factory=list)
    history: list[CodedPassage] = field(default_factory=list)


def read_codings(folder: Path, codebook: Codebook) -> Codings:
    """Read every CSV in ``folder``; of each coder the newest decision on a passage holds, and a consensus over all.

    Raises UsageError when there is no such folder or no CSV in it, and PassageFileError (file, row, what was found) for
    a missing column, an unknown code or role, or an empty cell where a value is needed.
    """
    files = _csv_files(folder)
    if not files:
        raise UsageError(f"no coded passages: {folder} holds no .csv file; see corpus/passages for an example")
    decisions: list[CodedPassage] = []
    without_coder = 0
    for path in files:
        rows = _rows(path)
        judged = [(line, row) for line, row in rows if row["coder"]]
        without_coder += len(rows) - len(judged)
        decisions += [_passage(path, line, row, codebook) for line, row in judged]
    history = in_order(decisions)
    holding = in_force(history)
    coded = sum(passage.decision is Decision.CODED for passage in history)
    return Codings(holding, without_coder, coded - len(holding), files, history)


def in_order(decisions: Sequence[CodedPassage]) -> list[CodedPassage]:
    """Sort decisions by time.

    A row without a date is taken for a correction that somebody just made; among those, the last file and row decide.
    """
    return sorted(decisions, key=lambda passage: passage.coded_at or _LATEST)


def newest(history: Sequence[CodedPassage]) -> list[CodedPassage]:
    """Return the last decision of each coder on each passage, also when that was to skip or withdraw it."""
    found = {(*passage.passage_key, passage.coder): passage for passage in history}
    return list(found.values())


def in_force(history: Sequence[CodedPassage]) -> list[CodedPassage]:
    """Return the codings that hold: of each coder the newest, or of a passage with a consensus that alone."""
    latest = newest(history)
    coded = [passage for passage in latest if passage.decision is Decision.CODED]
    deciding = (Decision.CODED, Decision.REOPENED)
    agreed = {one.passage_key for one in latest if one.coder == CONSENSUS and one.decision in deciding}
    return [passage for passage in coded if passage.coder == CONSENSUS or passage.passage_key not in agreed]


def _csv_files(folder: Path) -> list[Path]:
    """Every CSV of the folder itself, but for the hidden ones that other programs leave there."""
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in files if path.suffix.lower() == ".csv" and not path.name.startswith((".", "~$")))


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    header, rows = read_csv(path)
    names = [column_name(name) for name in header]
    if len(set(names)) < len(names):
        raise PassageFileError(
            f"{path}: two columns with the same meaning (found: {', '.join(header)}); keep one of them"
        )
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise PassageFileError(
            f"{path}: no column {', '.join(missing)} (found: {', '.join(header)}); the columns are {', '.join(COLUMNS)}"
        )
    blank = dict.fromkeys(names, "")
    return [(line, blank | {column_name(name): cell for name, cell in row.items()}) for line, row in rows]


def _passage(path: Path, line: int, row: dict[str, str], codebook: Codebook) -> CodedPassage:
    try:
        return from_row(row, codebook)
    except RowError as e:
        raise PassageFileError(f"{path}, line {line}: {e}") from e
