"""How a run stands: finished, going on, stopped or killed; and what became of its files since."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import show
from pipeline.errors import NothingReadError, UsageError
from pipeline.progress import silently
from pipeline.run import run
from pipeline.run.account import FILES
from pipeline.run.signs import SIGNS, read_signs, stopped_at, telling
from pipeline.settings import Settings
from pipeline.status import State, standing_of
from tests.conftest import settings_for

TREES = "De iepen aan de Kerkbrink zijn ziek. Er komen nieuwe linden langs de Schoollaan, zo meldt de dienst.\n"
WATER = "Na regen staat de Molenweg blank. Het riool onder de Havenkade loopt bij regen over, en dat al jaren.\n"
GOING = """
import sys, time
from pathlib import Path
from pipeline.lock import holding
from pipeline.progress import silently
from pipeline.run.signs import telling
out = Path(sys.argv[1])
with holding(out), telling(out, out / ".cache", silently) as progress:
    for number in progress(range(4), "Reading", 4):
        if number == 2:
            print("busy", flush=True)
            time.sleep(600)
        time.sleep(1.1)
"""


@pytest.fixture(scope="module")
def once(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with reports and the results of a run on them; not to be changed."""
    root = tmp_path_factory.mktemp("once")
    (root / "rapporten").mkdir()
    for name, text in {"groen.md": TREES, "water.txt": WATER, "leeg.txt": ""}.items():
        (root / "rapporten" / name).write_text(text, encoding="utf-8")
    run(root / "rapporten", root / "uit", settings_for(shutil.copytree(project, root / "project")))
    return root


@pytest.fixture
def root(once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(once, tmp_path / "alles")


@pytest.fixture
def going(root: Path) -> Iterator[subprocess.Popen[str]]:
    """A run that has read two of four files in the folder with results of the run before."""
    process = subprocess.Popen([sys.executable, "-c", GOING, str(root / "uit")], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "busy\n"
    yield process
    process.kill()
    process.wait()


def said(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    show.manners.reset()
    show.standing(standing_of(root / "uit"))
    return capsys.readouterr().out


def test_a_finished_run_tells_what_it_found_and_what_needs_attention(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = standing_of(root / "uit")
    assert found.state is State.FINISHED
    assert [(row["bestand"], row["status"]) for row in found.trouble] == [("leeg.txt", "leeg")]
    text = said(root, capsys)
    assert "(3 files read and 3 coded in that run)." in text
    assert "Statuses: 1 leeg, 2 ok." in text
    assert "  leeg.txt: leeg. " in text
    assert "Zorg voor bomen" in text
    assert "results are as they were written." in text
    assert "did not change since." in text


def test_the_account_says_of_every_file_what_it_took(root: Path) -> None:
    manifest = standing_of(root / "uit").manifest
    rows = {row["file"]: row for row in manifest["files"]}
    assert {name: (row["status"], row["sentences"]) for name, row in rows.items()} == {
        "groen.md": ("ok", 2),
        "water.txt": ("ok", 2),
        "leeg.txt": ("leeg", 0),
    }
    assert all(row["read"] >= 0 and row["read_at"] for row in rows.values())
    assert "segment" not in rows["leeg.txt"]
    assert rows["groen.md"]["seconds"] == pytest.approx(
        sum(rows["groen.md"][stage] for stage in ("read", "segment", "code", "organisations")), abs=1e-3
    )
    assert [row["seconds"] for row in manifest["files"]] == sorted((r["seconds"] for r in rows.values()), reverse=True)
    assert manifest["per_stage"]["segment"]["sentences"] == 4
    assert manifest["per_stage"]["read"]["files"] == 3
    assert manifest["started"] <= manifest["finished"]


def test_what_an_earlier_run_took_is_known_to_the_next(root: Path) -> None:
    before = {row["file"]: row for row in standing_of(root / "uit").manifest["files"]}
    (root / "rapporten" / "nieuw.md").write_text(f"{TREES} De vijver is dicht.", encoding="utf-8")
    result = run(root / "rapporten", root / "uit", settings_for(root / "project"))
    after = {row["file"]: row for row in result.manifest["files"]}
    assert result.manifest["this_run"] == {"read": 1, "coded": 1}
    assert {name: after[name] for name in before} == before
    assert after["nieuw.md"]["read_at"] >= before["groen.md"]["read_at"]


def test_a_long_list_of_files_has_a_file_of_its_own(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.run.account.MOST_FILES", 2)
    (root / "rapporten" / "nieuw.md").write_text(f"{TREES} De vijver is dicht.", encoding="utf-8")
    result = run(root / "rapporten", root / "uit", settings_for(root / "project"))
    lines = [json.loads(line) for line in (root / "uit" / FILES).read_text(encoding="utf-8").splitlines()]
    assert sorted(line["file"] for line in lines) == ["groen.md", "leeg.txt", "nieuw.md", "water.txt"]
    assert result.manifest["files"] == lines[:2]
    monkeypatch.undo()
    (root / "rapporten" / "nieuw.md").unlink()
    run(root / "rapporten", root / "uit", settings_for(root / "project"))
    assert not (root / "uit" / FILES).exists()


def test_what_changed_since_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports, out = root / "rapporten", root / "uit"
    (reports / "groen.md").write_text(TREES * 2, encoding="utf-8")
    (reports / "water.txt").unlink()
    (reports / "erbij.md").write_text(WATER, encoding="utf-8")
    (out / "passages.csv").write_text("mijn aantekening", encoding="utf-8")
    (out / "lus.csv").unlink()
    found = standing_of(out)
    assert found.outputs is not None
    assert (found.outputs.edited, found.outputs.missing) == (("passages.csv",), ("lus.csv",))
    assert found.inputs is not None
    assert (found.inputs.new, found.inputs.gone, found.inputs.changed) == (("erbij.md",), ("water.txt",), ("groen.md",))
    text = said(root, capsys)
    for expected in ("edited: passages.csv", "missing: lus.csv", "new: erbij.md", "gone: water.txt", "run again"):
        assert expected in text


def test_a_file_that_was_only_touched_did_not_change(root: Path) -> None:
    os.utime(root / "rapporten" / "groen.md")
    found = standing_of(root / "uit").inputs
    assert found is not None
    assert found.same


def test_reports_that_are_elsewhere_now_are_missed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "rapporten").rename(root / "verhuisd")
    assert f"The reports are no longer in {root.resolve() / 'rapporten'}." in said(root, capsys)


def test_a_run_that_is_going_on_tells_how_far_it_is(
    root: Path, going: subprocess.Popen[str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = standing_of(root / "uit")
    assert found.state is State.RUNNING
    assert found.going is not None
    assert (found.going.stage, found.going.done, found.going.total) == ("Reading", 2, 4)
    assert found.left is not None
    assert 1 <= found.left.total_seconds() <= 60
    text = said(root, capsys)
    assert f"a run is going on (process {going.pid} on " in text
    assert "Reading 2 of 4" in text
    assert " left of Reading." in text
    assert "What follows is of the run before." in text
    assert json.loads(json.dumps(found.as_json(), default=str))["state"] == "running"


def test_a_run_that_was_killed_says_so_and_how_to_go_on(
    root: Path, going: subprocess.Popen[str], capsys: pytest.CaptureFixture[str]
) -> None:
    os.kill(going.pid, signal.SIGKILL)
    going.wait()
    assert standing_of(root / "uit").state is State.KILLED
    text = said(root, capsys)
    assert "was killed. Run it again: it goes on from what was kept." in text
    assert "Reading 2 of 4" in text


def test_a_run_after_a_killed_one_leaves_no_signs(root: Path, going: subprocess.Popen[str]) -> None:
    os.kill(going.pid, signal.SIGKILL)
    going.wait()
    run(root / "rapporten", root / "uit", settings_for(root / "project"))
    assert standing_of(root / "uit").state is State.FINISHED
    assert not (root / "uit" / SIGNS).exists()


def test_a_run_that_stopped_leaves_its_signs(tmp_path: Path) -> None:
    def halfway() -> Iterator[str]:
        yield "a"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), telling(tmp_path, tmp_path, silently) as progress:
        list(progress(halfway(), "Coding", 3))
    assert standing_of(tmp_path).state is State.STOPPED
    assert stopped_at(tmp_path) == (
        f"stopped at Coding, 1 of 3; what was done is kept in {tmp_path}, and the same command goes on from there"
    )


def test_a_run_that_could_read_nothing_came_to_its_end(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "rapporten").mkdir()
    (tmp_path / "rapporten" / "leeg.txt").write_text("", encoding="utf-8")
    with pytest.raises(NothingReadError):
        run(tmp_path / "rapporten", tmp_path / "uit", settings)
    assert standing_of(tmp_path / "uit").state is State.FINISHED


@pytest.mark.parametrize("content", ["{", "[]", '{"stage": "Reading"}', '{"anders": 1}'])
def test_signs_that_cannot_be_understood_are_none(content: str, tmp_path: Path) -> None:
    (tmp_path / SIGNS).write_text(content, encoding="utf-8")
    assert read_signs(tmp_path) is None


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"holds no results of a run; give the folder that a run was given as --out"):
        standing_of(tmp_path)
