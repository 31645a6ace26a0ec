"""Who can take part in a run, and what is said when somebody cannot."""

import multiprocessing
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.cache import Cache
from pipeline.cluster import at_cluster, client
from pipeline.cluster.order import Order, problems, software
from pipeline.discovery import describe_file
from pipeline.errors import UsageError
from pipeline.job import Job, job_for
from pipeline.run import run
from pipeline.settings import PROJECT, Settings
from tests.cluster.conftest import Machines


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """An order that this process can carry out."""
    marker = tmp_path / "uit" / ".cache" / ".cluster-abc"
    marker.parent.mkdir(parents=True)
    marker.write_text("abc", encoding="utf-8")
    return Order("abc", marker, (tmp_path,), software(), memory_mb=1024)


def test_same_software_and_same_folders_will_do(order: Order) -> None:
    assert problems(order) == []


def test_another_disk_at_the_same_path_is_seen(order: Order) -> None:
    order.marker.write_text("of another run", encoding="utf-8")
    (problem,) = problems(order)
    assert str(order.marker.parent.parent) in problem
    order.marker.unlink()
    assert problems(order) == [problem]


def test_a_folder_that_is_not_there_is_named(order: Order, tmp_path: Path) -> None:
    (problem,) = problems(replace(order, needed=(tmp_path, tmp_path / "rapporten")))
    assert str(tmp_path / "rapporten") in problem


@pytest.mark.parametrize("name", ["code", "python", "rodedraad", "polars", "distributed", "tesseract"])
def test_other_software_is_named(name: str, order: Order) -> None:
    (problem,) = problems(replace(order, software={**order.software, name: "0.0.1"}))
    assert f" {name} " in problem
    assert "0.0.1" in problem


def test_a_worker_that_may_have_no_children_is_told_how_to_be_started(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(multiprocessing.current_process()._config, "daemon", True)  # type: ignore[attr-defined]
    (problem,) = problems(order)
    assert "--no-nanny" in problem


def test_a_worker_with_other_code_ends_the_run_before_it_begins(
    settings: Settings, tmp_path: Path, machines: Machines
) -> None:
    other = shutil.copytree(PROJECT / "pipeline", tmp_path / "ander" / "pipeline")
    (other / "segment.py").open("a", encoding="utf-8").write("\n# anders\n")
    (tmp_path / "rapporten").mkdir()
    (tmp_path / "rapporten" / "groen.txt").write_text("De iepen zijn ziek.", encoding="utf-8")
    machines.start_worker(workers=1)
    machines.start_worker(path=str(other.parent), workers=2)
    with pytest.raises(UsageError, match=r"^worker tcp://127\S+ on \S+ has code \w+ where the run has \w+; [^\n]+$"):
        run(tmp_path / "rapporten", tmp_path / "uit", settings, cluster=machines.address)
    assert not list((tmp_path / "uit" / ".cache").glob(".cluster-*"))


def test_a_scheduler_without_workers_is_told_of(
    job: Job, tmp_path: Path, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_CONNECT", 1)
    with (
        pytest.raises(UsageError, match="has no workers"),
        at_cluster(machines.address, job, tmp_path, memory_mb=1024),
    ):
        pass


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nergens"])
def test_no_scheduler_is_a_usage_error(address: str, job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_CONNECT", 1)
    with pytest.raises(UsageError, match=address), at_cluster(address, job, tmp_path, memory_mb=1024):
        pass


def test_without_the_library_one_is_told_what_to_install(
    job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "pipeline.cluster.client")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'rodedraad\[cluster\]'"):
        at_cluster("tcp://127.0.0.1:1", job, tmp_path, memory_mb=1024)


@pytest.fixture
def job(tmp_path: Path, settings: Settings) -> Job:
    """Any job of a run."""
    file = tmp_path / "groen.txt"
    file.write_text("De iepen zijn ziek.", encoding="utf-8")
    return job_for(describe_file(file, tmp_path), Cache(tmp_path / "cache"), settings, None)
