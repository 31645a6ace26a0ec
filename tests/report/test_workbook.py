"""The tables of a run as a workbook, read back with openpyxl."""

import zipfile
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.store import Model
from pipeline.report import sheet_cells, workbook
from pipeline.report.links import Links
from pipeline.report.office_file import EPOCH
from pipeline.report.sheet_cells import fitting
from pipeline.report.sheets import Codes, columns_of, sheets_for
from pipeline.report.workbook import write_workbook
from pipeline.settings import Settings
from pipeline.tables import Tables
from tests.report.small_run import FORMULA, PRESENCE, small_run

LINKS = Links("../verslagen")


@pytest.fixture
def tables(model: Model, settings: Settings, tmp_path: Path) -> Tables:
    return small_run(model, settings, tmp_path)


@pytest.fixture
def book(tables: Tables, tmp_path: Path) -> Workbook:
    return written(tables, tmp_path / "rode_draad.xlsx")


def written(tables: Tables, path: Path) -> Workbook:
    write_workbook(tables, LINKS, path)
    return openpyxl.load_workbook(path)


def column(sheet: Worksheet, name: str) -> list[object]:
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(name)].value for row in sheet.iter_rows(min_row=2)]


def column_format(sheet: Worksheet, name: str) -> str:
    heads = [cell.value for cell in sheet[1]]
    return str(sheet.cell(2, heads.index(name) + 1).number_format)


def test_sheets_have_dutch_names_in_the_order_in_which_they_are_read(book: Workbook) -> None:
    assert book.sheetnames == [
        *("Leeswijzer", "Rode draad", "Aanwezigheid", "Documenten", "Samenhang"),
        *("Thema’s", "Lus", "Organisaties", "Passages", "Coderingen", "Status", "Kwaliteit"),
    ]


def test_every_column_of_every_table_is_described(tables: Tables, book: Workbook) -> None:
    codes = Codes.of(tables["kwaliteit"])
    described = {(row[0], row[1]): row[2] for row in book["Leeswijzer"].iter_rows(min_row=2, values_only=True)}
    for sheet in sheets_for(list(tables)):
        assert described[sheet.naam, None] == sheet.uitleg != ""
        for (head,) in book[sheet.naam].iter_cols(max_row=1):
            assert described[sheet.naam, head.value], f"{sheet.naam}: {head.value}"
    (trees,) = columns_of(sheets_for(["documenten"])[0], ["bomen"], codes)
    assert trees.uitleg == "Aantal zinnen met ‘Zorg voor bomen’."


def test_a_column_that_nobody_described_keeps_its_name_only(tables: Tables) -> None:
    sheet = sheets_for(["documenten"])[0]
    assert [one.uitleg for one in columns_of(sheet, ["iets_nieuws"], Codes.of(tables["kwaliteit"]))] == [""]
    assert [one.uitleg for one in columns_of(sheet, ["bomen"], Codes.of(None))] == [""]
    assert [one.naam for one in sheets_for(["nieuw", "status"])] == ["Status", "nieuw"]


def test_heads_and_first_columns_stay_and_every_sheet_can_be_filtered(book: Workbook, tables: Tables) -> None:
    assert {sheet.title: sheet.freeze_panes for sheet in book} == {
        **dict.fromkeys(("Rode draad", "Aanwezigheid", "Documenten", "Samenhang", "Lus", "Organisaties"), "C2"),
        **{"Passages": "C2", "Coderingen": "C2"},
        "Thema’s": "B2",
        **{"Leeswijzer": "B2", "Status": "B2", "Kwaliteit": "D2"},
    }
    assert book["Aanwezigheid"].auto_filter.ref == "A1:L3"
    assert all(sheet.auto_filter.ref for sheet in book)


def test_numbers_are_numbers_in_formats_of_their_own(book: Workbook) -> None:
    presence = book["Aanwezigheid"]
    assert [cell.value for cell in presence[2]] == ["dorp (1).pdf", *(row[0] for row in list(PRESENCE.values())[1:])]
    formats = {head.value: cell.number_format for head, cell in zip(presence[1], presence[2], strict=True)}
    assert (formats["zinnen"], formats["geschat"], formats["kans"]) == ("#,##0", "#,##0.00", "0.0 %")
    assert column_format(book["Samenhang"], "zin verwacht") == "#,##0.00"
    assert column_format(book["Kwaliteit"], "recall") == "0.0 %"


def test_what_is_no_number_leaves_its_cell_empty(book: Workbook) -> None:
    presence = book["Aanwezigheid"]
    assert [column(presence, name)[1] for name in ("geschat", "ondergrens", "bovengrens")] == [None, None, None]


def test_text_that_looks_like_a_formula_is_text_without_apostrophe(book: Workbook) -> None:
    passages = book["Passages"]
    cells = {str(cell.value): cell.data_type for cell in passages["D"][1:]}
    assert FORMULA in cells
    assert set(cells.values()) == {"s"}
    assert any(value.startswith("+31 regen op het riool  bij") for value in cells)


def test_links_open_the_report_at_its_page(book: Workbook) -> None:
    links = [cell for row in book["Passages"].iter_rows(min_row=2) for cell in row if cell.hyperlink]
    assert [cell.value for cell in links] == [f"open p. {page}" for page in column(book["Passages"], "pagina")]
    for cell, page in zip(links, column(book["Passages"], "pagina"), strict=True):
        assert cell.hyperlink is not None
        assert (cell.hyperlink.target, cell.hyperlink.location) == (r"..\verslagen\dorp%20%281%29.pdf", f"page={page}")
    assert book["Leeswijzer"]["A2"].hyperlink.location == "'Rode draad'!A1"


def test_more_links_than_excel_takes_become_text(
    tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_cells, "MOST_LINKS", 1)
    shown = column(written(tables, tmp_path / "vol.xlsx")["Passages"], "link")
    assert shown[0] == "open p. 1"
    assert shown[1:] == [f"dorp%20%281%29.pdf#page={page}" for page in range(2, len(shown) + 1)]
    assert len(shown) > 1


def test_only_coded_passages_are_shown_and_of_too_many_the_surest(
    tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_PASSAGES", 2)
    coded = tables["passages"].filter(pl.col("mechanismen").list.len() > 0)
    assert coded.height == 3
    surest = pl.max_horizontal("kans_bomen", "kans_water")
    kept = coded.sort(surest, descending=True).head(2).sort("pagina")["passage_id"].to_list()
    book = written(tables, tmp_path / "kort.xlsx")
    assert column(book["Passages (2 sterkste)"], "passage id") == kept
    descriptions = [str(row[2]) for row in book["Leeswijzer"].iter_rows(values_only=True)]
    assert any("Van de 3 passages staan hier de 2 waar" in text for text in descriptions)


def test_verdicts_are_coloured_and_shares_have_bars(book: Workbook) -> None:
    rules = {
        str(area.sqref): [rule.type for rule in found]
        for area, found in book["Aanwezigheid"].conditional_formatting._cf_rules.items()
    }
    assert rules == {"E2:E3": ["dataBar"], "J2:J3": ["dataBar"], "K2:K3": ["cellIs"] * 3}


def test_text_is_wrapped_in_columns_of_a_width_that_can_be_read(book: Workbook) -> None:
    passages = book["Passages"]
    assert passages["D2"].alignment.wrap_text
    assert passages.column_dimensions["D"].width == pytest.approx(70, abs=1)
    assert 13 <= (passages.row_dimensions[2].height or 0) <= 9 * 13.5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kort", "kort"),
        ("a" * 32_767, "a" * 32_767),
        ("a" * 32_768, "a" * 32_766 + "…"),
        ("🌳" * 16_384, "🌳" * 16_383 + "…"),
        ("_x0041_", "_x0041_"),
    ],
)
def test_text_is_cut_where_a_cell_is_full(text: str, expected: str) -> None:
    assert fitting(text) == expected


def test_tables_without_rows_give_sheets_with_heads(tables: Tables, tmp_path: Path) -> None:
    book = written({name: table.clear() for name, table in tables.items()}, tmp_path / "leeg.xlsx")
    assert [cell.value for cell in book["Status"][1]][:2] == ["bestand", "status"]
    assert all(sheet.max_row == 1 for sheet in book if sheet.title != "Leeswijzer")


def test_the_same_tables_give_the_same_bytes(tables: Tables, tmp_path: Path) -> None:
    for name in ("een.xlsx", "twee.xlsx"):
        write_workbook(tables, LINKS, tmp_path / name)
    assert (tmp_path / "een.xlsx").read_bytes() == (tmp_path / "twee.xlsx").read_bytes()
    about = openpyxl.load_workbook(tmp_path / "een.xlsx").properties
    assert about.created == about.modified == EPOCH
    assert len({member.date_time for member in zipfile.ZipFile(tmp_path / "een.xlsx").infolist()}) == 1


def test_of_a_very_long_table_the_first_rows_are_shown_and_the_guide_says_so(
    tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    book = written(tables, tmp_path / "kort.xlsx")
    assert book["Aanwezigheid"].max_row == 2
    guide = " ".join(str(cell.value) for row in book["Leeswijzer"].iter_rows() for cell in row)
    assert f"Dit zijn de eerste 1 van {tables['aanwezigheid'].height} rijen; alle staan in aanwezigheid.csv." in guide
