"""Who is compared with whom, what counts as the model's, and what is said where nothing can be told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.agreement.differences import differences
from pipeline.agreement.groups import ALL_MECHANISMS, ALL_ROLES, PEOPLE, WITH_CONSENSUS, WITH_MODEL
from pipeline.agreement.notes import notes
from pipeline.agreement.panel import MODEL, panel
from pipeline.agreement.table import AGREEMENT_SCHEMA, ALL, RANDOM, agreement
from pipeline.codebook import Codebook, Split
from pipeline.codings import CodedPassage, Decision, Place, Proposal
from pipeline.codings.read import in_order
from tests.agreement.conftest import Decide


def rows(history: Sequence[CodedPassage], codebook: Codebook, code: str = "bomen") -> dict[tuple[str, str], Any]:
    table = agreement(panel(history, codebook), codebook, seed=1)
    return {(row["coders"], row["trekking"]): row for row in table.to_dicts() if row["code"] == code}


def test_kappa_by_hand(decide: Decide, codebook: Codebook) -> None:
    anna = [decide("anna", number, codes, "klacht") for number, codes in enumerate(("b", "b", "", "b"))]
    bram = [decide("bram", 0, "bw"), decide("bram", 1, "", "plan"), decide("bram", 2, ""), decide("bram", 3, "b")]
    found = rows([*anna, *bram], codebook)["anna, bram", ALL]
    # Agreed on 3 of 4; by chance 3/4 * 2/4 + 1/4 * 2/4 = 1/2.
    assert found["kappa"] == pytest.approx((3 / 4 - 1 / 2) / (1 - 1 / 2))
    assert (found["gelijk"], found["eens_wel"]) == (pytest.approx(3 / 4), pytest.approx(2 * 2 / 5))
    assert (found["eerste"], found["tweede"], found["gegeven"]) == (3, 2, 5)
    assert (found["passages"], found["documenten"]) == (4, 2)
    together = rows([*anna, *bram], codebook, ALL_MECHANISMS)["anna, bram", ALL]
    # The first passage: one of two codes in common counts a third (MASI), so the sets differ more than trees alone.
    assert together["gelijk"] == pytest.approx(2 / 4)
    assert together["alfa"] < found["alfa"]
    assert rows([*anna, *bram], codebook, ALL_ROLES)["anna, bram", ALL]["gelijk"] == pytest.approx(3 / 4)


def test_the_newest_decision_counts_and_one_that_was_withdrawn_does_not(decide: Decide, codebook: Codebook) -> None:
    history = [
        *(decide("anna", number, "b") for number in (0, 1, 2)),
        *(decide("bram", 0, "w"), decide("bram", 0, "b", day=2)),
        *(decide("bram", 1, "b"), decide("bram", 1, "b", day=2, decision=Decision.WITHDRAWN)),
        decide("bram", 2, "", day=2, decision=Decision.SKIPPED),
    ]
    found = rows(history, codebook)["anna, bram", ALL]
    assert (found["passages"], found["gelijk"]) == (1, 1)


def test_with_three_people_alpha_is_over_all_and_kappa_per_pair(decide: Decide, codebook: Codebook) -> None:
    history = [
        decide(coder, number, codes)
        for coder, given in (("anna", "b-b-"), ("bram", "bb--"), ("cleo", "b---"))
        for number, codes in enumerate(given)
    ]
    found = rows(history, codebook)
    assert [coders for coders, _ in found] == ["anna, bram, cleo", "anna, bram", "anna, cleo", "bram, cleo"]
    assert found["anna, bram, cleo", ALL]["kappa"] is None
    assert found["anna, cleo", ALL]["kappa"] == pytest.approx((3 / 4 - 1 / 2) / (1 - 1 / 2))


def test_of_the_model_counts_what_it_proposed_before_anyone_decided(decide: Decide, codebook: Codebook) -> None:
    history = [
        decide("anna", 0, "b", proposed="w"),
        decide("bram", 0, "b", day=2, proposed="b"),  # by a model that may have learnt from Anna
        decide("anna", 1, "b"),
        decide("bram", 1, "b", day=2, proposed="b"),
    ]
    found = panel(history, codebook)
    assert [unit.opinions[MODEL].mechanisms for unit in found.units if MODEL in unit.opinions] == [("water",)]
    assert found.late == 1
    pooled = rows(history, codebook)["anna + bram, (model)", ALL]
    assert (pooled["groep"], pooled["passages"], pooled["gelijk"]) == (WITH_MODEL, 2, 0)
    assert any("1 passages without such a proposal" in note.english for note in notes(found, _table(found, codebook)))


def test_a_decision_without_an_id_is_on_the_same_passage(decide: Decide, codebook: Codebook) -> None:
    bare = replace(decide("bram", 0, "w", day=2), place=Place())
    (unit,) = panel([decide("anna", 0, "b"), bare], codebook).units
    assert sorted(unit.opinions) == ["anna", "bram"]


def test_where_a_model_may_have_learnt_the_passage_its_proposal_does_not_count(
    decide: Decide, codebook: Codebook
) -> None:
    proposed = decide("anna", 0, "b", day=2, proposed="w")

    def counts(*others: CodedPassage) -> bool:
        history = in_order([proposed, *others])
        return any(unit.opinions[MODEL].mechanisms for unit in panel(history, codebook).units if MODEL in unit.opinions)

    bare = replace(decide("bram", 0, "w"), place=Place())
    assert counts()
    assert counts(replace(bare, coded_at=datetime(2026, 5, 3, tzinfo=UTC)))
    assert not counts(bare)
    assert not counts(replace(bare, coded_at=None))
    assert not counts(replace(bare, place=Place("p9")))  # an equal sentence, coded before
    assert not counts(replace(proposed, coded_at=None, coder="bram"))
    undated = replace(proposed, coded_at=None)
    assert MODEL in panel([undated], codebook).units[0].opinions  # the only decision is the first


def _table(found: Any, codebook: Codebook) -> Any:
    return agreement(found, codebook, seed=1)


def test_passages_drawn_at_random_stand_apart(decide: Decide, codebook: Codebook) -> None:
    history = [
        decide("anna", 0, "b", proposed="b", picked="willekeurig"),
        decide("anna", 1, "w", proposed="b", picked="onzeker"),
        decide("anna", 2, "", proposed="", picked="willekeurig"),
        # Decided again because coders differed: it still came by a random draw.
        decide("anna", 2, "", day=3, proposed="", picked="verschil"),
    ]
    found = rows(history, codebook)
    assert found["anna, (model)", ALL]["gelijk"] == pytest.approx(2 / 3)
    assert found["anna, (model)", RANDOM]["gelijk"] == 1
    assert found["anna, (model)", RANDOM]["passages"] == 2


def test_a_consensus_is_the_truth_beside_and_no_coder(decide: Decide, codebook: Codebook) -> None:
    history = [
        *(decide("anna", 0, "b", proposed="w"), decide("bram", 0, "w")),
        decide("consensus", 0, "b", day=2),
    ]
    found = rows(history, codebook)
    assert found["anna, bram", ALL]["groep"] == PEOPLE
    assert {coders: row["gelijk"] for (coders, _), row in found.items() if row["groep"] == WITH_CONSENSUS} == {
        "anna, consensus": 1,
        "bram, consensus": 0,
        "(model), consensus": 0,
    }
    assert "consensus" not in panel(history, codebook).people


@pytest.mark.parametrize(
    ("codes", "remark"), [("", "niemand gaf deze code: alfa"), ("b", "iedereen gaf overal deze code: alfa")]
)
def test_a_code_that_nobody_or_everybody_gave_has_no_alpha(
    codes: str, remark: str, decide: Decide, codebook: Codebook
) -> None:
    found = rows([decide(coder, n, codes) for coder in ("anna", "bram") for n in range(4)], codebook)
    row = found["anna, bram", ALL]
    assert (row["alfa"], row["kappa"], row["alfa_ondergrens"], row["gelijk"]) == (None, None, None, 1)
    assert row["opmerking"].startswith(remark)


@pytest.mark.parametrize(("documents", "known"), [(4, False), (5, True)])
def test_few_documents_give_no_interval(documents: int, known: bool, decide: Decide, codebook: Codebook) -> None:
    given = {"anna": "b-", "bram": "-b-bb"}
    history = [decide(coder, n, codes[n % len(codes)]) for coder, codes in given.items() for n in range(2 * documents)]
    row = rows(history, codebook)["anna, bram", ALL]
    assert row["documenten"] == documents
    assert ("minder dan 5 documenten: geen interval" in row["opmerking"]) is not known
    for measure in ("alfa", "kappa"):
        low, high = (row[f"{measure}_{bound}"] for bound in ("ondergrens", "bovengrens"))
        assert low < row[measure] < high if known else (low, high) == (None, None)


def test_coders_who_never_differ_get_no_interval(decide: Decide, codebook: Codebook) -> None:
    history = [decide(coder, n, "b" * (n % 2)) for coder in ("anna", "bram") for n in range(20)]
    row = rows(history, codebook)["anna, bram", ALL]
    assert (row["alfa"], row["alfa_ondergrens"], row["opmerking"]) == (1, None, "nergens verschil: geen interval")


def test_one_document_gives_no_interval_and_a_rare_code_a_warning(decide: Decide, codebook: Codebook) -> None:
    row = rows([decide(coder, n, "b" * n) for coder in ("anna", "bram") for n in range(2)], codebook)["anna, bram", ALL]
    assert (row["alfa"], row["alfa_ondergrens"]) == (1, None)
    assert row["opmerking"] == "minder dan tien keer gegeven: zegt weinig; minder dan 5 documenten: geen interval"


def test_without_overlap_nothing_is_compared_and_the_reason_is_given(decide: Decide, codebook: Codebook) -> None:
    for history in ([], [decide("anna", 0, "b")], [decide("anna", 0, "b"), decide("bram", 1, "b")]):
        found = panel(history, codebook)
        table = agreement(found, codebook, seed=1)
        assert table.is_empty()
        assert table.schema == AGREEMENT_SCHEMA
        said = [note.english for note in notes(found, table)]
        assert [text.split(",")[0] for text in said] == [
            "No passage was coded by two people",
            "No passage had a proposal of the model before a person coded it",
        ]


def test_a_coding_with_a_code_that_was_split_says_nothing_any_more(decide: Decide, codebook: Codebook) -> None:
    split = codebook.model_copy(update={"gesplitst": (Split(code="gras", naar=("bomen", "water")),)})
    later = replace(decide("anna", 0, "b", proposed="b"), split=("gras",))
    proposed = replace(decide("anna", 1, "b"), proposal=Proposal(("gras",), "klacht", "model 1"))
    found = panel([later, decide("bram", 0, "b"), proposed], Codebook.model_validate(split.model_dump()))
    assert [sorted(unit.opinions) for unit in found.units] == [[MODEL, "bram"], ["anna"]]


def test_a_proposal_with_a_former_code_counts_as_the_code_of_today(decide: Decide, codebook: Codebook) -> None:
    bomen, water = codebook.mechanisme
    renamed = codebook.model_copy(update={"mechanisme": (bomen.model_copy(update={"voorheen": ("gras",)}), water)})
    proposed = replace(decide("anna", 0, "b"), proposal=Proposal(("gras",), "klacht", "model 1"))
    (unit,) = panel([proposed], Codebook.model_validate(renamed.model_dump())).units
    assert unit.opinions[MODEL].mechanisms == ("bomen",)


def test_versions_of_the_codebook_are_told_when_there_are_more(decide: Decide, codebook: Codebook) -> None:
    found = panel([decide("anna", 0, "b", version="1"), decide("bram", 0, "b", version="2")], codebook)
    assert any("codeboekversies 1, 2" in note.dutch for note in notes(found, _table(found, codebook)))


def test_intervals_are_the_same_each_time_and_another_seed_gives_others(decide: Decide, codebook: Codebook) -> None:
    history = [decide(coder, n, "b" if n % (2 + len(coder)) else "") for coder in ("an", "bram") for n in range(20)]
    one, again, other = (agreement(panel(history, codebook), codebook, seed=seed) for seed in (1, 1, 2))
    assert one.equals(again)
    assert not one.equals(other)
    assert one.drop("^.*grens$").equals(other.drop("^.*grens$"))


def test_differences_tell_who_said_what_and_the_most_frequent_kinds_come_first(
    decide: Decide, codebook: Codebook
) -> None:
    history = [
        *(decide("anna", 0, "b", proposed=""), decide("bram", 0, "w", remark="twijfel")),
        *(decide("anna", 1, "b"), decide("bram", 1, "b", "plan"), decide("consensus", 1, "b", "plan")),
        *(decide("anna", 2, "w", proposed="w"), decide("bram", 2, "w")),
        *(decide("anna", 3, "", proposed="w"), decide("bram", 3, "")),
        *(decide(coder, n, codes) for n in range(4, 9) for coder, codes in (("anna", "b"), ("bram", ""))),
    ]
    found = differences(panel(history, codebook), codebook).to_dicts()
    assert [(row["verschil"], row["hoe_vaak"], row["passage_id"]) for row in found] == [
        *(("wel of geen bomen", 5, f"p{n}") for n in (4, 5, 6)),
        ("bomen of water", 1, "p0"),
        *(("wel of geen bomen", 5, f"p{n}") for n in (7, 8)),
        ("wel of geen water", 1, "p3"),
        ("rol klacht of plan", 1, "p1"),
    ]
    swapped, settled = found[3], found[-1]
    assert (swapped["tussen"], swapped["codeurs"]) == ("codeurs", "anna: bomen (klacht) | bram: water (klacht)")
    assert (swapped["model"], swapped["opmerkingen"], swapped["ervoor"]) == ("- (klacht)", "bram: twijfel", "Ervoor.")
    assert (swapped["pagina"], swapped["document"]) == (1, "nota 0")
    assert found[-2]["tussen"] == "codeur en model"
    assert settled["consensus"] == "bomen (plan)"
