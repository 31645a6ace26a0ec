"""A whole run at real workers gives the bytes of a run on one machine, whatever is killed on the way.

Among the reports is one that kills whoever opens it (`poison/sitecustomize.py`).
"""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import polars as pl
import pytest

from pipeline import coding_apart
from pipeline.cache import Cache
from pipeline.cluster import at_cluster
from pipeline.discovery import describe_file
from pipeline.job import job_for
from pipeline.prepare import read_and_segment
from pipeline.progress import Progress
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.workplace import Fate
from tests.cluster.conftest import Machines, kill
from tests.cluster.results import results
from tests.conftest import settings_for

T = TypeVar("T")

POISON = Path(__file__).parent / "poison"
SENTENCES = (
    "De iepen aan de Kerkbrink zijn ziek, en de Plantsoendienst kijkt ernaar.",
    "Na regen staat de Molenweg blank, zegt Waterkring De Greppel aan de bewoners.",
    "Het riool onder de Havenkade loopt bij regen over.",
    "De markt op de Kerkbrink begint voortaan om negen uur.",
    "Er komen nieuwe linden langs de Schoollaan, zo is het plan van het dorp.",
)
FILES = 12


@pytest.fixture(autouse=True, scope="module")
def coded_apart() -> Iterator[None]:
    """Also few sentences are coded where the reading is done."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coding_apart, "_FEW_SENTENCES", 0)
        yield


@pytest.fixture(scope="module")
def own(project: Path) -> Settings:
    return settings_for(project)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("werk") / "rapporten"
    folder.mkdir()
    for number in range(FILES - 2):
        chosen = [SENTENCES[(number + step) % len(SENTENCES)] for step in range(1 + number % 4)]
        (folder / f"verslag {number}.txt").write_text(f"Verslag {number}\n\n{' '.join(chosen)}\n", encoding="utf-8")
    (folder / "gif.txt").write_text("Dit leest niemand.\n", encoding="utf-8")
    (folder / "kapot.pdf").write_bytes(b"%PDF-1.7\nniets")
    return folder


@pytest.fixture(scope="module")
def here(reports: Path, own: Settings) -> dict[str, bytes]:
    """The results of a run on one machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(POISON), prepend=os.pathsep)
        done = run(reports, reports.parent / "hier", own)
    assert (done.read, done.coded) == (FILES, FILES)
    assert deaths(reports) == 1
    return results(done.out)


def deaths(folder: Path) -> int:
    """How often a process died of a file in this folder; they are forgotten then."""
    count = (folder.parent / "doden").stat().st_size
    (folder.parent / "doden").unlink()
    return count


def after_two_files(act: Callable[[], None]) -> Progress:
    """Progress that does something when two files were read."""

    def progress(items: Iterable[T], stage: str, total: int) -> Iterator[T]:
        for number, item in enumerate(items, 1):
            yield item
            if stage == "Reading" and number == 2:
                act()

    return progress


def test_a_cluster_gives_the_bytes_of_one_machine_and_tries_what_kills_once(
    reports: Path, own: Settings, here: dict[str, bytes], machines: Machines
) -> None:
    workers = [machines.start_worker(path=str(POISON), workers=number) for number in (1, 2)]
    there = run(reports, reports.parent / "daar", own, cluster=machines.address)
    assert (there.read, there.coded) == (FILES, FILES)
    assert results(there.out) == here
    status = pl.read_parquet(there.out / "status.parquet").rows_by_key("bestand", named=True, unique=True)
    assert (status["gif.txt"]["status"], status["verslag 3.txt"]["status"]) == ("beschadigd", "ok")
    assert deaths(reports) == 1
    assert all(worker.poll() is None for worker in workers)
    assert not list((there.out / ".cache").glob(".cluster-*"))


def test_when_a_worker_dies_one_that_joined_later_does_its_work(
    reports: Path, own: Settings, here: dict[str, bytes], machines: Machines
) -> None:
    first = machines.start_worker(path=str(POISON), workers=1)

    def change_workers() -> None:
        machines.start_worker(path=str(POISON), workers=2)
        kill(first)  # with all that it had in hand

    progress = after_two_files(change_workers)
    there = run(reports, reports.parent / "later", own, progress=progress, cluster=machines.address)
    assert first.returncode is not None
    assert results(there.out) == here


def test_a_file_that_kills_its_workers_is_given_up(own: Settings, tmp_path: Path, machines: Machines) -> None:
    machines.stop()
    machines.start_scheduler(allowed_failures=0)
    workers = [machines.start_worker(path=str(POISON), workers=number) for number in (1, 2)]
    folder = tmp_path / "rapporten"
    folder.mkdir()
    (folder / "moord.txt").write_text("Dit leest niemand.\n", encoding="utf-8")
    job = job_for(describe_file(folder / "moord.txt", folder), Cache(tmp_path / "cache"), own, None)
    with at_cluster(machines.address, job, folder, memory_mb=2048) as place:
        assert list(place.each(read_and_segment, [job], seconds=None)) == [(job, Fate.CRASHED)]
    assert deaths(folder) == 1
    assert sum(worker.poll() is None for worker in workers) == 1
