"""SVG written by hand: what stands in it is text, lengths are short, and lines of text stand where they were put."""

import pytest
from lxml import etree

from pipeline.report.drawing import Drawing, Level, along, room_for


def drawn(drawing: Drawing) -> etree._Element:
    return etree.fromstring(drawing.svg("proef", "Proef", "Om te proberen."))


def test_an_empty_drawing_has_a_size_a_title_and_no_background() -> None:
    root = drawn(Drawing(120, 40))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("120", "40", "0 0 120 40")
    assert [etree.QName(child).localname for child in root] == ["title", "desc"]


def test_nothing_that_is_written_works_as_markup() -> None:
    drawing, hostile = Drawing(10, 10), "</text><script>kapot()</script> & \"'\nen <b>verder</b>"
    drawing.write((0, 0), hostile, size=10)
    root = etree.fromstring(drawing.svg('a" onload="kapot()', hostile, hostile))
    assert [etree.QName(child).localname for child in root] == ["title", "desc", "text"]
    assert [line.text for line in root.iter("{*}tspan")] == hostile.split("\n")
    assert root.get("onload") is None


@pytest.mark.parametrize(("level", "bases"), [("base", (50, 62)), ("top", (58, 70)), ("bottom", (36, 48))])
def test_lines_of_text_stand_at_their_level(level: Level, bases: tuple[float, float]) -> None:
    drawing = Drawing(100, 100)
    drawing.write((5, 50), "een\ntwee", size=10, level=level)
    assert [float(str(line.get("y"))) for line in drawn(drawing).iter("{*}tspan")] == pytest.approx(bases)


def test_lines_in_the_middle_lie_as_far_above_a_point_as_below() -> None:
    drawing = Drawing(100, 100)
    for text in ("een", "een\ntwee\ndrie"):
        drawing.write((5, 50), text, size=10, level="middle")
    single, several = drawn(drawing).iter("{*}text")
    assert float(str(several[1].get("y"))) == float(str(single.get("y")))


def test_what_is_drawn_later_lies_on_top() -> None:
    drawing = Drawing(10, 10)
    drawing.box((0, 0), (5, 5), color="var(--draad)")
    drawing.dots([(1, 1), (2, 2)], 1, color="var(--papier)")
    drawing.shape("M0 0L1 1z", (3, 4), color="var(--draad)", turned=90)
    assert [etree.QName(part).localname for part in drawn(drawing)][2:] == ["rect", "g", "path"]


def test_nothing_is_drawn_of_nothing() -> None:
    drawing = Drawing(10, 10)
    drawing.path("", color="var(--draad)", width=1)
    drawing.dots([], 1, color="var(--draad)")
    assert len(drawn(drawing)) == 2


def test_lengths_are_written_to_a_hundredth() -> None:
    assert along((0, 1 / 3), (10, 20.5)) == "M0 0.33L10 20.5"


def test_longer_text_asks_more_room() -> None:
    (width, height), (wider, higher) = room_for("kort", 10), room_for("veel langer\nen hoger", 10)
    assert wider > 2 * width
    assert higher == 2 * height
