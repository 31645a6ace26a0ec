"""A run that is killed and run again gives what an uninterrupted run gives, wherever it was killed."""

import sys

import pytest

from tests.kills import Contents, Trial, contents

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

POINTS = (
    "replace model/modelkaart.json",  # trained, and the new model not yet in use
    "replace uit/.run.json.komt",  # every file written, none in its place
    "replace uit/rode_draad.csv",  # some files in their place
    "unlink coded/*.parquet",  # only forgetting what is not needed is left
)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial.prepared(tmp_path_factory.mktemp("kills"))


@pytest.fixture(scope="module")
def earlier(trial: Trial) -> Contents:
    """The results before the changes."""
    return contents(trial.root / "eerder" / "uit")


@pytest.fixture(scope="module")
def expected(trial: Trial) -> Contents:
    """The results after the changes of a run that nobody killed."""
    return trial.uninterrupted()


@pytest.mark.parametrize("point", POINTS)
def test_a_run_after_a_kill_gives_what_an_uninterrupted_run_gives(point: str, trial: Trial, expected: Contents) -> None:
    trial.restore()
    trial.change()
    trial.killed_at(point)
    assert trial.run() == expected


def test_files_of_a_killed_run_are_no_results_when_its_changes_are_undone(trial: Trial, earlier: Contents) -> None:
    trial.restore()
    trial.write("molen")
    trial.killed_at("replace uit/passages.csv")
    (trial.reports / "molen.txt").unlink()
    assert trial.run() == earlier


def test_files_of_a_killed_run_are_not_taken_for_edited_and_edited_ones_are(trial: Trial, expected: Contents) -> None:
    trial.restore()
    trial.write("molen")
    trial.killed_at("replace uit/run.json")
    (trial.out / "status.csv").write_text("van een mens", encoding="utf-8")
    trial.change()
    assert trial.run() == {**expected, "status.bewerkt-1.csv": b"van een mens"}
