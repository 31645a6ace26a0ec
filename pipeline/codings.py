"""Passages coded by people: the training truth, read from a folder of CSV files that only ever grows.

A file has the columns of `COLUMNS`; other columns are ignored, so a corrected `passages.csv` can be put in the folder
as it is once a column `coder` says which rows a person has judged. Rows without a coder are machine codings: they are
counted and left out.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from pipeline.codebook import Codebook
from pipeline.errors import PassageFileError, UsageError
from pipeline.spreadsheet import read_csv

COLUMNS = ("text", "mechanismen", "rol", "document", "coder", "datum", "bron", "opmerking")
_OPTIONAL = ("datum", "bron", "opmerking")
_ALIASES = {"passage": "text", "ervoor": "before", "erna": "after", "sectie": "section"}
_BETWEEN_CODES = re.compile(r"[,;|+/\s]+")
_DATE_FORMS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """One passage as a person coded it. ``document`` groups passages, so that evaluation is on unseen documents."""

    text: str
    mechanisms: tuple[str, ...]
    role: str
    document: str
    coder: str
    coded_on: date | None = None
    source: str = ""
    remark: str = ""
    before: str = ""
    after: str = ""
    section: str = ""


@dataclass(frozen=True)
class Codings:
    """The coded passages of a folder, the newest decision per passage, and what was left out of it."""

    passages: list[CodedPassage]
    without_coder: int = 0
    superseded: int = 0
    files: list[Path] = field(default_factory=list)


def read_codings(folder: Path, codebook: Codebook) -> Codings:
    """Read every CSV in ``folder``; a later coding of the same text in the same document replaces an earlier one.

    Raises UsageError when there is no such folder or no CSV in it, and PassageFileError (file, row, what was found) for
    a missing column, an unknown code or role, or an empty cell where a value is needed.
    """
    files = _csv_files(folder)
    if not files:
        raise UsageError(f"no coded passages: {folder} holds no .csv file; see corpus/passages for an example")
    passages: list[CodedPassage] = []
    without_coder = 0
    for path in files:
        rows = _rows(path)
        judged = [(line, row) for line, row in rows if row["coder"]]
        without_coder += len(rows) - len(judged)
        passages += [_passage(path, line, row, codebook) for line, row in judged]
    newest = _newest(passages)
    return Codings(newest, without_coder, len(passages) - len(newest), files)


def _csv_files(folder: Path) -> list[Path]:
    """Every CSV of the folder itself, but for the hidden ones that other programs leave there."""
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in files if path.suffix.lower() == ".csv" and not path.name.startswith((".", "~$")))


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    header, rows = read_csv(path)
    names = [_ALIASES.get(name, name) for name in header]
    if len(set(names)) < len(names):
        raise PassageFileError(
            f"{path}: two columns with the same meaning (found: {', '.join(header)}); keep one of them"
        )
    missing = [name for name in COLUMNS if name not in names and name not in _OPTIONAL]
    if missing:
        raise PassageFileError(
            f"{path}: no column {', '.join(missing)} (found: {', '.join(header)}); the columns are {', '.join(COLUMNS)}"
        )
    blank = dict.fromkeys(names, "")
    return [(line, blank | {_ALIASES.get(name, name): cell for name, cell in row.items()}) for line, row in rows]


def _passage(path: Path, line: int, row: dict[str, str], codebook: Codebook) -> CodedPassage:
    place = f"{path}, line {line}"
    for name in ("text", "document", "rol"):
        if not row[name]:
            raise PassageFileError(f"{place}: the cell '{name}' is empty; fill it in or delete the row")
    mechanisms = tuple(code for code in _BETWEEN_CODES.split(row["mechanismen"]) if code and code != "-")
    _known(place, mechanisms, codebook.mechanisms, "mechanism")
    _known(place, (row["rol"],), codebook.roles, "role")
    return CodedPassage(
        text=row["text"],
        mechanisms=tuple(code for code in codebook.mechanisms if code in mechanisms),
        role=row["rol"],
        document=row["document"],
        coder=row["coder"],
        coded_on=_date(place, row.get("datum", "")),
        source=row.get("bron", ""),
        remark=row.get("opmerking", ""),
        before=row.get("before", ""),
        after=row.get("after", ""),
        section=row.get("section", ""),
    )


def _known(place: str, found: tuple[str, ...], allowed: tuple[str, ...], kind: str) -> None:
    unknown = [code for code in found if code not in allowed]
    if unknown:
        raise PassageFileError(f"{place}: unknown {kind} '{unknown[0]}'; the codebook has {', '.join(allowed)}")


def _date(place: str, cell: str) -> date | None:
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(cell, form).date()
        except ValueError:
            continue
    if cell:
        raise PassageFileError(f"{place}: '{cell}' is no date; write it as 2026-12-31 or 31-12-2026")
    return None


def _newest(passages: list[CodedPassage]) -> list[CodedPassage]:
    """Keep the newest decision per text and document.

    A row without a date is taken for a correction that somebody just made; among those, the last file and row decide.
    """
    newest: dict[tuple[str, str], CodedPassage] = {}
    for passage in sorted(passages, key=lambda passage: passage.coded_on or date.max):
        newest[passage.document, passage.text] = passage
    return list(newest.values())
