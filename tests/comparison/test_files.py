"""The command compare and the files that it writes: page, Markdown, CSV and manifest."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import polars as pl
import pytest
from lxml import html
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from pipeline.commands.every import app
from pipeline.comparison.write import compare_folders
from pipeline.report.comparison_markdown import table
from pipeline.report.comparison_table import SCHEMA
from pipeline.report.comparison_workbook import write_workbook
from tests.comparison.conftest import Runs

FILES = ["vergelijking.csv", "vergelijking.html", "vergelijking.json", "vergelijking.md", "vergelijking.xlsx"]


def called(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["compare", *map(str, arguments)], env={"COLUMNS": "200"})


@pytest.fixture(scope="module")
def out(runs: Runs) -> Path:
    """The comparison of the two villages."""
    folder = runs.trees.parent / "vergelijkingen" / "dorp & <stad>"
    compare_folders(runs.trees, runs.water, folder, labels=("bomen & <b>", "2021"))
    return folder


@pytest.fixture(scope="module")
def page(out: Path) -> html.HtmlElement:
    return html.fromstring((out / "vergelijking.html").read_bytes())


def test_the_command_shows_every_verdict_and_where_the_page_is(runs: Runs, tmp_path: Path) -> None:
    answer = called(runs.trees, runs.water, "--out", tmp_path / "uit", "--label-1", "2020", "--label-2", "2021")
    assert answer.exit_code == 0
    assert "2020 -> 2021" in answer.output
    assert re.search(r"Zorg voor bomen +│ lager +│ lager", answer.output)
    assert re.search(r"Water in de wijk +│ hoger +│ hoger", answer.output)
    assert answer.output.endswith(f"Comparison -> {tmp_path / 'uit' / 'vergelijking.html'}\n")
    assert sorted(path.name for path in (tmp_path / "uit").iterdir()) == FILES


def test_the_command_passes_warnings_on(runs: Runs, tmp_path: Path) -> None:
    answer = called(runs.trees, runs.one, "--out", tmp_path)
    assert "Let op: Eén bestand staat ongewijzigd aan beide kanten" in answer.output


def test_a_place_that_is_a_file_is_refused_before_anything_is_written(runs: Runs, tmp_path: Path) -> None:
    file = tmp_path / "bestand"
    file.write_text("hier", encoding="utf-8")
    answer = called(runs.trees, runs.water, "--out", file)
    assert str(answer.exception) == f"{file} is a file; give a folder for the comparison"
    assert file.read_text(encoding="utf-8") == "hier"


def test_the_same_results_give_the_same_bytes(runs: Runs, tmp_path: Path) -> None:
    compare_folders(runs.trees, runs.water, tmp_path)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert compare_folders(runs.trees, runs.water, tmp_path).set_aside == []
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_a_file_that_was_edited_is_kept(runs: Runs, tmp_path: Path) -> None:
    compare_folders(runs.trees, runs.water, tmp_path)
    (tmp_path / "vergelijking.md").write_text("van mij", encoding="utf-8")
    (kept,) = compare_folders(runs.trees, runs.water, tmp_path).set_aside
    assert kept.read_text(encoding="utf-8") == "van mij"


def test_results_stay_as_they_were_when_the_comparison_stands_beside_them(runs: Runs, tmp_path: Path) -> None:
    before = (runs.water / "run.json").read_bytes()
    compare_folders(runs.trees, runs.water, runs.water)
    assert (runs.water / "run.json").read_bytes() == before


def test_the_page_has_every_section_of_its_contents(page: html.HtmlElement) -> None:
    links = page.xpath("//nav[@class='contents']//a/@href")
    assert links[:4] == ["#kort", "#mechanismen", "#mechanisme-bomen", "#mechanisme-water"]
    assert len(page.xpath("//main/section")) == len(links)


def test_every_link_within_the_page_leads_somewhere(page: html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(ids)


def test_every_link_to_a_report_leads_to_the_file(page: html.HtmlElement, out: Path, runs: Runs) -> None:
    links = page.xpath("//main//a[contains(@class, 'to-report')]/@href")
    found = {(out / unquote(urlsplit(link).path)).resolve().parent.name for link in links}
    assert found == {"trees", "water"}
    assert all((out / unquote(urlsplit(link).path)).is_file() for link in links)


def test_the_page_fetches_nothing_and_labels_are_text(page: html.HtmlElement) -> None:
    assert not page.xpath("//@src | //link | //img | //iframe | //b")
    assert page.xpath("string(//title)") == "bomen & <b> en 2021 vergeleken"


def test_the_figures_can_be_read_without_seeing_them(page: html.HtmlElement) -> None:
    figures = page.xpath("//figure[contains(@class, 'drawing')]/*[local-name() = 'svg']")
    assert len(figures) == 2
    assert all(
        "Zorg voor bomen: bomen & <b> " in figure.xpath("string(*[local-name() = 'desc'])") for figure in figures
    )


def test_verdicts_stand_beside_the_shares(page: html.HtmlElement) -> None:
    rows = page.xpath("//section[@id='mechanismen']//tbody/tr")
    assert [row.xpath("string(td[last()])").strip() for row in rows] == ["lager", "hoger"] * 2


def test_markdown_holds_every_claim_and_links_to_the_reports(out: Path) -> None:
    text = (out / "vergelijking.md").read_text(encoding="utf-8")
    assert text.startswith("# bomen & \\<b> en 2021 vergeleken\n\n## In het kort\n")
    links = re.findall(r"\]\(<([^>]+)>\)", text)
    assert links
    assert all((out / unquote(urlsplit(link).path)).is_file() for link in links)


def test_a_report_without_pages_of_its_own_is_given_none(out: Path, page: html.HtmlElement) -> None:
    links = page.xpath("//main//a[contains(@class, 'to-report')]")
    assert any("verslag" in link.text_content() for link in links)
    assert not [link.text_content() for link in links if ", p. " in link.text_content()]
    assert ", p. " not in (out / "vergelijking.md").read_text(encoding="utf-8")


def test_a_cell_of_a_markdown_table_stays_one_cell() -> None:
    assert table(["a", "b"], [["x | y", "*z*\nw"]]) == "| a | b |\n| --- | --- |\n| x \\| y | \\*z\\* w |"
    assert table(["a | *b*"], []) == "| a \\| \\*b\\* |\n| --- |"


def test_a_label_is_text_in_the_terminal(runs: Runs, tmp_path: Path) -> None:
    answer = called(runs.trees, runs.water, "--out", tmp_path, "--label-1", "20[b]20", "--label-2", "[/b]21")
    assert answer.exit_code == 0
    assert "20[b]20 -> [/b]21" in answer.output


def test_the_table_has_a_row_for_every_comparison(out: Path) -> None:
    read = pl.read_csv(out / "vergelijking.csv", separator=";", decimal_comma=True)
    assert read.columns == list(SCHEMA)
    counts = dict(read.group_by("onderdeel").len().iter_rows())
    assert counts["mechanisme, aandeel van de zinnen"] == counts["mechanisme, aandeel van de rapporten"] == 2
    assert counts["rol, aandeel van de passages"] == 4
    (trees,) = read.filter(code="bomen", onderdeel="mechanisme, aandeel van de zinnen").iter_rows(named=True)
    assert trees["verschil"] == pytest.approx(trees["nu"] - trees["toen"], abs=2e-4)
    assert trees["verschil_ondergrens"] < trees["verschil"] < trees["verschil_bovengrens"] < 0
    assert trees["oordeel"] == "lager"


def test_the_workbook_has_a_sheet_per_kind_and_no_formulas(out: Path) -> None:
    book = load_workbook(out / "vergelijking.xlsx")
    assert book.sheetnames == ["Mechanismen", "Rollen", "Rapporten", "Organisaties", "De twee kanten"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell.value for cell in book["Mechanismen"][2]][:3] == [
        "mechanisme, aandeel van de zinnen",
        "bomen",
        "Zorg voor bomen",
    ]


def test_a_name_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    row = {"onderdeel": "thema, aandeel van de rapporten", "naam": "=1+1", "nu": 0.5}
    write_workbook(pl.DataFrame([row], schema=SCHEMA), tmp_path / "boek.xlsx")
    (sheet,) = load_workbook(tmp_path / "boek.xlsx")
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [
        ("thema, aandeel van de rapporten", "s"),
        ("=1+1", "s"),
        (0.5, "n"),
    ]
