"""A file with two codings of the same passages side by side, as two people who coded them."""

from collections.abc import Mapping
from pathlib import Path

from pipeline.agreement.panel import Opinion, Panel, Unit
from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.codings.cells import RowError
from pipeline.codings.columns import mechanisms_in
from pipeline.errors import PassageFileError
from pipeline.spreadsheet import read_csv

FIRST, SECOND = "eerste", "tweede"
_CODERS = {1: FIRST, 2: SECOND}
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
        codes = {coder: mechanisms_in(row[f"mechanismen_{place}"], codebook) for place, coder in _CODERS.items()}
    except RowError as e:
        raise PassageFileError(f"{path}, line {line}: {e}") from e
    roles = {coder: codebook.current.get(row[f"rol_{place}"], "") for place, coder in _CODERS.items()}
    if not all(role in codebook.roles for role in roles.values()):
        found, known = f"{row['rol_1']}' and '{row['rol_2']}", ", ".join(codebook.roles)
        raise PassageFileError(f"{path}, line {line}: the roles are '{found}'; the codebook has {known}")
    passage = CodedPassage(row["text"], codes[FIRST], roles[FIRST], row["document"], FIRST)
    return Unit(passage, {coder: Opinion(codes[coder], roles[coder]) for coder in _CODERS.values()})
