"""What LibreOffice makes of a review sheet: its state as one fills it in, and what it saves."""

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from pipeline.codebook import Codebook
from pipeline.codings import Place
from pipeline.review.records import Item
from pipeline.review.sheet_answer import AnswerError, answer
from pipeline.review.sheet_in import Filled, read_sheet
from tests.review.sheet_cases import fill, given_out, item
from tests.review.test_sheet_answer import NOT_UNDERSTOOD, UNAIDED, UNAIDED_NOT_UNDERSTOOD, UNDERSTOOD

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")

DUTCH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>nl-NL</value></prop>
</item>
</oor:items>
"""
# Semicolons (59), double quotes (34), UTF-8 (76), from the first line.
CSV = "Text - txt - csv (StarCalc):59,34,76,1"
SECONDS = 180
STRANGE = (
    *("=1+1", "+31 70 nummers", "-5 graden", "@allen", "'t is zo", "''dubbel''", '=HYPERLINK("http://x";"y")'),
    *("1-2", "007", "12,50", "1e10", "3 mei", "WAAR", "TRUE", "#N/B", "_x0041_ b", "a;b,c\td|e", 'zij zei: "nee"'),
    *(
        "é ë 🌳 \u202eomgekeerd",
        "een\r\ntwee\nregels",
        "bel \x07 en nul \x00",
        "spatie\xa0en\u2009smal",
        "lang " * 9_000,
    ),
)


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The settings of an analyst in the Netherlands."""
    folder = tmp_path_factory.mktemp("profiel")
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(DUTCH, encoding="utf-8")
    return folder


def saved(profile: Path, path: Path, form: str, *options: str) -> Path:
    """Return the file as LibreOffice opens it and saves it again."""
    out = path.parent / "opgeslagen"
    command = [str(OFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", *options]
    command += ["--convert-to", form, "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return out / f"{path.stem}.{form.partition(':')[0]}"


def strange_sheet(codebook: Codebook, path: Path) -> Path:
    items = [item(number, text=text, before=text) for number, text in enumerate(STRANGE)]
    remarks = [text.replace("\x07", "").replace("\x00", "")[:2_000] for text in STRANGE]
    corrected = {"bomen": "nee", "water": "ja", "rol": "plan"}
    return fill(given_out(items, codebook, path), [corrected | {"opmerking": remark} for remark in remarks])


def told(filled: Filled) -> list[tuple[object, ...]]:
    return [(one.place, one.text, one.mechanisms, one.role, one.coder) for one in filled.decisions]


# What a drop-down does not let in, but pasting does.
PASTED: list[Mapping[str, object]] = [
    *({"akkoord": "X"}, {"bomen": " Ja ", "rol": "KLACHT"}, {"bomen": "NEE", "rol": "plan "}, {"akkoord": 1}),
    *({"akkoord": "ja", "rol": "Klacht"}, {"bomen": "nee", "rol": "Plan"}, {"bomen": "?"}, {"water": "j*"}),
    *({"bomen": "ja", "rol": "klachtt"}, {"rol": "onbekend"}, {"bomen": "neee"}, {"akkoord": "goed"}, {"bomen": 2}),
]


def test_state_is_what_reading_makes_of_a_row(profile: Path, codebook: Codebook, tmp_path: Path) -> None:
    told: list[Mapping[str, object]] = [*(cells for cells, _ in (*UNDERSTOOD, *NOT_UNDERSTOOD)), *PASTED]
    aided = [cells for cells in told if not str(cells.get("opmerking", "")).startswith(("#", "\n"))]
    unaided = [*(cells for cells, _ in (*UNAIDED, *UNAIDED_NOT_UNDERSTOOD)), *PASTED[-3:]]
    cases = [*((item(), cells) for cells in aided), *((item().without_proposal(), cells) for cells in unaided)]
    items = [replace(one, place=Place(f"p{number}", 1)) for number, (one, _) in enumerate(cases)]
    path = fill(given_out(items, codebook, tmp_path / "review.xlsx"), [cells for _, cells in cases])
    sheet = openpyxl.load_workbook(saved(profile, path, "xlsx"), data_only=True)["Beoordelen"]
    place = next(cell.column for cell in sheet[2] if cell.value == "stand")
    states = [sheet.cell(row, place).value or "" for row in range(3, 3 + len(cases))]
    assert states == [state(one, {name: str(cell) for name, cell in cells.items()}, codebook) for one, cells in cases]
    assert set(states) == {"", "klaar", "overgeslagen", "vul aan", "tegenstrijdig", "controleer"}
    done = sum(one in ("klaar", "overgeslagen") for one in states)
    assert sheet["B1"].value == f"{done} van {len(cases)} klaar"


def state(one: Item, cells: dict[str, str], codebook: Codebook) -> str:
    try:
        found = answer(cells, one, codebook.mechanisms, codebook)
    except AnswerError as e:
        wants_more = ("neither", "not what it should be", "no decision", "it has no role")
        odd = ("unknown", "write ja or nee")
        kinds = [("vul aan", wants_more), ("controleer", odd)]
        return next((kind for kind, parts in kinds if any(part in str(e) for part in parts)), "tegenstrijdig")
    if found is None:
        return ""
    return "klaar" if found.role else "overgeslagen"


@pytest.mark.parametrize("form", ["xlsx", f"csv:{CSV}"])
def test_a_workbook_saved_by_libreoffice_loses_nothing(
    form: str, profile: Path, codebook: Codebook, tmp_path: Path
) -> None:
    path = strange_sheet(codebook, tmp_path / "review.xlsx")
    before, after = read_sheet(path, codebook, []), read_sheet(saved(profile, path, form), codebook, [])
    assert len(before.decisions) + len(before.faults) == len(STRANGE)
    assert told(after) == told(before)
    assert after.faults == before.faults


def test_a_csv_opened_and_saved_by_libreoffice_changes_nothing_in_silence(
    profile: Path, codebook: Codebook, tmp_path: Path
) -> None:
    """Every row comes back as it was, or is named."""
    path = strange_sheet(codebook, tmp_path / "review.csv")
    filled = read_sheet(saved(profile, path, f"csv:{CSV}", f"--infilter={CSV}"), codebook, [])
    expected = {row[0]: row for row in told(read_sheet(path, codebook, []))}
    assert all(row == expected[row[0]] for row in told(filled))
    assert len(filled.decisions) + len(filled.faults) == len(STRANGE)
    assert len(filled.faults) < 6  # numbers, dates, error values, and a text longer than a cell
