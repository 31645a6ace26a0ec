"""Child processes begin before a run has loaded anything, where every file is still to be read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.isolation import Children
from pipeline.run.place import children_for
from pipeline.run.task import asked
from pipeline.settings import Settings


@pytest.mark.parametrize(
    ("kept", "begun", "children"),
    [(False, True, [2]), (True, True, []), (False, False, [])],
    ids=["a first run", "a later run", "a run at a cluster"],
)
def test_children_begin_early_on_a_first_run_here(
    kept: bool, begun: bool, children: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin(self: Children, function: Callable[[], None], items: int) -> None:
        found.append(items)

    found: list[int] = []
    monkeypatch.setattr(Children, "begin", begin)
    (tmp_path / "in").mkdir()
    for name in ("groen.txt", "blauw.txt"):
        (tmp_path / "in" / name).write_text("De linden bloeien.", encoding="utf-8")
    if kept:
        (tmp_path / "uit" / ".cache").mkdir(parents=True)
    with children_for(asked(tmp_path / "in", tmp_path / "uit", Settings(workers=1)), begun=begun):
        assert found == children
