"""Decisions with and without an id are on one passage, for all that is made of them."""

from dataclasses import replace
from datetime import UTC, datetime

from pipeline.codings import CONSENSUS, CodedPassage, Place
from pipeline.codings.identity import identities
from pipeline.codings.read import in_force, newest

HAND = CodedPassage("De els valt om.", ("bomen",), "klacht", "nota", "anna", datetime(2026, 5, 1, tzinfo=UTC))
REVIEW = replace(HAND, mechanisms=(), coded_at=datetime(2026, 5, 2, tzinfo=UTC), place=Place("p1"))


def test_a_key_without_id_joins_the_first_that_is_seen_of_its_text() -> None:
    bare, first, second, other = ("nota", "T.", ""), ("nota", "T.", "p2"), ("nota", "T.", "p1"), ("verslag", "T.", "")
    assert identities([bare, first], [second, other]) == {bare: first, first: first, second: second, other: other}


def test_of_decisions_with_and_without_an_id_by_one_coder_the_newest_holds() -> None:
    assert newest([HAND, REVIEW]) == in_force([HAND, REVIEW]) == [REVIEW]
    later = replace(HAND, coded_at=datetime(2026, 5, 3, tzinfo=UTC))
    assert in_force([REVIEW, later]) == [later]


def test_a_consensus_with_an_id_replaces_codings_without() -> None:
    agreed = replace(REVIEW, coder=CONSENSUS)
    assert in_force([HAND, agreed]) == [agreed]


def test_equal_sentences_with_ids_stay_two_passages() -> None:
    second = replace(REVIEW, place=Place("p2"))
    assert in_force([REVIEW, second]) == [REVIEW, second]
    assert in_force([HAND, REVIEW, second]) == [REVIEW, second]
