"""Work is handed out little by little, and taken back when nobody waits for it."""

from collections.abc import Iterator, Set
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.workplace import in_window


class Piece:
    """Work on one item that ends when the office says so."""

    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class Office:
    """Hands out numbers, ends a few at a time, and remembers how many were out at once."""

    def __init__(self, at_a_time: int = 1) -> None:
        self.at_a_time = at_a_time
        self.pieces: list[Piece] = []
        self.most = 0

    def start(self, item: int) -> Piece:
        self.pieces.append(Piece())
        return self.pieces[-1]

    def done(self, out: Set[Piece]) -> Set[Piece]:
        self.most = max(self.most, len(out))
        return set(islice(out, self.at_a_time))


@given(count=st.integers(0, 40), width=st.integers(0, 9), at_a_time=st.integers(1, 5))
def test_every_item_ends_once_and_never_too_many_are_out(count: int, width: int, at_a_time: int) -> None:
    office = Office(at_a_time)
    ended = [item for item, _ in in_window(range(count), office.start, office.done, lambda: width)]
    assert sorted(ended) == list(range(count))
    assert office.most == min(count, max(width, 1))
    assert not any(piece.cancelled for piece in office.pieces)


def test_the_first_items_are_handed_out_before_anybody_asks() -> None:
    office = Office()
    ended = in_window(range(10), office.start, office.done, lambda: 4)
    assert (len(office.pieces), office.most) == (4, 0)
    assert len(list(ended)) == 10


def test_items_are_taken_as_places_come_free() -> None:
    taken: list[int] = []

    def endless() -> Iterator[int]:
        for number in range(10**9):
            taken.append(number)
            yield number

    office = Office()
    ended = in_window(endless(), office.start, office.done, lambda: 3)
    assert [item for item, _ in islice(ended, 5)] == [0, 1, 2, 3, 4]
    assert len(taken) <= 5 + 3


def test_the_window_follows_the_number_of_places() -> None:
    widths = iter([1, 1, 4, 4, 4, 4, 2, 2, 2, 2, *[1] * 20])
    office = Office()
    ended = [item for item, _ in in_window(range(10), office.start, office.done, lambda: next(widths))]
    assert ended == list(range(10))
    assert office.most == 4


def test_what_waits_is_cancelled_when_the_caller_stops() -> None:
    office = Office()
    ended = in_window(range(10), office.start, office.done, lambda: 4)
    _, first = next(ended)
    ended.close()  # type: ignore[attr-defined]
    assert [piece.cancelled for piece in office.pieces] == [piece is not first for piece in office.pieces]


def test_what_waits_is_cancelled_when_the_place_is_lost() -> None:
    office = Office()

    def lost(out: Set[Piece]) -> Set[Piece]:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        list(in_window(range(10), office.start, lost, lambda: 4))
    assert [piece.cancelled for piece in office.pieces] == [True] * 4
