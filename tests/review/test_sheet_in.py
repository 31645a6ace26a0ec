"""A filled-in sheet read back: what spreadsheets do to it, and what stands beside it in the store."""

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage, Decision
from pipeline.codings.store import append
from pipeline.errors import UsageError
from pipeline.review.sheet_in import Filled, read_sheet
from tests.review.sheet_cases import Filling, fill, given_out, grid, item, save

ITEMS = [item(number) for number in range(1, 5)]
FILLINGS: Sequence[Filling] = (
    {"akkoord": "ja"},
    {"bomen": "nee", "water": "ja", "rol": "plan"},
    {},
    {"akkoord": "overslaan"},
)
EXPECTED = [("p1", ("bomen",), "klacht"), ("p2", ("water",), "plan"), ("p4", (), "")]
HOUR = timedelta(hours=1)
Grid = list[list[str]]


@pytest.fixture
def path(codebook: Codebook, tmp_path: Path) -> Path:
    return fill(given_out(ITEMS, codebook, tmp_path / "review.csv"), FILLINGS)


def short(filled: Filled) -> list[tuple[str, tuple[str, ...], str]]:
    return [(one.place.passage_id, one.mechanisms, one.role) for one in filled.decisions]


def change(path: Path, name: str, *cells: str) -> Path:
    """Put cells in a column, from the first row down."""
    head, *rows = grid(path)
    for row, cell in zip(rows, cells, strict=False):
        row[head.index(name)] = cell
    return save([head, *rows], path)


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"before": "x" * 32_001}, "its ervoor is 32001 characters long"), ({"section": "\0"}, "its sectie holds a")],
)
def test_a_row_that_no_file_can_hold_is_named_and_the_others_are_stored(
    changes: dict[str, str], why: str, codebook: Codebook, tmp_path: Path
) -> None:
    path = given_out([ITEMS[0], item(2, **changes), ITEMS[2]], codebook, tmp_path / "review.csv")
    found = read_sheet(fill(path, [{"akkoord": "ja"}] * 3), codebook, [])
    (fault,) = found.faults
    assert f"dorp (2).pdf, p. 3): {why}" in fault
    assert [one.document for one in found.decisions] == ["dorp (1).pdf", "dorp (3).pdf"]
    assert append(tmp_path / "codings", found.decisions)


def test_a_decision_has_all_that_the_row_was_given_out_with(path: Path, codebook: Codebook) -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    found = read_sheet(path, codebook, [])
    first, *_, last = found.decisions
    assert (found.blank, found.unchanged, found.faults) == (1, 0, [])
    assert first.place == ITEMS[0].place
    assert (first.coder, first.document, first.codebook, first.section) == (
        "anna",
        "dorp (1).pdf",
        "1",
        ITEMS[0].section,
    )
    proposal = first.proposal
    assert (proposal.mechanisms, proposal.role, proposal.model, proposal.picked) == (
        ("bomen",),
        "klacht",
        "f00d",
        "onzeker",
    )
    assert first.coded_at is not None
    assert before <= first.coded_at <= datetime.now(UTC)
    assert last.decision is Decision.SKIPPED


def apostrophe(cell: str) -> str:
    """A name may begin with one."""
    return f"'{cell}" if cell not in ("", "anna") else cell


MANGLED: dict[str, Callable[[Grid], Grid]] = {
    "as it was": lambda rows: rows,
    "columns turned around": lambda rows: [row[::-1] for row in rows],
    "a column added": lambda rows: [["Notitie", *rows[0]], *(["bel Jan", *row] for row in rows[1:])],
    "heads in capitals with spaces": lambda rows: [[f" {name.upper()} " for name in rows[0]], *rows[1:]],
    "rows sorted the other way": lambda rows: [rows[0], *rows[:0:-1]],
    "the row left open deleted": lambda rows: [*rows[:3], rows[4]],
    "blank rows added": lambda rows: [*rows[:2], [""] * len(rows[0]), [], *rows[2:], ["", " "]],
    "a title above it": lambda rows: [["Beoordeling van anna"], [], *rows],
    "a row of totals below it": lambda rows: [*rows, ["", "", "totaal 4"]],
    "spaces behind every cell": lambda rows: [[f"{cell}  " for cell in row] for row in rows],
    "apostrophes before every cell": lambda rows: [rows[0], *(list(map(apostrophe, row)) for row in rows[1:])],
    "empty cells at the end left out": lambda rows: [*rows, ["5"]],
    "a row copied": lambda rows: [*rows, rows[1]],
    "line ends in a cell": lambda rows: [[cell.replace("n blad", "n\r\nblad") for cell in row] for row in rows],
    "numbers and links changed": lambda rows: [rows[0], *(["1,0", *row[1:-2], "x", row[-1]] for row in rows[1:])],
}  # fmt: skip
SAVED = [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16"), (";", "cp1252"), ("|", "utf-8")]


@pytest.mark.parametrize("name", MANGLED)
def test_what_a_spreadsheet_does_to_a_csv_changes_no_decision(name: str, path: Path, codebook: Codebook) -> None:
    save(MANGLED[name](grid(path)), path)
    found = read_sheet(path, codebook, [])
    assert sorted(short(found)) == EXPECTED
    assert found.faults == []


@pytest.mark.parametrize(("separator", "encoding"), SAVED)
def test_separators_and_encodings(separator: str, encoding: str, codebook: Codebook, tmp_path: Path) -> None:
    items = [item(1, text="Eén ≥ ander; 'a', b | c: 12,5 %"), *ITEMS[1:]]
    path = fill(given_out(items, codebook, tmp_path / "review.csv"), FILLINGS)
    found = read_sheet(save(grid(path), path, separator=separator, encoding=encoding), codebook, [])
    assert short(found) == EXPECTED
    assert found.decisions[0].text == "Eén ≥ ander; 'a', b | c: 12,5 %"


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        (
            "passage",
            "De lindes aan laan 2 laten hun blad vallen.",
            "row 2, nr 1: the cell passage is not as it was given out",
        ),
        ("ervoor", "", "the cell ervoor is not as it was given out"),
        ("erna", "De gemeente geeft géén water.", "the cell erna is not as it was given out"),
        ("sleutel", "", "row 2, nr 1: the hidden cell sleutel is empty"),
        ("sleutel", "rd1-0123-eNo", "sleutel is damaged"),
        ("sleutel", "rd9-0123-eNo", "is not one of this version"),
        ("akkoord", "ja?", "row 2, nr 1: akkoord says 'ja?'; write ja or nee"),
        ("rol", "boos", "unknown role 'boos'"),
    ],
)
def test_a_row_that_is_not_understood_is_named_and_the_others_count(
    column: str, cell: str, reason: str, path: Path, codebook: Codebook
) -> None:
    found = read_sheet(change(path, column, cell), codebook, [])
    assert short(found) == EXPECTED[1:]
    (fault,) = found.faults
    assert reason in fault


def test_a_key_with_one_character_changed_is_not_believed(path: Path, codebook: Codebook) -> None:
    head, first, *_ = grid(path)
    key = first[head.index("sleutel")]
    middle = len(key) // 2
    other = "A" if key[middle] != "A" else "B"
    found = read_sheet(change(path, "sleutel", key[:middle] + other + key[middle + 1 :]), codebook, [])
    assert found.faults == [
        "row 2, nr 1: the hidden cell sleutel is damaged (the key was changed or cut off); "
        "take the row over from the sheet as it was"
    ]


def test_texts_sorted_without_their_codes_are_noticed(path: Path, codebook: Codebook) -> None:
    texts = [row[grid(path)[0].index("passage")] for row in grid(path)[1:]]
    found = read_sheet(change(path, "passage", *texts[::-1]), codebook, [])
    assert (found.decisions, len(found.faults)) == ([], 3)


def test_a_row_that_nobody_filled_in_is_not_looked_at(path: Path, codebook: Codebook) -> None:
    found = read_sheet(change(path, "passage", *[ITEMS[0].text, ITEMS[1].text, "weg"]), codebook, [])
    assert (short(found), found.blank, found.faults) == (EXPECTED, 1, [])


def test_the_same_passage_decided_on_twice_is_named(path: Path, codebook: Codebook) -> None:
    head, *rows = grid(path)
    other = list(rows[0])
    other[head.index("akkoord")] = "overslaan"
    found = read_sheet(save([head, *rows, other], path), codebook, [])
    assert short(found) == EXPECTED[1:]
    assert found.faults == [
        "row 2, nr 1 (dorp (1).pdf, p. 2), row 6, nr 1 (dorp (1).pdf, p. 2): "
        "the same passage is decided on differently; keep one of the rows"
    ]


def test_the_coder_comes_from_the_cell_or_the_command_and_not_from_both(path: Path, codebook: Codebook) -> None:
    assert {one.coder for one in read_sheet(path, codebook, [], coder="Anna").decisions} == {"Anna"}
    (fault, *others) = read_sheet(path, codebook, [], coder="bob").faults
    assert "the column coder says 'anna' and --coder 'bob'" in fault
    assert len(others) == 2
    found = read_sheet(change(path, "coder", ""), codebook, [])
    assert short(found) == EXPECTED[1:]
    assert found.faults == [
        "row 2, nr 1 (dorp (1).pdf, p. 2): nobody says who filled it in; fill in the column coder or give --coder"
    ]
    change(path, "coder", "", "", "", "")
    assert {one.coder for one in read_sheet(path, codebook, [], coder="bob").decisions} == {"bob"}
    with pytest.raises(UsageError, match="does not say who filled it in; give --coder"):
        read_sheet(path, codebook, [])


def test_a_sheet_of_an_older_codebook_keeps_its_version_and_names_lost_codes(
    codebook: Codebook, tmp_path: Path
) -> None:
    roads = codebook.mechanisme[1].model_copy(update={"code": "wegen"})
    older = codebook.model_copy(update={"versie": "0", "mechanisme": (codebook.mechanisme[0], roads)})
    older = Codebook.model_validate(older.model_dump())
    path = given_out([item(1, codebook="0"), item(2, codebook="0")], older, tmp_path / "review.csv")
    fill(path, [{"akkoord": "ja"}, {"bomen": "nee", "wegen": "ja"}])
    found = read_sheet(path, codebook, [])
    assert [(one.codebook, one.mechanisms) for one in found.decisions] == [("0", ("bomen",))]
    assert found.faults == ["row 3, nr 2: unknown code 'wegen'; the codebook does not have it any more"]


def test_reading_twice_changes_nothing(path: Path, codebook: Codebook) -> None:
    stored = read_sheet(path, codebook, []).decisions
    again = read_sheet(path, codebook, stored)
    assert (again.decisions, again.unchanged, again.blank, again.conflicts) == ([], 3, 1, [])


def test_a_row_mended_after_it_was_read_is_the_newest_decision(path: Path, codebook: Codebook) -> None:
    stored = read_sheet(path, codebook, []).decisions
    found = read_sheet(change(path, "akkoord", "overslaan"), codebook, stored)
    assert [one.decision for one in found.decisions] == [Decision.SKIPPED]
    assert (found.changed, found.unchanged, found.conflicts) == (1, 2, [])


def test_an_old_sheet_does_not_bring_back_what_was_changed_elsewhere(path: Path, codebook: Codebook) -> None:
    stored = read_sheet(path, codebook, []).decisions
    since = replace(stored[0], mechanisms=("water",), source="beoordeling", coded_at=datetime.now(UTC) + HOUR)
    again = read_sheet(path, codebook, [*stored, since])
    assert (again.decisions, again.unchanged, again.conflicts) == ([], 3, [])


@pytest.mark.parametrize("after", [HOUR, None])
def test_a_later_decision_of_this_coder_is_a_conflict_until_the_sheet_wins(
    after: timedelta | None, path: Path, codebook: Codebook
) -> None:
    other = otherwise(read_sheet(path, codebook, []).decisions[0], after)
    found = read_sheet(path, codebook, [other])
    assert short(found) == EXPECTED[1:]
    (conflict,) = found.conflicts
    assert conflict.startswith(
        "row 2, nr 1 (dorp (1).pdf, p. 2): the sheet says bomen, klacht; later anna said water, plan"
    )
    wins = read_sheet(path, codebook, [other], sheet_wins=True)
    assert (short(wins), wins.conflicts, wins.changed) == (EXPECTED, [], 1)


def test_a_decision_from_before_the_sheet_is_replaced_and_the_same_one_stays(path: Path, codebook: Codebook) -> None:
    made = read_sheet(path, codebook, []).decisions[0]
    found = read_sheet(path, codebook, [otherwise(made, -HOUR)])
    assert (short(found), found.changed, found.conflicts) == (EXPECTED, 1, [])
    same = replace(made, source="beoordeling", coded_at=datetime.now(UTC) + HOUR)
    found = read_sheet(path, codebook, [same])
    assert (short(found), found.unchanged) == (EXPECTED[1:], 1)


def test_what_another_coder_decided_is_told_and_holds_nothing_up(path: Path, codebook: Codebook) -> None:
    other = replace(otherwise(read_sheet(path, codebook, []).decisions[0], HOUR), coder="bob")
    found = read_sheet(path, codebook, [other])
    assert (short(found), found.conflicts, found.changed) == (EXPECTED, [], 0)
    (line,) = found.disagreements
    assert line.startswith("row 2, nr 1 (dorp (1).pdf, p. 2): anna says bomen, klacht; bob said water, plan on ")
    assert ITEMS[0].text not in line


def otherwise(decision: CodedPassage, after: timedelta | None) -> CodedPassage:
    """The same coder on the same passage in another place, so long from now or at an unknown time."""
    at = datetime.now(UTC) + after if after is not None else None
    return replace(decision, mechanisms=("water",), role="plan", source="beoordeling", coded_at=at)


def workbook(tmp_path: Path, codebook: Codebook) -> Path:
    return fill(given_out(ITEMS, codebook, tmp_path / "review.xlsx"), FILLINGS)


def test_true_numbers_and_dates_in_a_workbook(codebook: Codebook, tmp_path: Path) -> None:
    path = given_out(ITEMS, codebook, tmp_path / "review.xlsx")
    remarks = [datetime(2026, 12, 31), 0.5, 3, "=1+1"]
    fill(path, [{"akkoord": True, "opmerking": remark} for remark in remarks])
    found = read_sheet(path, codebook, [])
    assert [one.remark for one in found.decisions] == ["2026-12-31", "0,5", "3", "=1+1"]
    fill(path, [{"akkoord": None, "bomen": False, "water": 1}] * 4)
    assert {one.mechanisms for one in read_sheet(path, codebook, []).decisions} == {("water",)}


def test_a_workbook_with_sheets_renamed_moved_and_split(codebook: Codebook, tmp_path: Path) -> None:
    path = workbook(tmp_path, codebook)
    book = openpyxl.load_workbook(path)
    sheet = book["Beoordelen"]
    sheet.title = "Anna"
    copy = book.copy_worksheet(sheet)
    copy.title = "Rest"
    copy.delete_rows(3, 3)
    copy["D3"] = "misschien"
    sheet.delete_rows(6)
    book.move_sheet(sheet, offset=2)
    book.save(path)
    found = read_sheet(path, codebook, [])
    assert short(found) == EXPECTED[:2]
    assert found.faults == ["sheet 'Rest', row 3, nr 4: akkoord says 'misschien'; write ja or nee"]


def test_columns_that_are_gone_or_there_twice_are_named(path: Path, codebook: Codebook) -> None:
    rows = grid(path)
    place = rows[0].index("water")
    save([row[:place] + row[place + 1 :] for row in rows], path)
    found = read_sheet(path, codebook, [])
    assert found.faults[0] == "row 2, nr 1: the column water is gone; put it back"
    for heads, reason in ((["sleutel"], "the columns sleutel stand there twice"), (["rol"], "the columns rol")):
        save([[*rows[0], *heads], *([*row, ""] for row in rows[1:])], path)
        with pytest.raises(UsageError, match=reason):
            read_sheet(path, codebook, [])
    for name in ("passage", "akkoord", "rol", "sleutel"):
        save([[head if head != name else "weg" for head in rows[0]], *rows[1:]], path)
        with pytest.raises(UsageError, match="no line with the columns akkoord, passage, rol, sleutel"):
            read_sheet(path, codebook, [])


def test_files_that_are_no_sheet_or_are_not_trusted_are_refused(codebook: Codebook, tmp_path: Path) -> None:
    good = workbook(tmp_path, codebook).read_bytes()
    with zipfile.ZipFile(tmp_path / "review.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><sst>&b;</sst>'
    huge = b"<a>" + b" " * (210 * 2**20)
    cases = {
        "leeg.csv": b"",
        "half.csv": "sleutel".encode("utf-16") + b"a",
        "ander.csv": b"naam;leeftijd\r\njan;3\r\n",
        "review.pdf": b"%PDF-1.7",
        "half.xlsx": good[: len(good) // 2],
        "oud.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "entiteit.xlsx": packed(tmp_path, parts | {"xl/sharedStrings.xml": entity}),
        "bom.xlsx": packed(tmp_path, parts | {"xl/worksheets/sheet1.xml": huge}),
        "stuk.xlsx": packed(tmp_path, parts | {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}),
        "zonder.xlsx": packed(tmp_path, {"[Content_Types].xml": b"<Types/>"}),
        "review.ods": packed(tmp_path, {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
    }
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UsageError, match=name):
            read_sheet(tmp_path / name, codebook, [])


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16"])
def test_a_definition_in_any_encoding_is_refused(encoding: str, codebook: Codebook, tmp_path: Path) -> None:
    with zipfile.ZipFile(workbook(tmp_path, codebook)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    harm = f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE sst [<!ENTITY b 'c'>]><sst>&b;</sst>".encode(encoding)
    (tmp_path / "kwaad.xlsx").write_bytes(packed(tmp_path, parts | {"xl/sharedStrings.xml": harm}))
    with pytest.raises(UsageError, match=r"kwaad\.xlsx, xl/sharedStrings\.xml has a document type"):
        read_sheet(tmp_path / "kwaad.xlsx", codebook, [])


def packed(folder: Path, parts: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(folder / "deel.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return (folder / "deel.zip").read_bytes()
