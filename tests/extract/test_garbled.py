"""Pages whose letters make no words: told by the words that any running text has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.garbled import counted, garbled_pages, is_garbled, is_garbled_page
from pipeline.records import Block, Page, Reading

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


@given(
    st.lists(st.lists(st.sampled_from([DUTCH, NOISE, "De a. b-c 1 İ het; ", ""]), max_size=12), min_size=1, max_size=4)
)
def test_pages_with_words_enough_at_sight_are_judged_as_if_all_were_counted(pages: list[list[str]]) -> None:
    blocks = tuple(Block(i, i, "paragraph", text) for i, page in enumerate(pages, 1) for text in page)
    whole = is_garbled(counted(text for page in pages for text in page))
    bad = tuple(i for i, page in enumerate(pages, 1) if whole or is_garbled_page(counted(page)))
    assert garbled_pages(Reading("", blocks, tuple(Page(i, 900) for i, _ in enumerate(pages, 1)))) == bad
