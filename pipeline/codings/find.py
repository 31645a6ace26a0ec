"""Find the decisions in a folder of CSV files, and what in them cannot be understood.

A file has the columns of `columns.COLUMNS`, of which the first five are needed; other columns are ignored, so a
corrected `passages.csv` can be put in the folder as it is once a column `coder` says which rows a person has judged.
Rows without a coder, or with a name of the machine, are machine codings: they are counted and left out. Of a coder
whose name is spelled with and without capitals the first spelling is taken for all (`coders`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.codebook import Codebook
from pipeline.codings.cells import RowError
from pipeline.codings.coders import is_machine, same_coder, tidy_name
from pipeline.codings.columns import BLANK, COLUMNS, REQUIRED, column_name, row_reader
from pipeline.codings.records import CodedPassage
from pipeline.codings.torn import OURS, whole_length
from pipeline.cycles import no_search_for_cycles
from pipeline.errors import PassageFileError, UsageError
from pipeline.spreadsheet import parse_csv


@dataclass(frozen=True, slots=True)
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


def find_decisions(folder: Path, codebook: Codebook) -> Found:
    """Read every CSV in ``folder`` and go on after a fault.

    Raises UsageError when there is no such folder or no CSV in it.
    """
    files = _csv_files(folder)
    if not files:
        raise UsageError(f"no coded passages: {folder} holds no .csv file; see corpus/passages for an example")
    found, read = Found(files), row_reader(codebook)
    with no_search_for_cycles():
        for path in files:
            try:
                _find_in(path, read, found)
            except UsageError as e:
                found.faults.append(Fault(path, None, str(e), f"het bestand kan niet worden gelezen ({e})"))
    return found


def _find_in(path: Path, read: Callable[[Mapping[str, str]], CodedPassage], found: Found) -> None:
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
            decision = read(row)
        except RowError as e:
            found.faults.append(Fault(path, line, str(e), e.dutch))
            continue
        coder = found.spellings.setdefault(same_coder(decision.coder), decision.coder)
        if coder != decision.coder:
            decision = replace(decision, coder=coder)
        found.decisions.append(Located(decision, path, line))


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
    other = {name: ours for name in header if (ours := column_name(name)) != name}
    if not other:
        return [(line, {**BLANK, **row}) for line, row in rows]
    return [(line, {**BLANK, **{other.get(name, name): cell for name, cell in row.items()}}) for line, row in rows]
