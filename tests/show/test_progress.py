"""Without a terminal a stage tells how far it is in lines, not too many and not too few."""

import pytest

from pipeline import show
from pipeline.show.progress import Pace


def told(total: int, seconds_each: float) -> list[int]:
    """After how many items a line is due, when every item takes so long."""
    time = 0.0

    def clock() -> float:
        return time

    pace, due = Pace(total, clock), []
    for done in range(1, total + 1):
        time += seconds_each
        if pace.is_due(done):
            due.append(done)
    return due


@pytest.mark.parametrize(
    ("total", "seconds_each", "due"),
    [
        (100, 0.01, []),
        (100, 1.0, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]),
        (10, 2.0, [3, 6, 9]),
        (1000, 10.0, list(range(3, 1001, 3))),
        (3, 40.0, [1, 2, 3]),
    ],
)
def test_a_line_is_due_for_each_tenth_and_twice_a_minute(total: int, seconds_each: float, due: list[int]) -> None:
    assert told(total, seconds_each) == due


def test_a_stage_tells_that_it_begins_and_ends(capsys: pytest.CaptureFixture[str]) -> None:
    show.manners.reset()
    assert list(show.progress("abc", "Reading", 3)) == ["a", "b", "c"]
    assert capsys.readouterr().err == "Reading      0/3\nReading      3/3 0:00:00\n"


def test_a_stage_without_items_tells_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    show.manners.reset()
    assert list(show.progress([], "Reading", 0)) == []
    assert capsys.readouterr().err == ""
