"""The list of objects in a stream says for all numbers at once what pdfminer says of each."""

from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdfdocument import PDFXRefStream

from pipeline.extract.pdf.listed import _listed


def packed(widths: tuple[int, int, int], data: bytes, ranges: list[tuple[int, int]]) -> PDFXRefStream:
    stream = PDFXRefStream()
    stream.fl1, stream.fl2, stream.fl3 = widths
    stream.entlen, stream.data, stream.ranges = sum(widths), data, ranges
    return stream


@given(
    widths=st.tuples(st.integers(0, 2), st.integers(1, 4), st.integers(0, 2)),
    rows=st.lists(st.lists(st.integers(0, 2), min_size=8, max_size=8), max_size=9),
    start=st.integers(0, 50),
)
def test_places_are_those_that_pdfminer_gives_one_by_one(
    widths: tuple[int, int, int], rows: list[list[int]], start: int
) -> None:
    stream = packed(widths, b"".join(bytes(row[: sum(widths)]) for row in rows), [(start, len(rows))])
    places = {number: stream.get_pos(number) for number in stream.get_objids()}
    assert dict(_listed(stream)) == {number: at for number, (holder, at, _) in places.items() if holder is None and at}


def test_ranges_follow_each_other_in_the_rows_and_one_without_end_gives_what_there_is() -> None:
    stream = packed((1, 1, 0), bytes([1, 10, 2, 11, 1, 12, 1, 13]), [(4, 1), (20, 2), (30, 10**12)])
    assert list(_listed(stream)) == [(4, 10), (21, 12), (30, 13)]
