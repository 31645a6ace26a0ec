"""A whole run: from a folder of text files to tables, and what is done again when something changes."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline import versions
from pipeline.cache import Cache
from pipeline.codings import CodedPassage, Place, read_codings
from pipeline.codings.store import append
from pipeline.discovery import describe_file
from pipeline.errors import NothingReadError, UsageError
from pipeline.job import job_for
from pipeline.lock import holding
from pipeline.model.store import Model
from pipeline.prepare import prepare
from pipeline.run import RunResult, run
from pipeline.settings import PROJECT, Settings, SynthesisSettings
from pipeline.spreadsheet import read_csv
from pipeline.workplace import Fate
from tests.doomed import Doomed

TREES = """# Wandeling langs het groen

De iepen aan de Kerkbrink zijn ziek. De Plantsoendienst kijkt ernaar. Er komen nieuwe linden langs de Schoollaan,
zo meldt de Plantsoendienst aan de bewoners van het dorp.

De markt op de Kerkbrink begint voortaan om negen uur, en het buurthuis krijgt een nieuwe keuken.
"""
WATER = """Het water in het dorp

Na regen staat de Molenweg blank. Het riool onder de Havenkade loopt bij regen over, zegt Waterkring De Greppel.
De vijver bij de Dorpsstraat wordt dit najaar uitgediept, en de wortels van de linden drukken het riool kapot.
"""
ENGLISH = """The trees along the main street have been pruned by volunteers who live in the houses nearby.

The pond is cleaned every year, and all of the neighbours are invited to help with it on the first day of spring.
"""
TABLES = (
    *("passages", "documenten", "aanwezigheid", "rode_draad", "samenhang"),
    *("themas", "lus", "organisaties", "coderingen", "status", "kwaliteit"),
)
PAGES = {f"rode_draad.{kind}" for kind in ("html", "md", "docx", "xlsx")}


@dataclass(frozen=True)
class Work:
    """A folder with reports, a project and results, in which a run can be repeated."""

    root: Path
    settings: Settings

    @property
    def reports(self) -> Path:
        return self.root / "de rapporten"

    @property
    def out(self) -> Path:
        return self.root / "uit"

    def run(self, out: Path | None = None) -> RunResult:
        return run(self.reports, out or self.out, self.settings)

    def table(self, name: str) -> pl.DataFrame:
        return pl.read_parquet(self.out / f"{name}.parquet")


def settings_in(root: Path) -> Settings:
    project = root / "project"
    return Settings(
        codebook=project / "codeboek.toml",
        passages=project / "passages",
        organisations=project / "organisaties.toml",
        model_folder=project / "model",
        workers=1,
    )


@pytest.fixture(scope="module")
def finished(project: Path, model: Model, tmp_path_factory: pytest.TempPathFactory) -> Work:
    root = tmp_path_factory.mktemp("finished")
    shutil.copytree(project, root / "project")
    work = Work(root, settings_in(root))
    (work.reports / "wijk één").mkdir(parents=True)
    (work.reports / "bomen in het dorp.md").write_text(TREES, encoding="utf-8")
    (work.reports / "wijk één" / "water.txt").write_text(WATER, encoding="utf-8")
    (work.reports / "english.txt").write_text(ENGLISH, encoding="utf-8")
    (work.reports / "leeg.txt").write_text("", encoding="utf-8")
    (work.reports / "brief.wpd").write_bytes(b"PK")
    result = work.run()
    assert (result.changed, result.read, result.coded) == (True, 5, 5)
    return work


@pytest.fixture
def work(finished: Work, tmp_path: Path) -> Work:
    root = shutil.copytree(finished.root, tmp_path / "werk")
    return Work(root, settings_in(root))


def manifest_of(out: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((out / "run.json").read_text(encoding="utf-8"))
    return manifest


def test_every_table_is_written_as_csv_and_parquet_beside_the_pages(finished: Work) -> None:
    expected = {"run.json", *PAGES, *(f"{name}.{kind}" for name in TABLES for kind in ("csv", "parquet"))}
    assert {path.name for path in finished.out.iterdir() if not path.name.startswith(".")} == expected
    assert set(manifest_of(finished.out)["outputs"]) == expected - {"run.json"}


def test_every_file_has_a_status(finished: Work) -> None:
    status = finished.table("status")
    assert dict(zip(status["bestand"], status["status"], strict=True)) == {
        "bomen in het dorp.md": "ok",
        "brief.wpd": "niet_ondersteund",
        "english.txt": "niet_nederlands",
        "leeg.txt": "leeg",
        "wijk één/water.txt": "ok",
    }
    assert all(message for message in status.filter(pl.col("status") != "ok")["melding"])


def test_sentences_are_coded_with_the_codes_of_the_codebook_given(finished: Work) -> None:
    coded = {row["passage"]: row["mechanismen"] for row in finished.table("passages").iter_rows(named=True)}
    assert coded["De iepen aan de Kerkbrink zijn ziek."] == ["bomen"]
    assert coded["Na regen staat de Molenweg blank."] == ["water"]
    assert (
        coded["De markt op de Kerkbrink begint voortaan om negen uur, en het buurthuis krijgt een nieuwe keuken."] == []
    )
    assert set(finished.table("passages")["document"]) == {"bomen in het dorp.md", "wijk één/water.txt"}


def test_tables_carry_the_codes_of_the_codebook_given(finished: Work) -> None:
    assert finished.table("rode_draad")["code"].to_list() == ["bomen", "water"]
    assert finished.table("rode_draad")["naam"].to_list() == ["Zorg voor bomen", "Water in de wijk"]
    assert finished.table("samenhang").select("code_a", "code_b").rows() == [("bomen", "water")]
    assert finished.table("kwaliteit")["code"].to_list() == ["bomen", "water", "klacht", "plan"]
    assert {"bomen", "bomen_per_100_zinnen", "water", "klacht", "plan"} <= set(finished.table("documenten").columns)
    organisations = set(finished.table("organisaties")["organisatie"])
    assert organisations == {"Plantsoendienst Hollekamp", "Waterkring De Greppel"}


def test_totals_agree_between_tables_and_manifest(finished: Work) -> None:
    passages, counts = finished.table("passages"), manifest_of(finished.out)["counts"]
    documents, threads = finished.table("documenten"), finished.table("rode_draad")
    assert counts["files"] == finished.table("status").height == 5
    assert counts["sentences"] == passages.height == documents["zinnen"].sum()
    assert counts["coded_passages"] == documents["passages"].sum() == read_rows(finished.out / "passages.csv")
    for code in ("bomen", "water"):
        spread = threads.filter(pl.col("code") == code)["passages"].item()
        assert spread == documents[code].sum() == passages["mechanismen"].explode().eq(code).sum()


def read_rows(path: Path) -> int:
    return len(read_csv(path)[1])


def test_link_escapes_spaces_and_accents(finished: Work) -> None:
    assert set(finished.table("passages")["link"]) == {
        "bomen%20in%20het%20dorp.md#page=1",
        "wijk%20%C3%A9%C3%A9n/water.txt#page=1",
    }


def test_manifest_names_inputs_statuses_and_model(finished: Work) -> None:
    manifest = manifest_of(finished.out)
    assert list(manifest["inputs"]) == finished.table("status")["bestand"].to_list()
    assert manifest["statuses"] == {"leeg": 1, "niet_nederlands": 1, "niet_ondersteund": 1, "ok": 2}
    assert manifest["model_card"]["mechanisms"] == ["bomen", "water"]
    assert set(manifest["seconds"]) == {"train", "read", "compare", "code", "summarise", "synthesise", "write"}


def test_corrected_passages_csv_with_a_coder_can_be_trained_on(finished: Work, model: Model, tmp_path: Path) -> None:
    header, *rows = (finished.out / "passages.csv").read_text(encoding="utf-8-sig").splitlines()
    lines = [f"{header};coder", f"{rows[0]};anna", *(f"{row};" for row in rows[1:])]
    (tmp_path / "nagekeken.csv").write_text("\n".join(lines), encoding="utf-8")
    codings = read_codings(tmp_path, model.classifier.codebook)
    (passage,) = codings.passages
    assert (passage.coder, codings.without_coder) == ("anna", len(rows) - 1)
    assert passage.text in finished.table("passages")["passage"]


def test_a_second_run_does_nothing(work: Work) -> None:
    before = {path: path.stat().st_mtime_ns for path in work.out.rglob("*")}
    result = work.run()
    assert (result.changed, result.read, result.coded) == (False, 0, 0)
    assert {path: path.stat().st_mtime_ns for path in work.out.rglob("*")} == before


def test_a_changed_report_redoes_only_that_report(work: Work) -> None:
    report = work.reports / "bomen in het dorp.md"
    report.write_text(TREES.replace("iepen", "kastanjes"), encoding="utf-8")
    result = work.run()
    assert (result.changed, result.read, result.coded) == (True, 1, 1)
    assert "De kastanjes aan de Kerkbrink zijn ziek." in work.table("passages")["passage"]
    assert "De iepen aan de Kerkbrink zijn ziek." not in work.table("passages")["passage"]


def test_a_report_that_is_gone_leaves_every_table_and_the_cache(work: Work) -> None:
    kept = len(list((work.out / ".cache").glob("*/*")))
    (work.reports / "wijk één" / "water.txt").unlink()
    result = work.run()
    assert (result.changed, result.read, result.coded) == (True, 0, 0)
    assert set(work.table("passages")["document"]) == {"bomen in het dorp.md"}
    assert len(list((work.out / ".cache").glob("*/*"))) == kept - 5


def test_another_name_for_a_code_redoes_coding_but_not_reading(work: Work) -> None:
    text = work.settings.codebook.read_text(encoding="utf-8")
    work.settings.codebook.write_text(text.replace("Zorg voor bomen", "Bomenzorg"), encoding="utf-8")
    result = work.run()
    assert (result.changed, result.read, result.coded) == (True, 0, 5)
    assert work.table("rode_draad")["naam"].to_list() == ["Bomenzorg", "Water in de wijk"]


def test_another_coded_passage_redoes_coding_but_not_reading(work: Work) -> None:
    more = "text;mechanismen;rol;document;coder\nDe eiken aan de ring worden gesnoeid.;bomen;plan;nota;bram\n"
    (work.settings.passages / "ronde-2.csv").write_text(more, encoding="utf-8")
    result = work.run()
    assert (result.changed, result.read, result.coded) == (True, 0, 5)
    assert result.manifest["model_card"]["coders"] == ["anna", "bram"]


def decide(work: Work, text: str, codes: str, role: str) -> None:
    """Keep the decision of bram on a sentence of the results."""
    row = work.table("passages").row(by_predicate=pl.col("passage") == text, named=True)
    place = Place(row["passage_id"], row["pagina"], row["blok"], row["start"], row["eind"])
    decision = CodedPassage(text, tuple(codes.split()), role, row["document"], "bram", place=place)
    append(work.settings.passages, [decision])


def test_what_people_decided_is_what_the_next_results_say(work: Work) -> None:
    market, elms = work.table("passages")["passage"][3], "De iepen aan de Kerkbrink zijn ziek."
    decide(work, market, "water", "plan")
    decide(work, elms, "", "klacht")
    result = work.run()
    assert (result.changed, result.read) == (True, 0)
    rows = {row["passage"]: row for row in work.table("passages").iter_rows(named=True)}
    assert (rows[market]["mechanismen"], rows[market]["gecodeerd_door"]) == (["water"], ["bram"])
    assert (rows[elms]["mechanismen"], rows[elms]["rol"]) == ([], "klacht")
    shown = {row["passage"]: row for _, row in read_csv(work.out / "passages.csv")[1]}
    assert elms not in shown
    assert (shown[market]["mechanismen"], shown[market]["gecodeerd_door"]) == ("water", "bram")
    assert {row["gecodeerd_door"] for text, row in shown.items() if text != market} == {"machine"}
    assert work.table("coderingen").select("passage", "gevonden", "telt").rows() == [
        (elms, "exact", True),
        (market, "exact", True),
    ]
    people = result.manifest["people"]
    assert (people["passages"], people["decisions"], people["lost"], people["elsewhere"]) == (2, 2, 0, 50)
    assert "gecodeerd door bram" in (work.out / "rode_draad.html").read_text(encoding="utf-8")


def test_a_decision_whose_sentence_is_gone_is_kept_and_told(work: Work) -> None:
    decide(work, "De iepen aan de Kerkbrink zijn ziek.", "water", "plan")
    report = work.reports / "bomen in het dorp.md"
    report.write_text(TREES.replace("zijn ziek", "zijn niet ziek"), encoding="utf-8")
    result = work.run()
    (row,) = work.table("coderingen").to_dicts()
    assert (row["gevonden"], row["telt"], row["mechanismen"]) == ("niet gevonden", False, ["water"])
    assert (result.manifest["people"]["lost"], result.manifest["people"]["passages"]) == (1, 0)


def test_another_rule_for_what_is_present_redoes_only_the_tables(work: Work) -> None:
    before = set(work.table("aanwezigheid")["minstens"])
    rule = SynthesisSettings(least_passages=1)
    settings = replace(work.settings, synthesis=rule)
    result = run(work.reports, work.out, settings)
    assert (result.changed, result.read, result.coded) == (True, 0, 0)
    assert (before, set(work.table("aanwezigheid")["minstens"])) == ({3}, {1})


def test_another_list_of_organisations_redoes_them_but_not_reading(work: Work) -> None:
    text = work.settings.organisations.read_text(encoding="utf-8")
    work.settings.organisations.write_text(text.replace("Waterkring De Greppel", "Greppelbond"), encoding="utf-8")
    result = work.run()
    assert (result.changed, result.read) == (True, 0)
    assert set(work.table("organisaties")["organisatie"]) == {"Plantsoendienst Hollekamp"}


def test_a_deleted_result_is_written_again_from_the_cache(work: Work) -> None:
    before = (work.out / "rode_draad.csv").read_bytes()
    (work.out / "rode_draad.csv").unlink()
    result = work.run()
    assert (result.changed, result.read, result.coded, result.set_aside) == (True, 0, 0, [])
    assert (work.out / "rode_draad.csv").read_bytes() == before


def test_a_failure_that_may_pass_is_not_kept(work: Work) -> None:
    """The run that writes it forgets it, so that the next run with work to do reads the file again."""
    cache = Cache(work.out / ".cache")
    job = job_for(describe_file(work.reports / "leeg.txt", work.reports), cache, work.settings, None)
    (cache.root / "reports" / f"{job.reading}.json").unlink()
    (failed,) = prepare([job], work.settings, Doomed(Fate.CRASHED))
    kept = cache.root / "reports" / f"{failed.report_key}.json"
    assert failed.report().passing
    for read_again in (0, 1):
        (work.out / "status.csv").unlink()
        assert work.run().read == read_again
        assert not kept.exists()


def test_results_that_cannot_be_written_are_refused_before_the_work(work: Work) -> None:
    (work.root / "bestand").write_text("in de weg", encoding="utf-8")
    with pytest.raises(UsageError, match=r"bestand/uit cannot be written to \(.*\); choose another folder"):
        work.run(work.root / "bestand" / "uit")


def test_other_code_on_models_codes_nothing_again(work: Work, package: Path) -> None:
    work.run()
    with (package / "model" / "explain.py").open("a", encoding="utf-8") as handle:
        handle.write("\n# anders\n")
    versions.code_version.cache_clear()
    result = work.run()
    assert (result.changed, result.read, result.coded) == (False, 0, 0)


def test_an_edited_result_is_set_aside_when_results_change(work: Work) -> None:
    edited = work.out / "passages.csv"
    edited.write_text("mijn aantekeningen", encoding="utf-8")
    assert work.run().set_aside == ()
    assert edited.read_text(encoding="utf-8") == "mijn aantekeningen"
    (work.reports / "leeg.txt").unlink()
    aside = work.out / "passages.bewerkt-1.csv"
    assert work.run().set_aside == [aside]
    assert aside.read_text(encoding="utf-8") == "mijn aantekeningen"
    assert "mijn aantekeningen" not in edited.read_text(encoding="utf-8-sig")


def test_a_folder_of_results_takes_one_run_at_a_time(work: Work) -> None:
    before = manifest_of(work.out)
    with holding(work.out), pytest.raises(UsageError, match="is in use by another run"):
        work.run()
    assert manifest_of(work.out) == before


def test_two_runs_give_the_same_bytes(work: Work) -> None:
    other = work.root / "nog eens"  # as far from the reports: links are relative
    work.run(other)
    names = [
        path.name for path in work.out.iterdir() if path.is_file() and path.name[0] != "." and path.name != "run.json"
    ]
    assert len(names) == 2 * len(TABLES) + len(PAGES)
    assert [name for name in names if (work.out / name).read_bytes() != (other / name).read_bytes()] == []
    first, second = manifest_of(work.out), manifest_of(other)
    for manifest in (first, second):
        for key in ("started", "finished", "seconds", "per_stage", "files", "settings"):  # these are of one run
            del manifest[key]
    assert first == second


def test_results_within_the_reports_folder_are_not_read_as_reports(work: Work) -> None:
    out = work.reports / "uit"
    work.run(out)
    result = work.run(out)
    assert (result.changed, result.manifest["counts"]["files"]) == (False, 5)


@pytest.fixture
def unreadable(work: Work) -> Work:
    shutil.rmtree(work.reports)
    shutil.rmtree(work.out)
    work.reports.mkdir()
    (work.reports / "leeg.md").write_text("\n", encoding="utf-8")
    (work.reports / "foto.jpg").write_bytes(b"\xff\xd8\xff")
    return work


def test_a_run_without_a_readable_report_writes_status_and_says_so(unreadable: Work) -> None:
    with pytest.raises(NothingReadError, match=r"none of the 2 files could be read; .*status\.csv says why"):
        unreadable.run()
    status = unreadable.table("status")
    assert status.select("bestand", "status").rows() == [("foto.jpg", "niet_ondersteund"), ("leeg.md", "leeg")]
    assert unreadable.table("passages").height == unreadable.table("documenten").height == 0
    assert unreadable.table("rode_draad")["passages"].to_list() == [0, 0]


def test_a_second_run_without_a_readable_report_says_so_again(unreadable: Work) -> None:
    for _ in range(2):
        with pytest.raises(NothingReadError):
            unreadable.run()


def test_nothing_is_written_when_the_settings_cannot_be_used(work: Work, tmp_path: Path) -> None:
    work.settings.organisations.unlink()
    with pytest.raises(UsageError, match="no list of organisations at"):
        work.run(tmp_path / "nieuw")
    assert not (tmp_path / "nieuw").exists()


def test_a_link_to_nowhere_is_a_row_in_status_and_not_the_end_of_a_run(work: Work) -> None:
    (work.reports / "weg.pdf").symlink_to("bestaat-niet.pdf")
    work.run()
    row = work.table("status").row(by_predicate=pl.col("bestand") == "weg.pdf", named=True)
    assert row["status"] == "beschadigd"
    assert row["melding"].startswith("Dit is geen gewoon bestand")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of our own code that stands for it in every key."""
    copy = shutil.copytree(PROJECT / "pipeline", tmp_path / "code", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(versions, "_PACKAGE", copy)
    versions.code_version.cache_clear()
    yield copy
    versions.code_version.cache_clear()


@pytest.mark.parametrize(
    "name",
    [
        "aggregate.py",
        "tables.py",
        "coding.py",
    ],
)
def test_other_code_writes_the_tables_again_but_reads_nothing(name: str, work: Work, package: Path) -> None:
    work.run()
    with (package / name).open("a", encoding="utf-8") as handle:
        handle.write("\n# anders\n")
    versions.code_version.cache_clear()
    result = work.run()
    assert (result.changed, result.read, result.coded) == (True, 0, 0)


def test_an_edited_result_is_set_aside_when_the_manifest_is_gone(work: Work) -> None:
    (work.out / "passages.csv").write_text("mijn aantekeningen", encoding="utf-8")
    (work.out / "run.json").unlink()
    work.run()
    kept = [path.read_text(encoding="utf-8-sig") for path in work.out.glob("passages*.csv")]
    assert "mijn aantekeningen" in kept


def test_a_damaged_cache_costs_time_and_no_results(work: Work) -> None:
    before = (work.out / "rode_draad.csv").read_bytes()
    for path in (work.out / ".cache" / "reports").iterdir():
        path.write_text("{", encoding="utf-8")
    (work.out / "rode_draad.csv").unlink()
    work.run()
    assert (work.out / "rode_draad.csv").read_bytes() == before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_a_name_that_is_no_text_does_not_end_a_run(work: Work) -> None:
    Path(os.fsdecode(os.fsencode(work.reports) + b"/rapport\xff.txt")).write_text(TREES, encoding="utf-8")
    assert work.run().manifest["counts"]["files"] == 6
