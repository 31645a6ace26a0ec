"""Widths of columns on paper."""

import pytest

from pipeline.report.elements import Table, plain
from pipeline.report.word_widths import shares


def table(heads: tuple[str, ...], *rows: tuple[str, ...], upright: bool = False) -> Table:
    return Table(heads, tuple(tuple(map(plain, row)) for row in rows), upright=upright)


def test_every_column_has_room_for_its_longest_word() -> None:
    heads = ("Nr.", "Verwachting", "Tekst")
    found = shares(table(heads, ("1", "nee", "een lange zin die over meer regels gaat " * 3)), room=60)
    assert sum(found) == pytest.approx(1)
    assert [60 * share >= width for share, width in zip(found, (3, 11, 5), strict=True)] == [True] * 3
    assert found[2] == max(found)


def test_turned_heads_ask_no_width_and_their_columns_are_alike() -> None:
    heads = ("Nr.", "Rapport", "Uitvoeringscapaciteit", "Kennis")
    _, _, first, second = shares(table(heads, ("1", "Bomen", "stil", "aanwezig"), upright=True), room=60)
    _, _, wide, _ = shares(table(heads, ("1", "Bomen", "stil", "aanwezig")), room=60)
    assert first == second < wide


def test_what_does_not_fit_is_divided_all_the_same() -> None:
    found = shares(table(tuple("kolommen" for _ in range(30))), room=60)
    assert found == pytest.approx([1 / 30] * 30)
