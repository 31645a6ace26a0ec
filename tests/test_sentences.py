"""Sentence boundaries: written cases with an exact list of known failures, and properties."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sentences import sentence_spans

CASE_FILE = tomllib.loads((Path(__file__).parent / "cases" / "sentences.toml").read_text(encoding="utf-8"))
CASES = {
    f"{group} {number}": case
    for group, cases in CASE_FILE["cases"].items()
    for number, case in enumerate(cases, start=1)
}
KNOWN_FAILURES = set(CASE_FILE["known_failures"])

PIECES = (
    *("De raad", "het budget", "Gemeenten", "uitvoering", "genomen", "en", "van", "Zorg", "J", "P.J", "bijlage B", "u"),
    *("art", "o.a", "enz", "e.a", "jl", "sept", "B.V", "nr", "Stap 2", "24", "1.248", "2019", "3", "a)", "ii", "1"),
    *(".", ".", ". ", ". ", ". ", "?", "!", "...", "…", ",", ";", ":", "(", ")", "[7]", '"', "‘", "’", "'", "•", "-"),
    *(" ", " ", " ", "\n", "\n\n", "\u00a0", "¹", "*", "www.zorg.nl", "€ 5"),
)
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def read_case(case: str) -> tuple[str, list[str]]:
    """Return the text of a case and its sentences."""
    return case.replace("|| ", "").replace("||", ""), [sentence.strip() for sentence in case.split("||")]


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def boundaries(sentences: list[str]) -> set[int]:
    """Return the ends of all sentences but the last, counted in characters that are not white space."""
    lengths = [len("".join(sentence.split())) for sentence in sentences]
    return {sum(lengths[:i]) for i in range(1, len(lengths))}


@pytest.mark.parametrize("name", [name for name in CASES if name not in KNOWN_FAILURES])
def test_case(name: str) -> None:
    text, sentences = read_case(CASES[name])
    assert split(text) == sentences


def test_known_failures_still_fail() -> None:
    """A repaired case leaves the list, so that the list can only shrink."""
    failures = {name for name, case in CASES.items() if split(read_case(case)[0]) != read_case(case)[1]}
    assert failures == KNOWN_FAILURES


def test_boundaries_of_all_cases_are_found() -> None:
    """F1 of the boundaries over all cases, known failures included."""
    found = expected = right = 0
    for text, sentences in map(read_case, CASES.values()):
        mine, theirs = boundaries(split(text)), boundaries(sentences)
        found, expected, right = found + len(mine), expected + len(theirs), right + len(mine & theirs)
    assert 2 * right / (found + expected) >= 0.99


@pytest.mark.parametrize("text", ["", " ", "\n \n", "\u00a0"])
def test_blank_text_has_no_sentences(text: str) -> None:
    assert sentence_spans(text) == []


@pytest.mark.parametrize("filler", ["12 345\n", ". ", "\n", '"', "[1]", "art. De ", ": 1. 2. ", " ", "•  "])
def test_long_monotonous_text_is_split_like_any_other(filler: str) -> None:
    """Tables and leader dots go on for pages; a rule that looks back over all of them would never come to an end."""
    text = "a" + filler * (200_000 // len(filler)) + "\nEinde"
    assert split(text)[-1].endswith("Einde")


@given(texts)
def test_spans_are_in_order_and_cover_all_but_white_space(text: str) -> None:
    spans = sentence_spans(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@given(texts)
def test_a_sentence_is_one_sentence(text: str) -> None:
    for sentence in split(text):
        assert sentence_spans(sentence) == [(0, len(sentence))]
