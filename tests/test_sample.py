"""The whole tool on the sample reports with its own codebook and passages, as `make` runs it. Takes about a minute."""

import json
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import polars as pl
import pypdfium2
import pytest

from pipeline.codebook import Codebook, load_codebook
from pipeline.run import RunResult, run
from pipeline.settings import PROJECT, Settings
from pipeline.spreadsheet import read_csv

REPORTS = PROJECT / "corpus" / "rapporten"
EXPECTED = PROJECT / "corpus" / "rapporten_bron" / "verwacht.csv"
OFF_TOPIC = "09-duinen-van-hollekamp.pdf"
# What the study of 2021 found in the eight publications that the first eight reports are written after.
STUDY = {
    "01": "samenwerking capaciteit kaders",
    "02": "kennis data_ict samenwerking",
    "03": "samenwerking kaders",
    "04": "kaders kennis capaciteit samenwerking",
    "05": "samenwerking",
    "06": "capaciteit kennis kaders samenwerking",
    "07": "data_ict capaciteit samenwerking",
}


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    root = tmp_path_factory.mktemp("sample")
    return run(REPORTS, root / "uit", Settings(model_folder=root / "model"))


@pytest.fixture(scope="module")
def own_codebook() -> Codebook:
    return load_codebook(Settings().codebook)


@pytest.fixture(scope="module")
def passages(result: RunResult) -> pl.DataFrame:
    return pl.read_parquet(result.out / "passages.parquet")


def expected_columns(codebook: Codebook) -> dict[str, list[str]]:
    mechanisms, roles = codebook.mechanisms, codebook.roles
    counts = [name for code in mechanisms for name in (code, f"{code}_per_100_zinnen")]
    quotes = [f"{name}_{number}" for number in (1, 2, 3) for name in ("citaat", "citaat_link")]
    spread = ["documenten", "documenten_aandeel", "passages", "passages_aandeel"]
    together = [
        f"{unit}_{name}" for unit in ("zin", "sectie", "document") for name in ("samen", "verwacht", "lift", "kans")
    ]
    return {
        "passages": [
            *("document", "pagina", "sectie", "passage", "mechanismen"),
            *(f"kans_{code}" for code in mechanisms),
            *("rol", "rol_kans", "gecodeerd_door", "machine", "machine_rol", "opmerking_codeur"),
            *("tegenspraak", "link", "passage_id"),
        ],
        "documenten": [
            *("document", "titel", "paginas", "zinnen", "passages"),
            *(*counts, "sterkste_mechanisme", *roles),
        ],
        "aanwezigheid": [
            *("document", "mechanisme", "zinnen", "gecodeerd", "geschat", "ondergrens", "bovengrens", "spreiding"),
            *("minstens", "kans", "oordeel", "zekerheid"),
        ],
        "rode_draad": ["code", "naam", "draad", "aanwezig", "zwak", "stil", *spread, *roles, *quotes],
        "samenhang": ["code_a", "code_b", *together],
        "themas": ["thema", "mechanisme", "rol", "documenten", "passages"],
        "lus": [
            *("van", "naar", "document", "pagina", "passage", "vervolg_pagina", "vervolg"),
            *("link", "passage_id", "vervolg_id"),
        ],
        "organisaties": ["organisatie", "mechanisme", "passages", "documenten"],
        "coderingen": [
            *("document", "pagina", "pagina_toen", "passage", "passage_nu", "mechanismen", "rol", "coder", "datum"),
            *("besluit", "telt", "gevonden", "gelijkenis", "machine", "machine_rol", "voorstel", "voorstel_rol"),
            *("opmerking", "link", "document_toen", "passage_id"),
        ],
        "status": [
            *("bestand", "status", "paginas", "paginas_zonder_tekst"),
            *("paginas_gescand", "paginas_onleesbaar", "paginas_leeg", "paginas_ocr", "melding"),
        ],
        "kwaliteit": [
            *("soort", "code", "naam", "precision", "recall", "f1", "f1_ondergrens", "f1_bovengrens"),
            *("gemiddelde_precisie", "ondergrens", "bovengrens", "aantal"),
        ],
    }


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_every_sample_report_is_read(result: RunResult) -> None:
    _, rows = read_csv(result.out / "status.csv")
    assert {row["bestand"]: row["status"] for _, row in rows} == {path.name: "ok" for path in REPORTS.glob("*.pdf")}
    assert len(rows) >= 10


def test_every_table_has_its_columns(result: RunResult, own_codebook: Codebook) -> None:
    for name, columns in expected_columns(own_codebook).items():
        assert read_csv(result.out / f"{name}.csv")[0] == columns, name
        assert set(columns) <= set(pl.read_parquet_schema(result.out / f"{name}.parquet")), name


def test_tables_open_in_a_dutch_spreadsheet(result: RunResult) -> None:
    for path in result.out.glob("*.csv"):
        text = path.read_bytes().decode("utf-8-sig")
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert ";" in text.partition("\r\n")[0]


def test_every_mechanism_and_report_has_its_row(result: RunResult, own_codebook: Codebook) -> None:
    threads = pl.read_parquet(result.out / "rode_draad.parquet")
    assert threads["code"].to_list() == list(own_codebook.mechanisms)
    assert (threads["passages"] > 0).all()
    pairs = len(own_codebook.mechanisms) * (len(own_codebook.mechanisms) - 1) // 2
    assert pl.read_parquet(result.out / "samenhang.parquet").height == pairs
    assert pl.read_parquet(result.out / "documenten.parquet")["document"].to_list() == sorted(
        path.name for path in REPORTS.glob("*.pdf")
    )


def test_every_passage_in_the_csv_stands_in_its_report(result: RunResult, passages: pl.DataFrame) -> None:
    _, rows = read_csv(result.out / "passages.csv")
    found = Counter((row["document"], row["pagina"], row["passage"]) for _, row in rows)
    known = Counter(
        (row["document"], str(row["pagina"]), row["passage"].strip()) for row in passages.iter_rows(named=True)
    )
    assert found
    assert not found - known


def test_every_coded_passage_starts_on_the_page_that_its_link_opens(passages: pl.DataFrame) -> None:
    texts: dict[str, list[str]] = {}
    for path in REPORTS.glob("*.pdf"):
        with pypdfium2.PdfDocument(path) as pdf:
            texts[path.name] = [letters(page.get_textpage().get_text_range()) for page in pdf]
    coded = passages.filter(pl.col("mechanismen").list.len() > 0)
    missing = []
    for row in coded.iter_rows(named=True):
        name, _, page = row["link"].partition("#page=")
        assert (unquote(name), int(page)) == (row["document"], row["pagina"])
        assert 1 <= int(page) <= len(texts[row["document"]])
        # The page of a passage is estimated where its paragraph runs over a page break.
        near = texts[row["document"]][max(int(page) - 2, 0) : int(page) + 1]
        ends = letters(row["passage"])[:20], letters(row["passage"])[-20:]  # it may itself run over the break
        if not any(end in text for text in near for end in ends):
            missing.append((row["link"], row["passage"]))
    assert missing == []


def test_links_point_to_files_that_are_there(passages: pl.DataFrame) -> None:
    files = {unquote(link.partition("#")[0]) for link in passages["link"].unique()}
    assert files == set(passages["document"])
    assert all((REPORTS / name).is_file() for name in files)


def test_quotes_are_passages_with_that_code(result: RunResult, passages: pl.DataFrame) -> None:
    codes = {(row["passage"], row["link"]): row["mechanismen"] for row in passages.iter_rows(named=True)}
    for row in pl.read_parquet(result.out / "rode_draad.parquet").iter_rows(named=True):
        quotes = [(row[f"citaat_{number}"], row[f"citaat_link_{number}"]) for number in (1, 2, 3)]
        assert all(row["code"] in codes[quote] for quote in quotes)
        assert len({link.partition("#")[0] for _, link in quotes}) == min(3, row["documenten"])


def test_a_report_on_another_topic_is_hardly_coded(result: RunResult) -> None:
    documents = pl.read_parquet(result.out / "documenten.parquet")
    share = dict(documents.select("document", pl.col("passages") / pl.col("zinnen")).rows())
    assert share[OFF_TOPIC] < 0.05
    assert all(other > share[OFF_TOPIC] for name, other in share.items() if name != OFF_TOPIC)


def test_a_report_on_another_topic_is_silent_on_every_mechanism(result: RunResult) -> None:
    table = pl.read_parquet(result.out / "aanwezigheid.parquet")
    assert set(table.filter(pl.col("document") == OFF_TOPIC)["oordeel"]) == {"stil"}
    assert "aanwezig" in set(table["oordeel"])


def precision_and_recall(found: set[tuple[str, str]], expected: set[tuple[str, str]]) -> tuple[float, float]:
    return len(found & expected) / len(found), len(found & expected) / len(expected)


def test_the_reports_reproduce_the_study(result: RunResult) -> None:
    presence = pl.read_parquet(result.out / "aanwezigheid.parquet")
    present = presence.filter(oordeel="aanwezig").select(pl.col("document").str.head(2), "mechanisme")
    expected = {(report, code) for report, codes in STUDY.items() for code in codes.split()}
    assert min(precision_and_recall(set(present.iter_rows()), expected)) >= 0.85


def test_every_report_shows_what_it_was_written_about(result: RunResult) -> None:
    presence = pl.read_parquet(result.out / "aanwezigheid.parquet")
    expected = {
        (row["rapport"], code) for _, row in read_csv(EXPECTED)[1] for code in row["mechanismen"].split(", ") if code
    }
    present = set(presence.filter(oordeel="aanwezig").select("document", "mechanisme").iter_rows())
    assert min(precision_and_recall(present, expected)) >= 0.95


def test_a_report_on_another_topic_is_silent(result: RunResult) -> None:
    presence = pl.read_parquet(result.out / "aanwezigheid.parquet").filter(document=OFF_TOPIC)
    assert presence["oordeel"].to_list() == ["stil"] * 6


def test_all_five_mechanisms_run_through_the_reports_and_data_is_a_theme_beside_them(result: RunResult) -> None:
    text = (result.out / "rode_draad.md").read_text(encoding="utf-8")
    assert "Alle vijf mechanismen lopen als een draad door de rapporten" in text
    assert "Daarnaast is ‘Datagedreven werken en ICT onvoldoende ingebed’ als algemeen thema aanwezig" in text


def test_the_manifest_describes_the_files_beside_it(result: RunResult, passages: pl.DataFrame) -> None:
    manifest = json.loads((result.out / "run.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["sentences"] == passages.height
    assert set(manifest["inputs"]) == {path.name for path in REPORTS.glob("*.pdf")}
    assert {Path(name).stem for name in manifest["outputs"]} == set(
        expected_columns(load_codebook(Settings().codebook))
    )
    assert {Path(name).suffix for name in manifest["outputs"]} == {".csv", ".parquet", ".html", ".md", ".docx", ".xlsx"}
