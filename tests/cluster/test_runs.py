"""A whole run at real workers gives the bytes of a run on one machine, whatever is killed on the way."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import polars as pl
import pytest

from pipeline import coding_apart
from pipeline.progress import Progress
from pipeline.run import run
from pipeline.settings import Settings
from tests.cluster.conftest import Machines, kill
from tests.cluster.results import results

T = TypeVar("T")

POISON = Path(__file__).parent / "poison"
SENTENCES = (
    "De iepen aan de Kerkbrink zijn ziek, en de Plantsoendienst kijkt ernaar.",
    "Na regen staat de Molenweg blank, zegt Waterkring De Greppel aan de bewoners.",
    "Het riool onder de Havenkade loopt bij regen over.",
    "De markt op de Kerkbrink begint voortaan om negen uur.",
    "Er komen nieuwe linden langs de Schoollaan, zo is het plan van het dorp.",
)


@pytest.fixture(autouse=True)
def coded_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also few sentences are coded where the reading is done."""
    monkeypatch.setattr(coding_apart, "_FEW_SENTENCES", 0)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "rapporten"
    folder.mkdir()
    for number in range(12):
        chosen = [SENTENCES[(number + step) % len(SENTENCES)] for step in range(1 + number % 4)]
        (folder / f"verslag {number}.txt").write_text(f"Verslag {number}\n\n{' '.join(chosen)}\n", encoding="utf-8")
    (folder / "kapot.pdf").write_bytes(b"%PDF-1.7\nniets")
    return folder


def after_two_files(act: Callable[[], None]) -> Progress:
    """Progress that does something when two files were read."""

    def progress(items: Iterable[T], stage: str, total: int) -> Iterator[T]:
        for number, item in enumerate(items, 1):
            yield item
            if stage == "Reading" and number == 2:
                act()

    return progress


def test_a_cluster_gives_the_bytes_of_one_machine(
    reports: Path, settings: Settings, tmp_path: Path, machines: Machines
) -> None:
    machines.start_worker(workers=1)
    machines.start_worker(workers=2)
    here = run(reports, tmp_path / "hier", settings)
    there = run(reports, tmp_path / "daar", settings, cluster=machines.address)
    assert (there.read, there.coded) == (here.read, here.coded) == (13, 13)
    assert results(there.out) == results(here.out)
    assert not run(reports, there.out, settings).changed
    assert not list((there.out / ".cache").glob(".cluster-*"))


def test_when_a_worker_dies_one_that_joined_later_does_its_work(
    reports: Path, settings: Settings, tmp_path: Path, machines: Machines
) -> None:
    first = machines.start_worker(workers=1)

    def change_workers() -> None:
        machines.start_worker(workers=2)
        kill(first)  # with all that it had in hand

    there = run(
        reports, tmp_path / "daar", settings, progress=after_two_files(change_workers), cluster=machines.address
    )
    assert first.returncode is not None
    assert results(there.out) == results(run(reports, tmp_path / "hier", settings).out)


def test_a_file_that_kills_gets_its_status_and_is_tried_once(
    reports: Path, settings: Settings, tmp_path: Path, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    (reports / "gif.txt").write_text("Dit leest niemand.\n", encoding="utf-8")
    worker = machines.start_worker(path=str(POISON), workers=1)
    there = run(reports, tmp_path / "daar", settings, cluster=machines.address)
    status = pl.read_parquet(there.out / "status.parquet").rows_by_key("bestand", named=True, unique=True)
    assert status["gif.txt"]["status"] == "beschadigd"
    assert status["verslag 3.txt"]["status"] == "ok"
    assert worker.poll() is None
    deaths = reports / "gif.txt.doden"
    assert deaths.read_text(encoding="utf-8") == "x"
    deaths.unlink()
    monkeypatch.setenv("PYTHONPATH", str(POISON), prepend=os.pathsep)
    assert results(run(reports, tmp_path / "hier", settings).out) == results(there.out)


def test_a_file_that_kills_its_workers_is_given_up(
    reports: Path, settings: Settings, tmp_path: Path, machines: Machines
) -> None:
    (reports / "moord.txt").write_text("Dit leest niemand.\n", encoding="utf-8")
    machines.stop()
    machines.start_scheduler(allowed_failures=0)
    workers = [machines.start_worker(path=str(POISON), workers=number) for number in (1, 2)]
    there = run(reports, tmp_path / "daar", settings, cluster=machines.address)
    status = pl.read_parquet(there.out / "status.parquet").rows_by_key("bestand", named=True, unique=True)
    assert status["moord.txt"]["status"] == "beschadigd"
    assert sum(worker.poll() is None for worker in workers) == 1
