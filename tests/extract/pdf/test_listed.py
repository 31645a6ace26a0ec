"""The lists of objects of a PDF: all are there, and one in a stream is read as pdfminer reads it."""

import re
from io import BytesIO
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdfdocument import PDFXRefStream
from pypdf import PdfWriter

from pipeline.extract.pdf.listed import _listed, missing_objects
from tests.extract.pdf.make_cases import Sheet, lines, write_pdf


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


def test_an_older_list_that_is_not_where_the_newer_one_says_is_missed(tmp_path: Path) -> None:
    plain = write_pdf(tmp_path / "plain.pdf", Sheet(lines(72, 700, "De brug is hersteld.")))
    writer, out = PdfWriter(plain, incremental=True), BytesIO()
    writer.add_metadata({"/Title": "Bruggen"})
    writer.write(out)
    whole = out.getvalue()
    broken = re.sub(rb"/Prev (\d+)", lambda found: b"/Prev %0*d" % (len(found[1]), 9), whole)
    assert broken != whole
    assert (missing_objects(whole), missing_objects(broken)) == (0, None)
