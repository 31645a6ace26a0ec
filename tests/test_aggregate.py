"""The tables an analyst reads, worked out by hand on seven sentences of three reports."""

import polars as pl
import pytest

from pipeline import aggregate
from pipeline.codebook import Codebook

LONG = "Een zin die lang genoeg is om als citaat op zichzelf te staan, nummer"
REPORTS = pl.DataFrame({"document": ["a", "b", "c"], "titel": ["A", "B", "C"], "paginas": [3, 2, 9]})
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "passage_id": pl.String,
    "document": pl.String,
    "sectie": pl.String,
    "passage": pl.String,
    "mechanismen": pl.List(pl.String),
    "kans_bomen": pl.Float64,
    "kans_water": pl.Float64,
    "rol": pl.String,
    "organisaties": pl.List(pl.String),
    "link": pl.String,
}


@pytest.fixture
def passages() -> pl.DataFrame:
    """Report a has five sentences in two sections, b has two, and c has none."""
    rows = [
        ("p1", "a", "1", f"{LONG} 1.", ["bomen"], 0.9, 0.1, "klacht", ["Dienst"], "a#page=1"),
        ("p2", "a", "1", f"{LONG} 2.", ["bomen", "water"], 0.8, 0.7, "plan", ["Dienst", "Kring"], "a#page=1"),
        ("p3", "a", "1", f"{LONG} 3.", [], 0.1, 0.1, "klacht", [], "a#page=2"),
        ("p4", "a", "2", f"{LONG} 4.", ["bomen"], 0.95, 0.1, "klacht", [], "a#page=2"),
        ("p5", "a", "2", "Te kort.", ["bomen"], 0.99, 0.1, "klacht", [], "a#page=3"),
        ("p6", "b", "1", f"{LONG} 6.", ["bomen"], 0.6, 0.1, "plan", ["Kring"], "b#page=1"),
        ("p7", "b", "1", f"{LONG} 7.", ["water"], 0.1, 0.8, "plan", ["Kring"], "b#page=2"),
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").with_columns(pl.lit(value=False).alias("tegenspraak"))


@pytest.fixture
def nothing(passages: pl.DataFrame) -> pl.DataFrame:
    return passages.clear()


def test_coded_passages_have_a_mechanism(passages: pl.DataFrame) -> None:
    assert aggregate.coded(passages)["passage_id"].to_list() == ["p1", "p2", "p4", "p5", "p6", "p7"]


def threads(passages: pl.DataFrame, reports: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    return aggregate.threads(passages.with_columns(aggregate.FITS), reports, codebook)


def documents(passages: pl.DataFrame, reports: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    return aggregate.documents(aggregate.document_counts(passages, codebook), reports, codebook)


def test_documents_count_passages_and_shares(passages: pl.DataFrame, codebook: Codebook) -> None:
    rows = documents(passages, REPORTS, codebook).to_dicts()
    assert rows[0] == {
        **{"document": "a", "titel": "A", "paginas": 3, "zinnen": 5, "passages": 4},
        **{"bomen": 4, "bomen_per_100_zinnen": 80.0, "water": 1, "water_per_100_zinnen": 20.0},
        **{"sterkste_mechanisme": "bomen", "klacht": 3, "plan": 1},
    }
    assert (rows[1]["zinnen"], rows[1]["bomen_per_100_zinnen"], rows[1]["plan"]) == (2, 50.0, 2)


def test_of_two_equal_mechanisms_the_first_of_the_codebook_is_the_strongest(
    passages: pl.DataFrame, codebook: Codebook
) -> None:
    assert documents(passages, REPORTS, codebook)["sterkste_mechanisme"].to_list() == ["bomen", "bomen", ""]


def test_a_report_without_sentences_has_a_row_of_zeros(passages: pl.DataFrame, codebook: Codebook) -> None:
    row = documents(passages, REPORTS, codebook).row(2, named=True)
    assert {name for name, value in row.items() if value not in (0, "")} == {"document", "titel", "paginas"}


def test_threads_count_spread_and_roles(passages: pl.DataFrame, codebook: Codebook) -> None:
    bomen, water = threads(passages, REPORTS, codebook).to_dicts()
    assert (bomen["code"], bomen["naam"], water["code"]) == ("bomen", "Zorg voor bomen", "water")
    assert (bomen["documenten"], bomen["documenten_aandeel"]) == (2, pytest.approx(2 / 3))
    assert (bomen["passages"], bomen["passages_aandeel"]) == (5, pytest.approx(5 / 6))
    assert (bomen["klacht"], bomen["plan"]) == (3, 2)
    assert (water["documenten"], water["passages"], water["klacht"], water["plan"]) == (2, 2, 0, 2)


def test_quotes_come_from_as_many_documents_as_there_are(passages: pl.DataFrame, codebook: Codebook) -> None:
    bomen, water = threads(passages, REPORTS, codebook).to_dicts()
    # The best two of a, and the only one of b; p5 has the highest probability but is too short to stand alone.
    assert [bomen[f"citaat_{n}"][-2:] for n in (1, 2, 3)] == ["4.", "1.", "6."]
    assert [bomen[f"citaat_link_{n}"] for n in (1, 2, 3)] == ["a#page=2", "a#page=1", "b#page=1"]
    assert [water[f"citaat_{n}"][-2:] for n in (1, 2, 3)] == ["7.", "2.", ""]
    assert water["citaat_link_3"] == ""


def test_every_document_is_quoted_before_one_is_quoted_twice(passages: pl.DataFrame, codebook: Codebook) -> None:
    weak = pl.DataFrame(
        [(f"q{d}", d, "1", f"{LONG} {d}.", ["bomen"], 0.2, 0.0, "plan", [], d) for d in ("c", "d")],
        schema=SCHEMA,
        orient="row",
    ).with_columns(pl.lit(value=False).alias("tegenspraak"))
    bomen = threads(pl.concat([passages, weak]), REPORTS, codebook).row(0, named=True)
    assert [bomen[f"citaat_link_{n}"] for n in (1, 2, 3)] == ["a#page=2", "b#page=1", "c"]


def test_what_goes_well_is_no_quote_for_a_mechanism(passages: pl.DataFrame, codebook: Codebook) -> None:
    well = passages.with_columns((pl.col("passage_id") == "p4").alias("tegenspraak"))
    bomen = threads(well, REPORTS, codebook).row(0, named=True)
    assert [bomen[f"citaat_{n}"][-2:] for n in (1, 2, 3)] == ["1.", "2.", "6."]


def test_short_passages_are_quoted_when_there_are_no_others(passages: pl.DataFrame, codebook: Codebook) -> None:
    short = passages.filter(passage="Te kort.")
    assert threads(short, REPORTS, codebook)["citaat_1"].to_list() == ["Te kort.", ""]


def ranked(passages: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    return aggregate.most_named(aggregate.organisations(passages), codebook)


def test_organisations_are_counted_per_mechanism(passages: pl.DataFrame, codebook: Codebook) -> None:
    assert ranked(passages, codebook).rows() == [
        ("Kring", "bomen", 2, 2),
        ("Kring", "water", 2, 2),
        ("Dienst", "bomen", 2, 1),
        ("Dienst", "water", 1, 1),
    ]


def test_the_order_of_the_passages_does_not_matter(passages: pl.DataFrame, codebook: Codebook) -> None:
    turned = passages.reverse()
    assert documents(passages, REPORTS, codebook).equals(documents(turned, REPORTS, codebook))
    assert threads(passages, REPORTS, codebook).equals(threads(turned, REPORTS, codebook))
    assert ranked(passages, codebook).equals(ranked(turned, codebook))


def test_no_passages_at_all_give_the_same_columns(
    passages: pl.DataFrame, nothing: pl.DataFrame, codebook: Codebook
) -> None:
    none = REPORTS.clear()
    pairs = [
        (documents(passages, REPORTS, codebook), documents(nothing, none, codebook)),
        (threads(passages, REPORTS, codebook), threads(nothing, none, codebook)),
        (ranked(passages, codebook), ranked(nothing, codebook)),
    ]
    assert [full.schema for full, _ in pairs] == [empty.schema for _, empty in pairs]
    assert [empty.height for _, empty in pairs] == [0, 2, 0]
    assert pairs[1][1]["passages"].to_list() == [0, 0]


def test_a_codebook_with_one_mechanism(passages: pl.DataFrame, codebook: Codebook) -> None:
    single = codebook.model_copy(update={"mechanisme": codebook.mechanisme[:1]})
    single = type(codebook).model_validate(single.model_dump())
    assert documents(passages, REPORTS, single)["sterkste_mechanisme"].to_list() == ["bomen", "bomen", ""]
