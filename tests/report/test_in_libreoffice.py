"""What a spreadsheet makes of the results: the workbook, and every CSV where decimals have a comma."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.store import Model
from pipeline.report.links import Links
from pipeline.report.workbook import write_workbook
from pipeline.settings import Settings
from pipeline.spreadsheet import unguard, write_csv
from pipeline.tables import Tables, in_csv
from tests.report.small_run import FORMULA, small_run

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")

DUTCH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>nl-NL</value></prop>
</item>
</oor:items>
"""
# Semicolons (59), double quotes (34), UTF-8 (76), from the first line: nothing is said of the language of numbers.
AS_CSV = "--infilter=Text - txt - csv (StarCalc):59,34,76,1"
SECONDS = 120


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The settings of an analyst in the Netherlands."""
    folder = tmp_path_factory.mktemp("profiel")
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(DUTCH, encoding="utf-8")
    return folder


@pytest.fixture
def tables(model: Model, settings: Settings, tmp_path: Path) -> Tables:
    return small_run(model, settings, tmp_path)


def opened(profile: Path, files: list[Path], out: Path, *options: str) -> list[Path]:
    """Return the files as LibreOffice saves them again, as .xlsx, in which every cell has a type."""
    command = [str(OFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", *options]
    command += ["--convert-to", "xlsx", "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return [out / f"{file.stem}.xlsx" for file in files]


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def expected(table: pl.DataFrame) -> list[list[object]]:
    """Return what a CSV must show: numbers to four decimals, lists and truth as text, nothing where nothing is."""
    return [[_shown(value) for value in row] for row in table.iter_rows()]


def _shown(value: object) -> object:
    match value:
        case bool():
            return "ja" if value else "nee"
        case float():
            return pytest.approx(value, abs=0.00006)
        case list():
            return ", ".join(value) or None
    return value or None if isinstance(value, str) else value


def test_every_csv_opens_with_numbers_as_numbers_and_texts_whole(tables: Tables, profile: Path, tmp_path: Path) -> None:
    # A report is read without control characters, and the estimates of a run are finite: both test the workbook.
    readable = pl.col(pl.String).str.replace_all(r"[\x00-\x08]", "")
    shown = {name: in_csv(name, table).with_columns(readable).collect() for name, table in tables.items()}
    shown["aanwezigheid"] = shown["aanwezigheid"].fill_nan(None).drop("bovengrens")
    for name, table in shown.items():
        write_csv(table, tmp_path / f"{name}.csv")
    files = opened(profile, [tmp_path / f"{name}.csv" for name in shown], tmp_path / "uit", AS_CSV)
    for file, table in zip(files, shown.values(), strict=True):
        sheet = openpyxl.load_workbook(file).worksheets[0]
        found = [[unguard(cell) if isinstance(cell, str) else cell for cell in row] for row in rows(sheet)]
        assert [cell.value for cell in sheet[1]] == table.columns
        assert found == expected(table), file.name
    assert any(isinstance(value, float) for value in tables["passages"]["kans_bomen"])


def test_the_workbook_opens_with_the_same_values(tables: Tables, profile: Path, tmp_path: Path) -> None:
    write_workbook(tables, Links("../verslagen"), tmp_path / "rode_draad.xlsx")
    (file,) = opened(profile, [tmp_path / "rode_draad.xlsx"], tmp_path / "uit")
    before, after = (openpyxl.load_workbook(path) for path in (tmp_path / "rode_draad.xlsx", file))
    assert after.sheetnames == before.sheetnames
    for sheet in before:
        values = [[pytest.approx(cell) if isinstance(cell, float) else cell for cell in row] for row in rows(sheet)]
        assert rows(after[sheet.title]) == values, sheet.title
        assert after[sheet.title].auto_filter.ref == sheet.auto_filter.ref
    passages = after["Passages"]
    assert [cell.data_type for cell in passages["D"] if cell.value == FORMULA] == ["s"]
    addresses = [
        (cell.hyperlink.target, cell.hyperlink.location)
        for row in passages.iter_rows()
        for cell in row
        if cell.hyperlink
    ]
    assert addresses[0] == ("../../verslagen/dorp%20%281%29.pdf", "page=1")  # saved one folder deeper
