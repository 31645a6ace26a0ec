"""Measures per file and stage: kept in one file, by any process, and never worth more than a figure."""

from pathlib import Path

import pytest

from pipeline.measures import Measure, added, keep_only, measured, measures, note


def test_a_block_is_measured_under_its_key_and_stage(tmp_path: Path) -> None:
    with measured(tmp_path / "cache", "read", "k1", "a.pdf"):
        sum(range(200_000))
    (found,) = measures(tmp_path / "cache").values()
    assert (found.file, found.stage, found.key) == ("a.pdf", "read", "k1")
    assert found.seconds > 0
    assert found.cpu is not None
    assert found.at.startswith("20")


def test_a_block_that_ends_with_an_error_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), measured(tmp_path, "read", "k1", "a.pdf"):
        _ = 1 / 0
    assert measures(tmp_path) == {}


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells the peak of a block")
def test_the_peak_is_that_of_the_block_and_not_of_what_came_before(tmp_path: Path) -> None:
    with measured(tmp_path, "read", "large", "large.pdf"):
        taken = bytearray(b"x" * 400 * 2**20)
    del taken
    with measured(tmp_path, "read", "small", "small.pdf"):
        pass
    found = measures(tmp_path)
    large, small = found["large", "read"].peak_mb, found["small", "read"].peak_mb
    assert large is not None
    assert small is not None
    assert small < large - 300


def test_the_last_measure_counts(tmp_path: Path) -> None:
    for seconds in (1.0, 2.0):
        note(tmp_path, Measure("a.pdf", "read", "k1", seconds))
    note(tmp_path, Measure("a.pdf", "code", "k1", 3.0))
    assert {key: found.seconds for key, found in measures(tmp_path).items()} == {("k1", "read"): 2, ("k1", "code"): 3}


@pytest.mark.parametrize("broken", [b'{"file": "b.pdf", "sta', b"\xff\xfe", b"[]", b'{"other": 1}', b"null"])
def test_a_broken_line_is_passed_over(broken: bytes, tmp_path: Path) -> None:
    note(tmp_path, Measure("a.pdf", "read", "k1", 1.0))
    with (tmp_path / "measures.jsonl").open("ab") as ledger:
        ledger.write(broken + b"\n")
    note(tmp_path, Measure("c.pdf", "read", "k3", 1.0))
    assert [found.file for found in measures(tmp_path).values()] == ["a.pdf", "c.pdf"]


def test_what_was_added_since_is_told_once_and_half_a_line_not_yet(tmp_path: Path) -> None:
    note(tmp_path, Measure("a.pdf", "read", "k1", 1.0))
    first, seen = added(tmp_path, 0)
    note(tmp_path, Measure("b.pdf", "read", "k2", 1.0))
    with (tmp_path / "measures.jsonl").open("ab") as ledger:
        ledger.write(b'{"file": "c.pdf"')
    second, seen = added(tmp_path, seen)
    assert [one.file for one in first + second] == ["a.pdf", "b.pdf"]
    assert added(tmp_path, seen) == ([], seen)


def test_only_what_is_wanted_is_kept(tmp_path: Path) -> None:
    note(tmp_path, Measure("a.pdf", "read", "k1", 1.0))
    note(tmp_path, Measure("b.pdf", "read", "k2", 1.0))
    keep_only(tmp_path, [measures(tmp_path)["k2", "read"]])
    assert [key for key, _ in measures(tmp_path)] == ["k2"]
