"""Masks in a text, and where its places go."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.privacy.spans import Mask, Span, apply, moved, without_overlap

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=6).map(
    lambda found: without_overlap(
        Span(start, min(start + length, 40), Mask.PERSON) for start, length in found if start < 40
    )
)
TEXT = "abcdefghijklmnopqrstuvwxyz0123456789ABCD"


@given(SPANS, st.integers(0, 40))
def test_what_stands_before_and_behind_a_place_stays_there(spans: list[Span], offset: int) -> None:
    masked, place = apply(TEXT, spans), moved(offset, spans)
    inside = any(span.start < offset < span.end for span in spans)
    end = next((span.end for span in spans if span.start < offset < span.end), offset)
    assert masked[place:] == apply(
        TEXT[end:], [Span(s.start - end, s.end - end, s.mask) for s in spans if s.start >= end]
    )
    assert masked[:place].endswith(Mask.PERSON) if inside else True


@given(SPANS)
def test_nothing_of_what_is_masked_is_left(spans: list[Span]) -> None:
    left = apply(TEXT, spans).split(Mask.PERSON)
    assert "".join(left) == "".join(c for i, c in enumerate(TEXT) if not any(s.start <= i < s.end for s in spans))


def test_of_two_that_overlap_the_first_and_longest_stays() -> None:
    found = [Span(2, 4, Mask.BSN), Span(0, 3, Mask.PHONE), Span(0, 2, Mask.PERSON), Span(4, 5, Mask.MAIL)]
    assert without_overlap(found) == [Span(0, 3, Mask.PHONE), Span(4, 5, Mask.MAIL)]
