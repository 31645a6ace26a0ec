"""A reading leaves no circles of objects behind, so that Python need not look for them."""

import gc
from pathlib import Path

import pytest

from pipeline.cycles import no_search_for_cycles
from pipeline.extract.pdf.reader import read_pdf
from tests.extract.pdf.make_cases import Sheet, lines, write_pdf

PAGE = Sheet(lines(72, 700, "Het plan voor de wijk is besproken met de bewoners", "en daarna aangepast."))


def test_the_search_goes_on_afterwards_even_when_a_reading_fails() -> None:
    with pytest.raises(RuntimeError), no_search_for_cycles():
        assert not gc.isenabled()
        raise RuntimeError
    assert gc.isenabled()


def test_where_nothing_searched_before_nothing_does_afterwards() -> None:
    gc.disable()
    try:
        with no_search_for_cycles():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_longer_document_leaves_no_more_circles_of_objects(tmp_path: Path) -> None:
    left = [_left_by(write_pdf(tmp_path / f"{pages}.pdf", *[PAGE] * pages)) for pages in (2, 2, 40)]
    assert left[2] <= left[1]


def _left_by(path: Path) -> int:
    """How many objects a reading leaves that only hold each other."""
    gc.collect()
    with no_search_for_cycles():
        assert read_pdf(path, max_pages=100).blocks
        return gc.collect()
