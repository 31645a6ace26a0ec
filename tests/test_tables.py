"""All tables of a run, from what was kept of each file."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipeline import passage_parts
from pipeline.cache import Cache
from pipeline.coding import Coder
from pipeline.codings import CodedPassage, Place
from pipeline.dutch import Dutch
from pipeline.extract import InputFile
from pipeline.job import PASSAGE_SCHEMA, PASSAGES, Job
from pipeline.model.store import Model
from pipeline.records import Report, Status
from pipeline.settings import Settings
from pipeline.tables import Results, build_results, in_csv

SENTENCES = ("De iepen aan de Ringbaan zijn ziek, zegt de Plantsoendienst.", "Het buurthuis krijgt een nieuwe keuken.")
PAGES = ((3, 4, 5, 9), (2,), (6,), (7, 8))  # scanned, blank, garbled, by OCR


@pytest.fixture
def coder(model: Model, settings: Settings) -> Coder:
    return Coder.of(model, Dutch.of(settings.segment, settings.organisations), settings)


def kept(folder: Path, settings: Settings, name: str, status: Status, *texts: str) -> Job:
    """Return a job whose report and passages are in the cache already."""
    job = Job(InputFile(folder / name, name, "ab"), Cache(folder / "cache"), settings, f"r-{name}", f"p-{name}")
    rows = [(f"{name}-{i}", name, i + 1, "Kop", text, "", "", 0, 0, len(text), False) for i, text in enumerate(texts)]
    job.cache.put_report(job.report_key, Report(name, "ab", status, "Melding.", f"Titel {name}", 9, *PAGES))
    job.cache.put_table(PASSAGES, job.passages_key, pl.DataFrame(rows, schema=PASSAGE_SCHEMA, orient="row"))
    return job


def all_of(results: Results) -> pl.DataFrame:
    """All sentences as they go to passages.parquet."""
    return pl.concat(map(pl.read_parquet, results.parts.paths["passages"]))


def in_memory(results: Results) -> dict[str, pl.DataFrame]:
    """All tables that are written, by name."""
    return {name: table.lazy().collect() for name, table in results.written.items()}


def test_every_file_is_in_status_and_every_report_that_was_read_in_documenten(
    coder: Coder, settings: Settings, tmp_path: Path
) -> None:
    jobs = [
        kept(tmp_path, settings, "a.pdf", Status.OK, *SENTENCES),
        kept(tmp_path, settings, "b.pdf", Status.SCANNED),
        kept(tmp_path, settings, "c.pdf", Status.OK),
    ]
    tables = build_results(jobs, coder, settings.synthesis).tables
    assert tables["status"].rows() == [
        (name, status, 9, 5, "3 t/m 5 en 9", "6", "2", "7 t/m 8", "Melding.")
        for name, status in (("a.pdf", "ok"), ("b.pdf", "gescand"), ("c.pdf", "ok"))
    ]
    assert tables["documenten"].select("document", "titel", "zinnen", "bomen").rows() == [
        ("a.pdf", "Titel a.pdf", 2, 1),
        ("c.pdf", "Titel c.pdf", 0, 0),
    ]
    assert tables["aanwezigheid"].select("document", "mechanisme", "zinnen", "gecodeerd", "oordeel").rows() == [
        (name, code, sentences, coded, "stil")
        for name, sentences, bomen in (("a.pdf", 2, 1), ("c.pdf", 0, 0))
        for code, coded in (("bomen", bomen), ("water", 0))
    ]
    assert tables["kwaliteit"].equals(coder.model.quality)


def test_passages_carry_place_codes_and_organisations(coder: Coder, settings: Settings, tmp_path: Path) -> None:
    job = kept(tmp_path, settings, "map/é.pdf", Status.OK, *SENTENCES)
    first, second = all_of(build_results([job], coder, settings.synthesis)).to_dicts()
    assert (first["document"], first["pagina"], first["sectie"]) == ("map/é.pdf", 1, "Kop")
    assert (first["passage"], first["mechanismen"], first["rol"]) == (SENTENCES[0], ["bomen"], "klacht")
    assert (first["organisaties"], first["link"]) == (["Plantsoendienst Hollekamp"], "map/%C3%A9.pdf#page=1")
    assert (second["mechanismen"], second["organisaties"], second["link"]) == ([], [], "map/%C3%A9.pdf#page=2")


def test_organisations_are_found_in_what_only_people_coded(coder: Coder, settings: Settings, tmp_path: Path) -> None:
    market = "De Plantsoendienst houdt op maandag vergadering in het buurthuis."
    job = kept(tmp_path, settings, "a.pdf", Status.OK, SENTENCES[0], market)
    assert all_of(build_results([job], coder, settings.synthesis))["organisaties"][1].to_list() == []
    decision = CodedPassage(market, ("bomen",), "plan", "a.pdf", "anna", place=Place("a.pdf-1"))
    after = replace(coder, model=replace(coder.model, history=[decision]))
    results = build_results([job], after, settings.synthesis)
    assert all_of(results)["organisaties"].to_list() == [["Plantsoendienst Hollekamp"]] * 2
    tables = results.tables
    assert tables["organisaties"]["passages"].to_list() == [2]
    assert tables["aanwezigheid"].filter(mechanisme="bomen")["gecodeerd"].to_list() == [2]


def test_without_a_sentence_the_tables_have_the_same_columns(coder: Coder, settings: Settings, tmp_path: Path) -> None:
    results = [
        build_results([kept(tmp_path, settings, name, status, *texts)], coder, settings.synthesis)
        for name, status, texts in (("a.pdf", Status.OK, SENTENCES), ("leeg.pdf", Status.EMPTY, ()))
    ]
    assert all_of(results[0]).schema == all_of(results[1]).schema
    full, empty = map(in_memory, results)
    assert {name: table.schema for name, table in empty.items()} == {name: table.schema for name, table in full.items()}
    assert empty["passages"].height == empty["documenten"].height == empty["organisaties"].height == 0


def test_what_was_coded_before_is_taken_from_the_cache(coder: Coder, settings: Settings, tmp_path: Path) -> None:
    job = kept(tmp_path, settings, "a.pdf", Status.OK, *SENTENCES)
    assert not coder.is_done(job)
    first = coder.code(job)
    assert coder.is_done(job)
    stage, key = "coded", coder.coded_key(job)
    job.cache.put_table(stage, key, job.cache.get_table(stage, key).with_columns(rol=pl.lit("plan")))
    assert first["rol"].to_list() == ["klacht", "plan"]
    assert coder.code(job)["rol"].to_list() == ["plan", "plan"]


@pytest.mark.parametrize("sentences", [1, 3, 1_000])
def test_results_are_the_same_however_reports_are_put_in_parts(
    coder: Coder, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sentences: int
) -> None:
    lengths = {"a.pdf": 1, "b.pdf": 0, "d1.pdf": 1, "d2.pdf": 2, "d3.pdf": 3}
    jobs = [kept(tmp_path, settings, name, Status.OK, *SENTENCES * length) for name, length in lengths.items()]
    jobs.append(kept(tmp_path, settings, "e.pdf", Status.SCANNED))
    decision = CodedPassage(SENTENCES[1], ("water",), "plan", "d2.pdf", "anna", place=Place("d2.pdf-3"))
    coder = replace(coder, model=replace(coder.model, history=[decision]))
    whole = build_results(jobs, coder, settings.synthesis)
    sentences_of_whole = all_of(whole)
    monkeypatch.setattr(passage_parts, "PART", sentences)
    parts = build_results(jobs, coder, settings.synthesis)
    assert len(whole.parts.paths["passages"]) == 1
    assert len(parts.parts.paths["passages"]) == {1: 5, 3: 4, 1_000: 1}[sentences]
    assert all_of(parts).equals(sentences_of_whole)
    for name, table in in_memory(whole).items():
        assert in_memory(parts)[name].equals(table), name
    parts.write_passages(tmp_path / "passages.parquet")
    assert pl.read_parquet(tmp_path / "passages.parquet").equals(sentences_of_whole)


def test_csv_of_passages_shows_the_coded_ones_in_a_readable_choice(
    coder: Coder, settings: Settings, tmp_path: Path
) -> None:
    job = kept(tmp_path, settings, "a.pdf", Status.OK, *SENTENCES)
    tables = in_memory(build_results([job], coder, settings.synthesis))
    shown = in_csv("passages", tables["passages"]).collect()
    assert shown.columns == [
        *("document", "pagina", "sectie", "passage", "mechanismen", "kans_bomen", "kans_water"),
        *("rol", "rol_kans", "gecodeerd_door", "machine", "machine_rol", "opmerking_codeur"),
        *("tegenspraak", "link", "passage_id"),
    ]
    assert shown["passage"].to_list() == [SENTENCES[0]]


@pytest.mark.parametrize(
    "name", ["documenten", "aanwezigheid", "rode_draad", "samenhang", "organisaties", "status", "kwaliteit"]
)
def test_csv_of_any_other_table_shows_all_of_it(name: str) -> None:
    table = pl.DataFrame({"mechanismen": [[], ["bomen"]], "x": [1, 2]})
    assert in_csv(name, table).collect().equals(table)
