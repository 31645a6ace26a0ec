"""What people decided in the tables: who counts, what is kept of the machine, and what is told of every decision."""

from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
import pytest

from pipeline.aggregate import FITS, threads
from pipeline.codebook import Codebook
from pipeline.codings import CONSENSUS, CodedPassage, Decision, Place, Proposal
from pipeline.decisions.people import Placed, as_certain, decided_on, place, standing, with_people
from pipeline.decisions.table import SCHEMA, decisions, summary
from pipeline.decisions.together import together

INPUTS = {"a.pdf": "s1"}
TEXTS = (
    "De wilg langs de sloot is oud en wordt volgend jaar vervangen.",
    "Na een bui loopt het water tot over de drempels van de huizen.",
    "De winkels in de straat gaan voortaan ook op zondagmiddag open.",
)
MACHINE_CODES: tuple[list[str], ...] = (["bomen"], [], ["water"])


@pytest.fixture
def passages() -> pl.DataFrame:
    """Three sentences as the machine coded them: trees, nothing, and wrongly water."""
    scores = {"kans_bomen": [0.7, 0.1, 0.1], "kans_water": [0.1, 0.2, 0.9], "rol_kans": [0.6, 0.6, 0.6]}
    roles = {"rolkans_klacht": [0.6, 0.6, 0.6], "rolkans_plan": [0.4, 0.4, 0.4]}
    return pl.DataFrame(
        {
            "passage_id": ["p1", "p2", "p3"],
            "document": ["a.pdf"] * 3,
            "pagina": [1, 2, 3],
            "passage": TEXTS,
            "ervoor": ["", *TEXTS[:2]],
            "erna": [*TEXTS[1:], ""],
            "blok": [0, 1, 2],
            "start": [0, 0, 0],
            "mechanismen": MACHINE_CODES,
            "rol": ["klacht"] * 3,
            "link": [f"a.pdf#page={page}" for page in (1, 2, 3)],
            "tegenspraak": [False] * 3,
            **scores,
            **roles,
        }
    )


def coded(row: int, codes: str, role: str = "klacht", *, coder: str = "anna", day: int = 1) -> CodedPassage:
    """A decision on one of the three sentences; codes are parted by spaces."""
    return CodedPassage(
        text=TEXTS[row],
        mechanisms=tuple(codes.split()),
        role=role,
        document="a.pdf",
        coder=coder,
        coded_at=datetime(2026, 5, day, tzinfo=UTC),
        place=Place(f"p{row + 1}", row + 1, row, 0, None, "s1"),
        proposal=Proposal(tuple(MACHINE_CODES[row]), "klacht", "m1", "onzeker"),
    )


def decided(passages: pl.DataFrame, codebook: Codebook, *history: CodedPassage) -> pl.DataFrame:
    return with_people(passages, standing(placed_in(passages, *history), codebook))


def placed_in(passages: pl.DataFrame, *history: CodedPassage) -> list[Placed]:
    return place(history, lambda document: passages.filter(document=document), INPUTS)


def test_without_decisions_all_is_the_machines(passages: pl.DataFrame, codebook: Codebook) -> None:
    table = decided(passages, codebook)
    assert table.select(passages.columns).equals(passages)
    assert table["machine"].to_list() == list(MACHINE_CODES)
    assert table["gecodeerd_door"].to_list() == [[], [], []]
    assert as_certain(table).equals(table)


def test_a_decision_stands_in_the_place_of_the_machines_coding(passages: pl.DataFrame, codebook: Codebook) -> None:
    table = decided(passages, codebook, replace(coded(1, "water", "plan"), remark="duidelijk"), coded(2, ""))
    assert table["mechanismen"].to_list() == [["bomen"], ["water"], []]
    assert table["rol"].to_list() == ["klacht", "plan", "klacht"]
    assert table["machine"].to_list() == list(MACHINE_CODES)
    assert table["machine_rol"].to_list() == ["klacht"] * 3
    assert table["gecodeerd_door"].to_list() == [[], ["anna"], ["anna"]]
    assert table["opmerking_codeur"].to_list() == ["", "duidelijk", ""]
    assert table["kans_water"].equals(passages["kans_water"])


@pytest.mark.parametrize("decision", [Decision.WITHDRAWN, Decision.SKIPPED])
def test_what_was_withdrawn_or_skipped_leaves_the_machines_coding(
    decision: Decision, passages: pl.DataFrame, codebook: Codebook
) -> None:
    table = decided(passages, codebook, coded(1, "water"), replace(coded(1, "", day=2), decision=decision))
    assert (table["mechanismen"][1].to_list(), table["gecodeerd_door"][1].to_list()) == ([], [])


@pytest.mark.parametrize("stays", ["p2", "p0"])
def test_of_equal_sentences_the_one_that_stands_keeps_its_decision(
    stays: str, passages: pl.DataFrame, codebook: Codebook
) -> None:
    first = coded(1, "water")
    kept = replace(first, place=replace(first.place, passage_id=stays))
    gone = replace(first, place=replace(first.place, passage_id="p0" if stays == "p2" else "p2"))
    withdrawn = replace(coded(1, "", day=3), place=gone.place, decision=Decision.WITHDRAWN)
    table = decided(passages, codebook, kept, gone, withdrawn)
    assert table["gecodeerd_door"][1].to_list() == ["anna"]
    both = replace(withdrawn, place=kept.place)
    assert decided(passages, codebook, kept, gone, withdrawn, both)["gecodeerd_door"][1].to_list() == []


def test_decisions_on_an_older_reading_are_replaced_by_a_newer_one(passages: pl.DataFrame, codebook: Codebook) -> None:
    older = coded(1, "water")
    older = replace(older, text=TEXTS[1].replace("drempels", "drem- pels"), place=replace(older.place, passage_id="p0"))
    table = decided(passages, codebook, older, coded(1, "bomen", day=2))
    assert table["mechanismen"][1].to_list() == ["bomen"]


def test_each_code_is_what_most_coders_say_and_the_newest_breaks_a_tie(codebook: Codebook) -> None:
    votes = [
        coded(0, "bomen", "plan", coder="bram", day=1),
        coded(0, "bomen water", "klacht", coder="anna", day=2),
        coded(0, "", "plan", coder="cleo", day=3),
    ]
    standing = together(votes, codebook)
    assert (standing.mechanisms, standing.role, standing.coders) == (("bomen",), "plan", ("anna", "bram", "cleo"))
    assert together(votes[:2], codebook).mechanisms == ("bomen", "water")
    assert together([votes[1], votes[0]], codebook).role == "klacht"
    assert together([votes[0], votes[2]], codebook).mechanisms == ()


def test_a_decision_that_stands_in_two_files_counts_once(passages: pl.DataFrame, codebook: Codebook) -> None:
    twice, other = coded(0, "bomen", "klacht"), coded(0, "water", "plan", coder="bram", day=2)
    table = decided(passages, codebook, twice, twice, other)
    assert (table["mechanismen"][0].to_list(), table["rol"][0]) == (["water"], "plan")


def test_a_consensus_holds_alone(passages: pl.DataFrame, codebook: Codebook) -> None:
    agreed = coded(0, "water", "plan", coder=CONSENSUS)
    table = decided(passages, codebook, agreed, *(coded(0, "", coder=name, day=2) for name in ("anna", "bram")))
    assert table["mechanismen"][0].to_list() == ["water"]
    assert table["gecodeerd_door"][0].to_list() == [CONSENSUS]


def test_what_people_coded_is_certain_where_strength_counts(passages: pl.DataFrame, codebook: Codebook) -> None:
    table = decided(passages, codebook, coded(1, "water", "plan"), coded(2, ""))
    certain = as_certain(table)
    assert certain["kans_water"].to_list() == [0.1, 1.0, 0.0]
    assert certain["rol_kans"].to_list() == [0.6, 1.0, 1.0]
    assert certain["rolkans_plan"].to_list() == [0.4, 1.0, 0.0]
    quoted = threads(certain.with_columns(FITS), pl.DataFrame({"document": ["a.pdf"]}), codebook).filter(code="water")
    assert quoted.select("citaat_1", "citaat_2").row(0) == (TEXTS[1], "")


def test_results_that_tell_of_no_coders_stay_as_they_are(passages: pl.DataFrame) -> None:
    assert as_certain(passages).equals(passages)


def test_every_decision_on_these_reports_is_told_also_one_that_was_lost(
    passages: pl.DataFrame, codebook: Codebook
) -> None:
    lost = replace(coded(2, "water"), text="Deze zin staat niet meer in het rapport over de wijk.", remark="let op")
    elsewhere = replace(coded(0, "bomen"), document="b.pdf", place=Place())
    history = [coded(1, "water", "plan"), coded(1, "water", coder="bram", day=2), lost, elsewhere]
    placed = placed_in(passages, *history)
    told = decisions(placed, decided_on(with_people(passages, standing(placed, codebook)), placed))
    assert list(told.schema) == list(SCHEMA)
    assert told.select("coder", "pagina", "pagina_toen", "gevonden", "gelijkenis", "telt", "opmerking").rows() == [
        ("anna", 2, 2, "exact", 1.0, True, ""),
        ("bram", 2, 2, "exact", 1.0, True, ""),
        ("anna", None, 3, "niet gevonden", 0.0, False, "let op"),
    ]
    assert told["machine"].to_list() == [[], [], None]
    assert told["link"].to_list() == ["a.pdf#page=2", "a.pdf#page=2", "a.pdf#page=3"]
    assert told["datum"].to_list() == ["2026-05-01 00:00", "2026-05-02 00:00", "2026-05-01 00:00"]
    counted = summary(told, all_decisions=len(history))
    assert counted == {"decisions": 3, "lost": 1, "elsewhere": 1, "passages": 1, "proposed": 2, "agreed": 0}


def test_agreement_is_with_what_the_machine_proposed_before(passages: pl.DataFrame, codebook: Codebook) -> None:
    alone = replace(coded(1, "water"), proposal=Proposal())
    history = [coded(0, "bomen"), alone, coded(2, "", "klacht")]
    placed = placed_in(passages, *history)
    found = decided_on(with_people(passages, standing(placed, codebook)), placed)
    counted = summary(decisions(placed, found), all_decisions=3)
    assert (counted["proposed"], counted["agreed"]) == (2, 1)


def test_without_decisions_the_table_has_its_columns(passages: pl.DataFrame) -> None:
    assert decisions([], decided_on(passages, [])).schema == pl.Schema(SCHEMA)
