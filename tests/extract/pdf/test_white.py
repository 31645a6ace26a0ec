"""White space is what Python calls so, and all of it."""

import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.pdf.white import codes_of, count_ink, is_white


def test_white_space_is_that_of_python() -> None:
    every = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    assert np.flatnonzero(is_white(every)).tolist() == [code for code in every.tolist() if chr(code).isspace()]


@given(st.text(st.characters(categories=["L", "Z", "C"])))
def test_ink_is_what_stands_in_words(text: str) -> None:
    assert count_ink(text) == sum(map(len, text.split()))


@given(st.text(st.characters(categories=["L", "Cs"])))
def test_codes_are_those_of_the_characters(text: str) -> None:
    assert codes_of(text).tolist() == list(map(ord, text))
