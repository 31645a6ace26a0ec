"""The review sheet as it is given out."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.codebook import Codebook
from pipeline.codings import Decision, Proposal
from pipeline.errors import UsageError
from pipeline.review.records import decided
from pipeline.review.sheet import link_from, write_sheet
from pipeline.review.sheet_guide import guide
from pipeline.review.sheet_in import read_sheet
from pipeline.review.veil import without_proposals
from tests.review.sheet_cases import RESULTS, fill, given_out, grid, item

FORMULA = '=HYPERLINK("http://x","y")'
PROPOSAL = "bomen 87 %\nrol: klacht 66 %"
ITEMS = [item(1), item(2, text=FORMULA, before="", after="", mechanisms=()), item(3, mechanisms=("bomen", "water"))]


@pytest.fixture
def sheet(codebook: Codebook, tmp_path: Path) -> Worksheet:
    return book(codebook, tmp_path)["Beoordelen"]


def book(codebook: Codebook, folder: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(given_out(ITEMS, codebook, folder / "review.xlsx"))


def column(sheet: Worksheet, name: str) -> list[object]:
    heads = [cell.value for cell in sheet[2]]
    return [sheet.cell(row, heads.index(name) + 1).value for row in range(3, 3 + len(ITEMS))]


def letter(sheet: Worksheet, name: str) -> str:
    return next(str(cell.column_letter) for cell in sheet[2] if cell.value == name)


def test_columns_from_left_to_right(sheet: Worksheet) -> None:
    assert [cell.value for cell in sheet[2]] == [
        *("nr", "passage", "voorstel", "akkoord", "bomen", "water", "rol", "opmerking", "stand"),
        *("pagina", "rapport", "sectie", "coder", "voorgesteld", "voorgestelde rol", "sleutel"),
    ]
    assert sheet.freeze_panes == "C3"


def test_a_passage_stands_between_its_neighbours_and_the_proposal_beside_it(sheet: Worksheet) -> None:
    assert column(sheet, "passage") == [
        "Het was een droge zomer.\nDe lindes aan laan 1 laten hun blad vallen.\nDe gemeente geeft water.",
        FORMULA,
        "Het was een droge zomer.\nDe lindes aan laan 3 laten hun blad vallen.\nDe gemeente geeft water.",
    ]
    assert sheet[f"{letter(sheet, 'passage')}4"].data_type == "s"
    assert column(sheet, "voorstel") == [
        PROPOSAL,
        "geen mechanisme\n(hoogste: bomen 87 %)\nrol: klacht 66 %",
        "bomen 87 %\nwater 20 %\nrol: klacht 66 %",
    ]


def test_nothing_is_filled_in_beforehand_but_the_coder(sheet: Worksheet) -> None:
    for name in ("akkoord", "bomen", "water", "rol", "opmerking"):
        assert column(sheet, name) == [None, None, None]
    assert column(sheet, "coder") == ["anna"] * 3


def test_rows_can_be_sorted_whole_on_a_protected_sheet_and_keys_are_hidden(sheet: Worksheet) -> None:
    """Excel sorts the range of the filter, and only when every cell in it is unlocked."""
    assert not [cell.coordinate for row in sheet["A2:P5"] for cell in row if cell.protection.locked]
    assert sheet.auto_filter.ref == "A2:P5"
    assert [cell.value for cell in sheet[2]][-1] == "sleutel"
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not any((sheet.protection.autoFilter, sheet.protection.formatColumns, sheet.protection.sort))  # false: may
    for name in ("voorgesteld", "voorgestelde rol", "sleutel"):
        place = letter(sheet, name)
        assert any(one.hidden and one.min <= sheet[f"{place}1"].column <= one.max for one in dimensions(sheet)), name


def dimensions(sheet: Worksheet) -> list[openpyxl.worksheet.dimensions.ColumnDimension]:
    return list(sheet.column_dimensions.values())


def test_drop_downs_hold_what_is_understood(sheet: Worksheet) -> None:
    rules = sheet.data_validations.dataValidation
    lists = {str(rule.sqref): rule.formula1 for rule in rules if rule.type == "list"}
    assert lists == {
        "D3:D5": '"ja,nee,overslaan"',
        "E3:E5": '"ja,nee"',
        "F3:F5": '"ja,nee"',
        "G3:G5": "Codeboek!$B$4:$B$5",
    }


def test_nothing_can_be_typed_in_a_head_or_where_nothing_is_asked(sheet: Worksheet) -> None:
    closed = {str(rule.sqref) for rule in sheet.data_validations.dataValidation if rule.formula1 == "FALSE"}
    heads = {str(cell.value): str(cell.column_letter) for cell in sheet[2]}
    asked = ("akkoord", "bomen", "water", "rol", "opmerking", "coder")
    assert closed == {f"{at}2" if head in asked else f"{at}2:{at}5" for head, at in heads.items()}


def test_a_passage_that_somebody_else_coded_stands_there_without_a_proposal(codebook: Codebook, tmp_path: Path) -> None:
    items = [item(1), item(2), item(3)]
    history = [
        decided(items[0], (), "plan", coder="bob"),
        decided(items[1], (), "plan", coder="anna"),
        decided(items[2], (), "", coder="bob", decision=Decision.SKIPPED),
    ]
    kept_back = without_proposals(items, history, "anna")
    assert kept_back == [items[0].without_proposal(), *items[1:]]
    path = given_out(kept_back, codebook, tmp_path / "review.xlsx")
    sheet = openpyxl.load_workbook(path)["Beoordelen"]
    told, hidden, role = (column(sheet, name) for name in ("voorstel", "voorgesteld", "voorgestelde rol"))
    assert told == ["(geen voorstel: een andere codeur heeft deze passage al gecodeerd)", *[PROPOSAL] * 2]
    assert (hidden, role) == ([",", ",bomen,", ",bomen,"], ["", "klacht", "klacht"])
    fill(path, [{"bomen": "ja", "rol": "klacht"}, {"akkoord": "ja"}, {"akkoord": "ja"}])
    proposals = [one.proposal for one in read_sheet(path, codebook, history).decisions]
    shown = Proposal(("bomen",), "klacht", "f00d", "onzeker")
    assert proposals == [Proposal(picked="onzeker"), shown, shown]


def test_the_link_starts_where_the_sheet_lies(sheet: Worksheet, tmp_path: Path) -> None:
    cell = sheet[f"{letter(sheet, 'pagina')}3"]
    assert cell.value == "p. 2"
    assert cell.hyperlink is not None
    assert (cell.hyperlink.target, cell.hyperlink.location) == (r"verslagen\dorp%20%281%29.pdf", "page=2")
    here = link_from(tmp_path / "anna" / "werk", tmp_path / RESULTS, "../verslagen/a%20b.pdf#page=3")
    assert here == "../../verslagen/a%20b.pdf#page=3"
    assert link_from(tmp_path, tmp_path / RESULTS, "file:///D:/a.pdf#page=3") == "file:///D:/a.pdf#page=3"


def test_the_guide_and_the_codebook_are_in_it(codebook: Codebook, tmp_path: Path) -> None:
    whole = book(codebook, tmp_path)
    assert whole.sheetnames == ["Beoordelen", "Uitleg", "Codeboek"]
    told = {cell.value for row in whole["Uitleg"].iter_rows() for cell in row}
    assert {step for part in guide().deel for step in part.stappen} <= told
    assert guide().boven in {cell.value for cell in whole["Beoordelen"][1]}
    rows = [[cell.value for cell in row] for row in whole["Codeboek"].iter_rows()]
    assert rows[0] == ["soort", "code", "naam", "definitie", "wel", "niet", "voorbeelden"]
    assert [row[:2] for row in rows[1:]] == [
        ["mechanisme", "bomen"], ["mechanisme", "water"], ["rol", "klacht"], ["rol", "plan"],
    ]  # fmt: skip
    assert rows[1][6] == "– De eik is gesnoeid.\n– Er komen acht beuken bij.\n– De esdoorn kwijnt."
    role = whole["Beoordelen"]["G2"]
    assert (role.value, role.comment and role.comment.text.strip()) == ("rol", guide().kop_rol)
    assert "ook als u bij een code nee invult" in guide().kop_rol
    note = whole["Beoordelen"]["E2"].comment
    assert note is not None
    assert note.text.startswith("Zorg voor bomen\n\nBomen in de straat")


def test_csv_has_a_line_per_passage_whatever_its_text_holds(codebook: Codebook, tmp_path: Path) -> None:
    items = [item(1, text="twee\r\nregels", before="=1+1", after=""), item(2)]
    path = given_out(items, codebook, tmp_path / "review.csv")
    assert len(path.read_bytes().splitlines()) == 3
    head, first, _ = grid(path)
    row = dict(zip(head, first, strict=True))
    assert (row["ervoor"], row["passage"], row["erna"]) == ("'=1+1", "twee regels", "")
    assert (row["voorstel"], row["pagina"]) == ("bomen 87 %; rol: klacht 66 %", "verslagen/dorp%20%281%29.pdf#page=2")
    assert (row["akkoord"], row["bomen"], row["rol"], row["coder"]) == ("", "", "", "anna")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_sheet_that_may_be_filled_in_is_never_overwritten(suffix: str, codebook: Codebook, tmp_path: Path) -> None:
    path = tmp_path / f"review{suffix}"
    path.write_bytes(b"van anna")
    written = [write_sheet(ITEMS, codebook, path, results=tmp_path) for _ in range(2)]
    assert written == [tmp_path / f"review-2{suffix}", tmp_path / f"review-3{suffix}"]
    assert path.read_bytes() == b"van anna"


def test_another_kind_of_file_is_refused(codebook: Codebook, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"is an \.xlsx or a \.csv"):
        write_sheet(ITEMS, codebook, tmp_path / "review.ods", results=tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_very_long_passage_is_cut_in_its_cell_but_not_in_its_key(codebook: Codebook, tmp_path: Path) -> None:
    long = item(1, text=" ".join(f"{number * 7919:x}" for number in range(12_000)))
    sheet = openpyxl.load_workbook(given_out([long], codebook, tmp_path / "lang.xlsx"))["Beoordelen"]
    assert len(str(sheet["B3"].value)) == 32_767
    assert [cell.value for cell in sheet[2]][-2:] == ["sleutel", "sleutel 2"]
