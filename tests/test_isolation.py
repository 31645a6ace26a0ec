"""Child processes that hang, die or eat memory take only their own item with them."""

import os
import sys
import time
from pathlib import Path

import pytest

from pipeline.isolation import Children, in_children
from pipeline.settings import PROJECT
from pipeline.workplace import Fate

LIMITED = pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to RLIMIT_DATA")


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child looks its function up by the name of this module."""
    monkeypatch.syspath_prepend(PROJECT)


def work(path: Path) -> None:
    """Do what the name of the file says, then write the file."""
    match path.stem:
        case "sleep":
            time.sleep(600)
        case "exit":
            os._exit(3)
        case "abort":
            os.abort()
        case "raise":
            raise ValueError("this file holds nothing")
        case "eat":
            bytearray(4 * 2**30)
    path.write_text(f"child {os.getpid()}", encoding="utf-8")


def fates(folder: Path, *names: str, workers: int = 1, seconds: float = 60) -> dict[str, Fate]:
    items = [folder / f"{name}.txt" for name in names]
    return {
        path.stem: fate for path, fate in in_children(work, items, workers=workers, seconds=seconds, memory_mb=1024)
    }


@pytest.mark.parametrize(
    ("name", "fate"),
    [
        ("exit", Fate.CRASHED),
        ("raise", Fate.CRASHED),
        pytest.param("eat", Fate.OUT_OF_MEMORY, marks=LIMITED),
        pytest.param("abort", Fate.OUT_OF_MEMORY, marks=LIMITED),
    ],
)
def test_one_bad_item_leaves_the_others_alone(name: str, fate: Fate, tmp_path: Path) -> None:
    assert fates(tmp_path, "a", name, "b") == {"a": Fate.DONE, name: fate, "b": Fate.DONE}
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["a", "b"]


def test_an_item_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    start = time.monotonic()
    assert fates(tmp_path, "a", "sleep", "b", seconds=8) == {"a": Fate.DONE, "sleep": Fate.TIMED_OUT, "b": Fate.DONE}
    assert time.monotonic() - start < 300
    assert not (tmp_path / "sleep.txt").exists()


def test_work_is_done_in_other_processes(tmp_path: Path) -> None:
    assert fates(tmp_path, "a", "b", workers=2) == {"a": Fate.DONE, "b": Fate.DONE}
    assert all(path.read_text(encoding="utf-8") != f"child {os.getpid()}" for path in tmp_path.iterdir())


def test_nothing_in_nothing_out(tmp_path: Path) -> None:
    assert fates(tmp_path) == {}


def hello() -> None:
    """What a child may do before there is work."""
    Path(os.environ["HELLO"]).with_name(f"hello {os.getpid()}").touch()


def test_children_that_began_early_do_the_work_and_more_come_when_there_is_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELLO", str(tmp_path / "hello"))
    with Children(workers=2, memory_mb=1024) as place:
        place.begin(hello, 1)
        assert list(place.each(work, [tmp_path / "a.txt"], seconds=60)) == [(tmp_path / "a.txt", Fate.DONE)]
        early = [path.name.removeprefix("hello ") for path in tmp_path.glob("hello *")]
        assert early == [(tmp_path / "a.txt").read_text(encoding="utf-8").removeprefix("child ")]
        items = [tmp_path / f"{number}.txt" for number in range(6)]
        assert dict(place.each(work, items, seconds=60)) == dict.fromkeys(items, Fate.DONE)
        doers = {item.read_text(encoding="utf-8").removeprefix("child ") for item in items}
        assert not doers & set(early)
