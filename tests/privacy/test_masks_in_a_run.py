"""With --pseudonymise nothing that a run writes holds a name, and nothing that fails says a text."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from pipeline.codings import CodedPassage, Place
from pipeline.codings.store import append
from pipeline.commands.every import app
from pipeline.review.material import load_material
from pipeline.review.records import Picked
from pipeline.review.web.page_image import NoPageError
from pipeline.review.web.pages import Pages
from pipeline.run import RunResult, run
from pipeline.settings import ExtractSettings, Settings

NAME, MAIL = "Oosterbaan", "k.oosterbaan@hollekamp.example"
TEXT = f"""# Wandeling met mevrouw K. {NAME}

Volgens mevrouw {NAME} zijn de iepen aan de Kerkbrink ziek. Daarna schreef {NAME} aan {MAIL} over de bomen.

Na regen staat de Molenweg blank en loopt het riool over. De vijver wordt dit najaar uitgediept.
"""
SENTENCE = f"Volgens mevrouw {NAME} zijn de iepen aan de Kerkbrink ziek."
MASKED = "Volgens mevrouw [PERSOON] zijn de iepen aan de Kerkbrink ziek."


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "rapporten"
    folder.mkdir()
    (folder / "wandeling.md").write_text(TEXT, encoding="utf-8")
    return folder


def go(reports: Path, settings: Settings, *, masked: bool = True) -> RunResult:
    chosen = replace(settings, extract=ExtractSettings(pseudonymise=masked))
    return run(reports, reports.parent / "uit", chosen)


def holding(folder: Path, secret: str) -> list[str]:
    """The files in which a text stands, tables included."""
    found = [path for path in folder.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
    tables = [path for path in folder.rglob("*.parquet") if secret in str(pl.read_parquet(path).rows())]
    return sorted(path.name for path in {*found, *tables})


def test_no_file_of_a_run_holds_a_name_or_an_address(reports: Path, settings: Settings) -> None:
    decision = CodedPassage(SENTENCE, ("water",), "plan", "wandeling.md", "bram", remark=f"zei {MAIL}", place=Place())
    append(settings.passages, [decision])
    go(reports, settings)
    out = reports.parent / "uit"
    passages = pl.read_parquet(out / "passages.parquet")
    assert passages.row(by_predicate=pl.col("passage") == MASKED, named=True)["gecodeerd_door"] == ["bram"]
    assert passages["sectie"][0] == "Wandeling met mevrouw [PERSOON]"
    assert holding(out, NAME) == holding(out, MAIL) == []
    assert "Persoonsgegevens" in (out / "rode_draad.md").read_text(encoding="utf-8")


def test_with_and_without_masks_are_two_readings(reports: Path, settings: Settings) -> None:
    assert go(reports, settings).read == 1
    assert go(reports, settings, masked=False).read == 1
    assert "passages.parquet" in holding(reports.parent / "uit", NAME)
    assert go(reports, settings).read == 1
    assert holding(reports.parent / "uit", NAME) == []


def test_review_shows_no_page_of_results_with_masks(reports: Path, settings: Settings) -> None:
    go(reports, settings)
    material = load_material(reports.parent / "uit", settings)
    item = material.item(material.passages.row(0, named=True), Picked.RANDOM)
    with Pages(material.out, "../rapporten", hidden=True) as pages, pytest.raises(NoPageError, match="gemaskeerd"):
        pages.of(item)


def test_extract_masks_too(reports: Path) -> None:
    out = reports.parent / "blokken.jsonl"
    arguments = ["extract", str(reports / "wandeling.md"), "--out", str(out), "--pseudonymise"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert NAME not in out.read_text(encoding="utf-8")
    assert "[PERSOON]" in out.read_text(encoding="utf-8")
