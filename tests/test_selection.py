"""Which passages the selections of a codebook mean."""

import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.codebook import Selection
from pipeline.selection import selected, selects, term_pattern

PASSAGES = pl.DataFrame(
    {
        "passage": [
            "De kosten lopen op.",
            "Zij betalen de herstelkosten.",
            "Het kost te veel tijd.",
            "KOSTEN: drie ton",
        ],
        "mechanismen": [["bomen"], ["bomen", "water"], [], ["water"]],
        "rol": ["klacht", "plan", "klacht", "klacht"],
    }
)


@pytest.mark.parametrize(
    ("selection", "rows"),
    [
        (Selection(naam="x", mechanisme="bomen"), [0, 1]),
        (Selection(naam="x", rol="klacht"), [0, 2, 3]),
        (Selection(naam="x", mechanisme="water", rol="klacht"), [3]),
        (Selection(naam="x", termen=("kosten",)), [0, 3]),
        (Selection(naam="x", termen=("*kosten",)), [0, 1, 3]),
        (Selection(naam="x", termen=("kost*",)), [0, 2, 3]),
        (Selection(naam="x", termen=("te veel tijd", "drie ton"), rol="klacht"), [2, 3]),
        (Selection(naam="x", termen=("kosten",), mechanisme="water"), [3]),
    ],
)
def test_a_selection_takes_all_that_it_names(selection: Selection, rows: list[int]) -> None:
    assert selected(PASSAGES, selection).equals(PASSAGES[rows])
    assert PASSAGES.filter(selects(selection)).equals(PASSAGES[rows])


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("fte’s", "Er zijn twaalf fte’s.", True),
        ("a.i.", "De directeur a.i. vertrok", True),
        ("op afstand", "op  afstand", True),
        ("één overheid", "als Één overheid", True),
        ("wet", "de wetten", False),
        ("ict*", "ICT-systemen", True),
    ],
)
def test_terms_are_whole_words(term: str, text: str, found: bool) -> None:
    assert pl.Series([text]).str.contains(term_pattern([term])).item() is found


WORD = st.text("aé1*'’- .", min_size=1, max_size=6).filter(str.strip)


@given(term=WORD, text=st.text("aAéÉ1'’- .x_²", max_size=12))
def test_a_pattern_finds_what_a_whole_word_with_its_end_is_found_in(term: str, text: str) -> None:
    words = re.escape(term).replace(r"\*", r"[\w'’-]*").replace(r"\ ", r"\s+")
    start, end = (r"\b" if edge.isalnum() or edge == "*" else "" for edge in (term[0], term[-1]))
    whole = pl.Series([text]).str.contains(f"(?i){start}{words}{end}")
    assert pl.Series([text]).str.contains(term_pattern([term])).equals(whole)


def test_a_selection_of_everything_is_refused() -> None:
    with pytest.raises(
        ValidationError, match="'alles' would select every sentence; give it a mechanisme, a rol or termen"
    ):
        Selection(naam="alles")
