"""Reports coded in processes of their own get the codings that they would get here, and no failure goes unseen."""

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import pytest

from pipeline import coding_apart
from pipeline.cache import Cache
from pipeline.coding import CODED, ORGANISATIONS, Coder
from pipeline.coding_apart import Order, OtherCoderError, code_all, code_apart
from pipeline.discovery import describe_file
from pipeline.dutch import Dutch
from pipeline.errors import ModelError
from pipeline.isolation import Children
from pipeline.job import Job, job_for
from pipeline.model.store import Model
from pipeline.prepare import read_and_segment
from pipeline.settings import Settings
from pipeline.workplace import Fate, Workplace

T = TypeVar("T")


@dataclass
class Fake(Workplace):
    """A place that only says how work ended, and remembers what it was given."""

    fate: Fate
    given: list[object] = field(default_factory=list)

    def each(
        self, function: Callable[[T], None], items: Iterable[T], *, seconds: float | None
    ) -> Iterator[tuple[T, Fate]]:
        for item in items:
            self.given.append(item)
            yield item, self.fate


@pytest.fixture
def coder(model: Model, settings: Settings) -> Coder:
    return Coder.of(model, Dutch.of(settings.segment, settings.organisations), settings)


@pytest.fixture
def jobs(tmp_path: Path, settings: Settings) -> list[Job]:
    """Two reports that were read, and not coded."""
    return read(tmp_path, settings, "cache")


def read(folder: Path, settings: Settings, cache: str) -> list[Job]:
    found = []
    for place in ("Molenweg", "Kerkbrink"):
        file = folder / f"{place}.txt"
        file.write_text(f"Na regen staat de {place} blank. De Plantsoendienst kijkt naar de iepen.", encoding="utf-8")
        job = job_for(describe_file(file, folder), Cache(folder / cache), settings, None)
        read_and_segment(job)
        found.append(job)
    return found


def kept(job: Job, coder: Coder) -> list[bytes]:
    tables = zip((CODED, ORGANISATIONS), coder.keys(job), strict=True)
    return [(job.cache.root / stage / f"{key}.parquet").read_bytes() for stage, key in tables]


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding_apart, "_FEW_SENTENCES", 3)


def test_few_sentences_are_coded_here(jobs: list[Job], coder: Coder) -> None:
    place = Fake(Fate.CRASHED)
    assert list(code_all(jobs, coder, place)) == jobs
    assert not place.given
    assert all(coder.is_done(job) for job in jobs)


@pytest.mark.usefixtures("many")
def test_children_keep_the_same_bytes(jobs: list[Job], coder: Coder, settings: Settings, tmp_path: Path) -> None:
    with Children(workers=1, memory_mb=2048) as place:
        coded = list(code_all(jobs, coder, place))
    assert sorted(job.file.report_id for job in coded) == ["Kerkbrink.txt", "Molenweg.txt"]
    for job, here in zip(jobs, read(tmp_path, settings, "hier"), strict=True):
        coder.keep(here)
        assert kept(job, coder) == kept(here, coder)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("fate", [Fate.CRASHED, Fate.OUT_OF_MEMORY])
def test_what_was_lost_there_is_coded_here_and_told(
    fate: Fate, jobs: list[Job], coder: Coder, caplog: pytest.LogCaptureFixture
) -> None:
    place = Fake(fate)
    with caplog.at_level(logging.WARNING):
        assert list(code_all(jobs, coder, place)) == jobs
    assert len(place.given) == 2
    assert all(coder.is_done(job) for job in jobs)
    assert all(job.file.report_id in caplog.text for job in jobs)


@pytest.mark.usefixtures("many")
def test_what_cannot_be_coded_here_either_is_raised(
    jobs: list[Job], coder: Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Coder, "keep", lambda _coder, _job: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(code_all(jobs, coder, Fake(Fate.CRASHED)))


def test_a_process_that_finds_another_model_does_not_code(jobs: list[Job], coder: Coder) -> None:
    order = Order(jobs[0], coder.model.fingerprint, coder.organisations_version, coder.keys(jobs[0]))
    with pytest.raises(OtherCoderError, match="run again"):
        code_apart(replace(order, keys=("another", "key")))
    assert not coder.is_done(jobs[0])
    shutil.rmtree(jobs[0].settings.model_folder)
    code_apart(order)  # it was loaded before
    assert coder.is_done(jobs[0])
    with pytest.raises(ModelError, match="no model"):
        code_apart(replace(order, model="another"))
