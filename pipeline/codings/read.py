"""Read the coded passages of a folder of CSV files.

A file has the columns of `columns.COLUMNS`, of which the first five are needed; other columns are ignored, so a
corrected `passages.csv` can be put in the folder as it is once a column `coder` says which rows a person has judged.
Rows without a coder, or with a name of the machine, are machine codings: they are counted and left out. Of a coder
whose name is spelled with and without capitals the first spelling is taken for all (`coders`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.codebook import Codebook
from pipeline.codings.coders import is_machine, same_coder, tidy_name
from pipeline.codings.columns import COLUMNS, REQUIRED, RowError, column_name, from_row
from pipeline.codings.identity import PassageKey, identities
from pipeline.codings.records import CONSENSUS, CodedPassage, Decision
from pipeline.codings.torn import OURS, whole_length
from pipeline.errors import PassageFileError, UsageError
from pipeline.spreadsheet import parse_csv

_SHOWN = 20  # faults in the text of an error
_EARLIEST = datetime.min.replace(tzinfo=UTC)


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


@dataclass(frozen=True)
class Located:
    """A decision and where it stands: the file, and the line in it on which its row ends."""

    passage: CodedPassage
    path: Path
    line: int


@dataclass(frozen=True)
class Fault:
    """What cannot be understood: ``text`` says what was found and what to do, ``dutch`` the same for a table.

    ``line`` is None, and ``text`` names the file, when it is about a whole file.
    """

    path: Path
    line: int | None
    text: str
    dutch: str

    def __str__(self) -> str:
        """Return 'FILE, line N: what is wrong'."""
        return f"{self.path}, line {self.line}: {self.text}" if self.line else self.text


@dataclass(frozen=True)
class Found:
    """Everything in a folder: decisions file by file, what cannot be understood, and rows that nobody coded.

    ``torn`` are files of ours that end in a record that was never written whole, which is not read. ``spellings`` has
    the name of each coder as it is kept, by `coders.same_coder`.
    """

    files: list[Path]
    decisions: list[Located] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    without_coder: list[tuple[Path, int]] = field(default_factory=list)
    torn: list[Path] = field(default_factory=list)
    spellings: dict[str, str] = field(default_factory=dict)


def read_codings(folder: Path, codebook: Codebook) -> Codings:
    """Read every CSV in ``folder``; of each coder the newest decision on a passage holds, and a consensus over all.

    Raises UsageError when there is no such folder or no CSV in it, and PassageFileError (file, row, what was found) for
    a missing column, an unknown code or role, or an empty cell where a value is needed; its text lists every fault, up
    to 20, a line each.
    """
    found = find_decisions(folder, codebook)
    if found.faults:
        raise PassageFileError(_listed(found.faults))
    history = in_order([located.passage for located in found.decisions])
    holding = in_force(history)
    coded = sum(passage.decision is Decision.CODED for passage in history)
    return Codings(holding, len(found.without_coder), coded - len(holding), found.files, history)


def find_decisions(folder: Path, codebook: Codebook) -> Found:
    """Read every CSV in ``folder`` and go on after a fault.

    Raises UsageError when there is no such folder or no CSV in it.
    """
    files = _csv_files(folder)
    if not files:
        raise UsageError(f"no coded passages: {folder} holds no .csv file; see corpus/passages for an example")
    found = Found(files)
    for path in files:
        try:
            _find_in(path, codebook, found)
        except UsageError as e:
            found.faults.append(Fault(path, None, str(e), f"het bestand kan niet worden gelezen ({e})"))
    return found


def _find_in(path: Path, codebook: Codebook, found: Found) -> None:
    """Add what stands in one file; raises UsageError when it is no table or lacks a column."""
    data = path.read_bytes()
    if path.name.startswith(OURS) and (whole := whole_length(data)) < len(data):
        found.torn.append(path)
        data = data[:whole]
    if path.name.startswith(OURS) and not data:
        return
    for line, row in _rows(path, data):
        if not tidy_name(row["coder"]) or is_machine(row["coder"]):
            found.without_coder.append((path, line))
            continue
        try:
            decision = from_row(row, codebook)
        except RowError as e:
            found.faults.append(Fault(path, line, str(e), e.dutch))
            continue
        coder = found.spellings.setdefault(same_coder(decision.coder), decision.coder)
        if coder != decision.coder:
            decision = replace(decision, coder=coder)
        found.decisions.append(Located(decision, path, line))


def _listed(faults: Sequence[Fault]) -> str:
    lines = [str(fault) for fault in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        lines.append(f"and {len(faults) - _SHOWN} more; 'rodedraad passages check' lists all {len(faults)}")
    return "\n".join(lines)


def in_order(decisions: Sequence[CodedPassage]) -> list[CodedPassage]:
    """Sort decisions by time; those without a date come first, in the order of files and rows.

    When somebody decided is not known then, and what is dated must never be shut out by it for good.
    """
    return sorted(decisions, key=lambda passage: passage.coded_at or _EARLIEST)


def newest(history: Sequence[CodedPassage]) -> list[CodedPassage]:
    """Return the last decision of each coder on each passage, also when that was to skip or withdraw it."""
    return _newest(history, same_passages(history))


def in_force(history: Sequence[CodedPassage]) -> list[CodedPassage]:
    """Return the codings that hold: of each coder the newest, or of a passage with a consensus that alone."""
    same = same_passages(history)
    latest = _newest(history, same)
    coded = [passage for passage in latest if passage.decision is Decision.CODED]
    deciding = (Decision.CODED, Decision.REOPENED)
    agreed = {same[one.passage_key] for one in latest if one.coder == CONSENSUS and one.decision in deciding}
    return [passage for passage in coded if passage.coder == CONSENSUS or same[passage.passage_key] not in agreed]


def same_passages(history: Sequence[CodedPassage]) -> Mapping[PassageKey, PassageKey]:
    """Return the key of its passage for each `passage_key` of these decisions (`identity`)."""
    return identities(passage.passage_key for passage in history)


def _newest(history: Sequence[CodedPassage], same: Mapping[PassageKey, PassageKey]) -> list[CodedPassage]:
    found = {(same[passage.passage_key], passage.coder): passage for passage in history}
    return list(found.values())


def _csv_files(folder: Path) -> list[Path]:
    """Every CSV of the folder itself, but for the hidden ones that other programs leave there."""
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in files if path.suffix.lower() == ".csv" and not path.name.startswith((".", "~$")))


def _rows(path: Path, data: bytes) -> list[tuple[int, dict[str, str]]]:
    header, rows = parse_csv(data, path)
    names = [column_name(name) for name in header if name]
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
