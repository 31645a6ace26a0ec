"""Blocks and the pages they stand on."""

import pytest

from pipeline.extract.flow import Flow
from pipeline.extract.numbers import number_text, whole
from pipeline.extract.zone_titles import zone_of_title
from pipeline.records import Block, Page, Zone


@pytest.mark.parametrize(
    ("raws", "blocks"),
    [
        (["Een.", "\fTwee."], [(1, 1, ()), (2, 2, ())]),
        (["Een loopt\fdoor."], [(1, 2, (9,))]),
        (["Een loopt \fdoor."], [(1, 2, (9,))]),
        (["Een \floopt \fdoor."], [(1, 3, (3, 9))]),
        (["Een.\f\f\fTwee."], [(1, 2, (4,))]),
        (["Een.\f\ufffc\fTwee."], [(1, 3, (4, 4))]),
        (["\f\fEen.\f"], [(1, 1, ())]),
    ],
)
def test_breaks_are_where_the_next_page_begins(raws: list[str], blocks: list[tuple[int, int, tuple[int, ...]]]) -> None:
    flow = Flow()
    for raw in raws:
        flow.add("paragraph", raw)
    assert [(block.page, block.end_page, block.breaks) for block in flow.blocks] == blocks


def test_breaks_count_the_marker_of_an_item() -> None:
    flow = Flow()
    flow.add("list_item", "Een loopt \fdoor.", marker="1.")
    assert flow.blocks == [Block(1, 2, "list_item", "1. Een loopt door.", breaks=(len("1. Een loopt"),))]


def test_furniture_counts_on_no_page() -> None:
    flow = Flow()
    flow.add("furniture", "Inspectie")
    flow.add("paragraph", "Een.")
    assert flow.reading("").pages == (Page(1, 4),)


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [
        (4, "1", "4"),
        (4, "i", "iv"),
        (99, "I", "XCIX"),
        (3, "a", "c"),
        (28, "A", "BB"),
        (0, "a", "0"),
        (400, "i", "400"),
        (5, "anders", "5"),
    ],
)
def test_numbers_of_items(number: int, style: str, text: str) -> None:
    assert number_text(number, style) == text


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("", 7), ("-1", 7), ("1e9", 7), ("9999999", 7), ("²", 7)])
def test_numbers_in_attributes(text: str, number: int) -> None:
    assert whole(text, 7) == number


@pytest.mark.parametrize(
    ("title", "zone"),
    [
        ("Literatuur", "references"),
        ("6. Gebruikte bronnen", "references"),
        ("Bijlage B: Literatuurlijst", "references"),
        ("COLOFON", "colophon"),
        ("Literatuur over het lerarentekort", None),
        ("Bronnenonderzoek", None),
    ],
)
def test_titles_that_open_a_zone(title: str, zone: Zone | None) -> None:
    assert zone_of_title(title) == zone
