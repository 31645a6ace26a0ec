"""A file with two codings of the same passages side by side, as two people who coded them."""

from collections.abc import Mapping
from pathlib import Path

from pipeline.agreement.panel import Opinion, Panel, Unit
from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.codings.columns import RowError, mechanisms_in
from pipeline.errors import PassageFileError
from pipeline.spreadsheet import read_csv

FIRST, SECOND = "eerste", "tweede"
_COLUMNS = ("text", "document", "mechanismen_1", "rol_1", "mechanismen_2", "rol_2")


def read_coded_twice(path: Path, codebook: Codebook) -> Panel:
    """Read a CSV with the columns text, document, mechanismen_1, rol_1, mechanismen_2 and rol_2.

    Raises PassageFileError when there is no such file, a column is missing, or a row names what the codebook lacks.
    """
    if not path.is_file():
        raise PassageFileError(f"no file {path}; give a CSV with the columns {', '.join(_COLUMNS)}")
    header, rows = read_csv(path)
    missing = [name for name in _COLUMNS if name not in header]
    if missing:
        raise PassageFileError(f"{path}: no column {', '.join(missing)}; the columns are {', '.join(_COLUMNS)}")
    return Panel([_unit(path, line, row, codebook) for line, row in rows], (FIRST, SECOND))


def _unit(path: Path, line: int, row: Mapping[str, str], codebook: Codebook) -> Unit:
    try:
        opinions = {coder: _opinion(row, place, codebook) for place, coder in enumerate((FIRST, SECOND), start=1)}
    except RowError as e:
        raise PassageFileError(f"{path}, line {line}: {e}") from e
    first = opinions[FIRST]
    return Unit(CodedPassage(row["text"], first.mechanisms, first.role, row["document"], FIRST), opinions)


def _opinion(row: Mapping[str, str], place: int, codebook: Codebook) -> Opinion:
    role = row[f"rol_{place}"]
    if role not in codebook.roles:
        raise RowError(f"unknown role '{role}'; the codebook has {', '.join(codebook.roles)}")
    return Opinion(mechanisms_in(row[f"mechanismen_{place}"], codebook), role)
