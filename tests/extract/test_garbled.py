"""Pages whose letters make no words: told by the words that any running text has."""

import pytest

from pipeline.extract.garbled import counted, is_garbled, is_garbled_page

DUTCH = "De gemeente heeft het plan niet op tijd klaar, want er is te weinig volk om de straten te vegen. "
NOISE = "kx vrrl oqz wpt jjfe zzx bnk qwr plmk xcv "


@pytest.mark.parametrize(
    ("text", "page", "document"),
    [(DUTCH * 5, False, False), (NOISE * 9, True, True), (NOISE * 3, False, False), (DUTCH + NOISE * 12, False, True)],
    ids=["running text", "no words", "too little to judge", "a page may be mostly names"],
)
def test_what_has_next_to_no_function_words_is_garbage(text: str, page: bool, document: bool) -> None:
    words = counted([text])
    assert is_garbled_page(words) is page
    assert is_garbled(words) is document


def test_a_page_that_is_hopeless_anyway_is_judged_by_any_number_of_words() -> None:
    assert is_garbled_page(counted([NOISE]), fewest=0)
    assert not is_garbled_page(counted([DUTCH]), fewest=0)
