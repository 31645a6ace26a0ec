"""Texts as rows of numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import pieces
from pipeline.model.pieces import Memory, Ragged, pieces_of

ROWS = st.lists(st.lists(st.integers(0, 5), max_size=4), max_size=6)


@given(ROWS, st.lists(st.lists(st.integers(0, 99), max_size=3), min_size=6, max_size=6))
def test_each_number_gives_way_to_its_row(rows: list[list[int]], others: list[list[int]]) -> None:
    through = Ragged.of(rows).through(Ragged.of(others))
    assert [row.tolist() for row in through] == [[new for old in row for new in others[old]] for row in rows]


@given(ROWS)
def test_numbers_know_their_row(rows: list[list[int]]) -> None:
    ragged = Ragged.of(rows)
    assert [row.tolist() for row in ragged] == rows
    assert ragged.rows.tolist() == [number for number, row in enumerate(rows) for _ in row]


def test_a_piece_is_looked_up_once_whatever_text_it_stands_in() -> None:
    asked: list[str] = []

    def letters(piece: str) -> list[int]:
        asked.append(piece)
        return [ord(letter) for letter in piece]

    memory = Memory(letters)
    first = pieces_of(["Zo zo\tzo", "", "en NU"]).numbers(memory)
    second = pieces_of(["nu en zo"]).numbers(memory)
    assert [bytes(row.tolist()).decode() for row in [*first, *second]] == ["zozozo", "", "ennu", "nuenzo"]
    assert asked == ["zo", "en", "nu"]


@pytest.mark.parametrize(("word", "kept"), [("eik", 1), ("e" * 61, 0)])
def test_what_is_long_is_not_remembered(word: str, kept: int) -> None:
    memory = Memory(lambda piece: [len(piece)])
    assert memory[word] == memory[word] == [len(word)]
    assert len(memory) == kept


def test_a_memory_never_grows_beyond_its_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_MOST", 3)
    memory = Memory(lambda piece: [int(piece)])
    assert [memory[str(number)] for number in range(10)] == [[number] for number in range(10)]
    assert len(memory) <= 3
