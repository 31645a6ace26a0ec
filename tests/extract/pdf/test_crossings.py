"""Cells between crossing rules: found as pdfplumber finds them, whose slower steps are the measure."""

from hypothesis import given
from hypothesis import strategies as st
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

from pipeline.extract.pdf.crossings import cells_between, tables_among
from pipeline.extract.pdf.rules import Rule
from pipeline.records import Box

NEAR = 3.0

places = st.integers(0, 8).map(lambda step: step * 10.0) | st.floats(0, 80)
rules = st.builds(lambda at, ends: Rule(at, *sorted(ends)), places, st.tuples(places, places))
box_lists = st.lists(
    st.tuples(*[st.integers(0, 6)] * 2, *[st.integers(1, 3)] * 2).map(lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3])),
    unique_by=lambda box: box[:2],
    max_size=12,
)


def by_pdfplumber(along: list[Rule], down: list[Rule]) -> list[Box]:
    edges = [{"orientation": "h", "x0": start, "x1": end, "top": at, "bottom": at} for at, start, end in along]
    edges += [{"orientation": "v", "x0": at, "x1": at, "top": start, "bottom": end} for at, start, end in down]
    return list(intersections_to_cells(edges_to_intersections(edges, NEAR, NEAR)))


@given(st.lists(rules, max_size=14), st.lists(rules, max_size=14))
def test_cells_are_those_of_pdfplumber(along: list[Rule], down: list[Rule]) -> None:
    assert cells_between(along, down, NEAR) == by_pdfplumber(along, down)


@given(box_lists)
def test_tables_are_those_of_pdfplumber(cells: list[Box]) -> None:
    assert [set(table) for table in tables_among(cells)] == [set(table) for table in cells_to_tables(cells)]


def test_a_cell_ends_at_the_next_rule_that_is_drawn_there() -> None:
    along = [Rule(0, 0, 20), Rule(10, 0, 10), Rule(20, 0, 20)]
    down = [Rule(0, 0, 20), Rule(10, 0, 20), Rule(20, 0, 20)]
    assert cells_between(along, down, NEAR) == [(0, 0, 10, 10), (0, 10, 10, 20), (10, 0, 20, 20)]


def test_tables_that_touch_nowhere_are_apart_and_a_cell_alone_is_none() -> None:
    left, right, alone = [(0, 5, 1, 6), (1, 5, 2, 6)], [(4, 0, 5, 1), (5, 1, 6, 2)], (9, 9, 10, 10)
    assert tables_among([*left, alone, *right]) == [right, left]
