"""Whether a page may be one of contents is told before its rows are put together, and no other contents are found."""

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.pdf.shapes import Line, Piece, Sheet, Style
from pipeline.extract.pdf.zones import contents_lines

TEXTS = (".", ". .", "Bomen tellen", "INHOUD", "Table of", "contents", "12", "Water .... 5", "Bruggen . . .", "Wegen 7")
ROWS = st.lists(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=6), max_size=6)


def page(rows: list[list[str]]) -> Sheet:
    """Rows under each other, with their texts well apart."""
    lines = [
        Line(1, [Piece(text, 60 * x, 60 * x + 50, 20 * y, Style())])
        for y, row in enumerate(rows, 1)
        for x, text in enumerate(row)
    ]
    return Sheet(1, 595, 842, lines, 0)


@given(rows=ROWS, follows=st.booleans())
def test_a_hint_stands_wherever_contents_are_found(rows: list[list[str]], follows: bool) -> None:
    found = contents_lines(page(rows), follows)
    with patch("pipeline.extract.pdf.zones._HINTS", ("",)):
        assert [line.text for line in found] == [line.text for line in contents_lines(page(rows), follows)]


def test_contents_with_leaders_are_found() -> None:
    rows = [["Inhoud"], *([name, ".", ". .", ".", f"{number} {number}"] for number, name in enumerate(TEXTS[2:6], 1))]
    assert len(contents_lines(page(rows), follows_contents=False)) == len(rows)
