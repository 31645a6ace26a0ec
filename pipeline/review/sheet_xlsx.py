"""The cells of an .xlsx as texts, read as if a stranger made the file to do harm."""

import io
import warnings
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.errors import UsageError
from pipeline.spreadsheet import unguard
from pipeline.untrusted import open_zip, parse_xml, unpacked

_MOST_UNPACKED_MB = 200  # of all parts together
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
    """The XML of the file in a package of our own making: no part is larger than it says or refers to another file.

    What is written is what was parsed, so that no other parser finds in it what was not seen here.
    """
    clean = io.BytesIO()
    with open_zip(path, most_mb=_MOST_UNPACKED_MB) as archive, zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as copy:
        if "[Content_Types].xml" not in archive.NameToInfo:
            raise UsageError(f"{path} is not an .xlsx; save the sheet as .xlsx or .csv")
        for part in archive.infolist():
            if part.filename.endswith((".xml", ".rels")):
                root = parse_xml(unpacked(archive, part), f"{path}, {part.filename}")
                copy.writestr(part.filename, etree.tostring(root, encoding="UTF-8", xml_declaration=True))
    return clean


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
