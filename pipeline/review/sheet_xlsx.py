"""The cells of an .xlsx as texts, read as if a stranger made the file to do harm."""

import io
import warnings
import zipfile
import zlib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.errors import UnreadableFileError, UsageError
from pipeline.extract.package import open_package
from pipeline.spreadsheet import unguard

_MOST_UNPACKED = 200 * 2**20  # bytes, of all parts together
_MOST_ROWS = 200_000
_MOST_COLUMNS = 500
# What openpyxl raises for a package that is no workbook.
_NO_WORKBOOK = (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError)

Grid = list[list[str]]


def read_xlsx(path: Path) -> dict[str, Grid]:
    """Return the texts of the cells of every sheet by its name: a formula as its outcome, a number without '.0'.

    Raises UsageError for what is no .xlsx, is protected with a password or damaged, or would unpack to over 200 MB.
    """
    packed = _checked(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on what openpyxl leaves out, such as drop-downs
            workbook = openpyxl.load_workbook(packed, read_only=True, data_only=True)
            return {sheet.title: _grid(path, sheet) for sheet in workbook.worksheets}
    except _NO_WORKBOOK as e:
        raise UsageError(f"{path} cannot be read as .xlsx; open it in a spreadsheet and save it as .xlsx again") from e


def _checked(path: Path) -> io.BytesIO:
    """The XML of the file in a package of our own making: no part is larger than it says or refers to another file."""
    try:
        with open_package(path) as archive:
            parts = {part.filename: _part(archive, part) for part in _xml_parts(path, archive)}
    except UnreadableFileError as e:
        raise UsageError(f"{path} cannot be opened: {e.message}") from e
    except (zipfile.BadZipFile, zlib.error, EOFError) as e:
        raise UsageError(f"{path} is cut off or damaged; save it again") from e
    if any(b"<!DOCTYPE" in data or b"<!ENTITY" in data for data in parts.values()):
        raise UsageError(f"{path} holds definitions that no spreadsheet writes, and is not trusted")
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as copy:
        for name, data in parts.items():
            copy.writestr(name, data)
    return clean


def _xml_parts(path: Path, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    if "[Content_Types].xml" not in archive.NameToInfo:
        raise UsageError(f"{path} is not an .xlsx; save the sheet as .xlsx or .csv")
    parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
    if sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise UsageError(f"{path} would unpack to more than {_MOST_UNPACKED // 2**20} MB; a review sheet does not")
    return parts


def _part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as packed:
        return packed.read(max(part.file_size, 1))


def _grid(path: Path, sheet: Any) -> Grid:
    sheet.reset_dimensions()  # what the file says of its size may be anything
    grid: Grid = []
    for cells in sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS):
        if len(grid) == _MOST_ROWS:
            raise UsageError(f"{path}: more than {_MOST_ROWS} rows in sheet '{sheet.title}'; delete the empty ones")
        grid.append([_text(value) for value in cells])
    return grid


def _text(value: object) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case datetime() | date() | time():
            return value.isoformat()
    return unguard(str(value).replace("_x000D_", ""))
