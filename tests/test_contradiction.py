"""Which sentences say that something goes well: written cases for our codebook, and what terms mean."""

import tomllib
from pathlib import Path

import pytest

from pipeline.codebook import Tegenspraak, load_codebook
from pipeline.contradiction import going_well
from pipeline.settings import Settings

CASE_FILE = tomllib.loads((Path(__file__).parent / "cases" / "contradiction.toml").read_text(encoding="utf-8"))
CASES = {
    f"{group} {number}": (case, group == "goes_well")
    for group, cases in CASE_FILE["cases"].items()
    for number, case in enumerate(cases, start=1)
}
TERMS = load_codebook(Settings().codebook).tegenspraak


def test_the_known_failures_are_exactly_the_cases_that_fail() -> None:
    found = going_well([case for case, _ in CASES.values()], TERMS)
    failures = [name for (name, (_, right)), answer in zip(CASES.items(), found, strict=True) if answer != right]
    assert failures == CASE_FILE["known_failures"]


@pytest.mark.parametrize(
    ("term", "text", "holds"),
    [
        ("loopt goed", "Het loopt  goed.", True),
        ("loopt goed", "Het loopt, goed beschouwd, vast.", False),
        ("loopt goed", "Het verloopt goed.", False),
        ("loopt * goed", "Het loopt goed.", True),
        ("loopt * goed", "Het loopt dit jaar heel goed.", True),
        ("loopt * goed", "Het loopt ook in dit jaar heel goed.", False),
        ("verbeter*", "Het is sterk verbeterd.", True),
        ("*werkt", "De stapel is weggewerkt.", True),
        ("Op Orde", "Het archief is op orde.", True),
    ],
)
def test_a_term_is_a_whole_word_or_phrase(term: str, text: str, holds: bool) -> None:
    assert going_well([text], Tegenspraak(termen=(term,))) == [holds]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Dat gaat niet goed.", False),
        ("Dat gaat goed en niet traag.", False),
        ("Dat gaat goed, en niet traag.", True),
        ("Niet overal, want hier gaat het goed.", False),
        ("Niet overal, maar hier gaat het goed.", True),
        ("Niet overal; hier gaat het goed.", True),
        ("Er is geen tekort.", True),
        ("Er is geen tekort en geen plan.", False),
    ],
)
def test_what_takes_a_term_back_stands_beside_it_or_before_it(text: str, holds: bool) -> None:
    terms = Tegenspraak(termen=("gaat * goed", "geen tekort"), behalve=("niet", "geen"))
    assert going_well([text], terms) == [holds]


def test_without_terms_or_sentences_nothing_is_found() -> None:
    assert going_well(["Het gaat goed.", "Alles is op orde."], Tegenspraak(behalve=("niet",))) == [False, False]
    assert going_well([], TERMS) == []
