"""Another limit reads again what the limit stopped, and nothing else; files that change while they are read."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import polars as pl
import pytest

from pipeline.cache import Cache
from pipeline.discovery import describe_file
from pipeline.extract import InputFile, read_report, refused
from pipeline.job import Job, job_for
from pipeline.prepare import give_up, prepare, read_and_segment
from pipeline.records import Report, Status
from pipeline.run import RunResult, run, work
from pipeline.settings import ExtractSettings, Settings
from pipeline.workplace import Fate

T = TypeVar("T")
TEXT = "De iepen aan de {} zijn ziek, en dat al jaren.\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "rapporten"
    folder.mkdir()
    for place in ("brink", "kade"):
        (folder / f"{place}.md").write_text(TEXT.format(place), encoding="utf-8")
    return folder


def under(settings: Settings, **limits: Any) -> Settings:
    return replace(settings, extract=ExtractSettings(**limits))


def job_of(reports: Path, settings: Settings, name: str = "brink.md") -> Job:
    return job_for(describe_file(reports / name, reports), Cache(reports.parent / "uit" / ".cache"), settings, None)


class Here:
    """A workplace in this process, last file first; files that are named in ``fates`` end as it says."""

    def __init__(self) -> None:
        self.fates: dict[str, Fate] = {}

    def each(
        self, function: Callable[[T], None], items: Iterable[T], *, seconds: float | None
    ) -> Iterator[tuple[T, Fate]]:
        for item in reversed(list(items)):
            assert isinstance(item, Job)
            fate = self.fates.get(item.file.report_id, Fate.DONE)
            if fate is Fate.DONE:
                function(item)
            yield item, fate


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Here:
    place = Here()
    monkeypatch.setattr(work, "workplace", lambda task, jobs, children, cluster: nullcontext(place))
    return place


LIMITS = [{"max_seconds": 9}, {"max_memory_mb": 999}, {"max_pages": 9}, {"max_seconds_ocr": 9}]


@pytest.mark.parametrize("limit", LIMITS)
def test_what_was_read_stays_read_under_another_limit(
    limit: dict[str, float], reports: Path, settings: Settings
) -> None:
    read_and_segment(job_of(reports, settings))
    job = job_of(reports, under(settings, **limit))
    assert job.done
    assert job.passages().height == 1


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("fate", [Fate.TIMED_OUT, Fate.OUT_OF_MEMORY, Fate.CRASHED])
def test_what_a_limit_stopped_is_read_again_under_another(
    fate: Fate, limit: dict[str, float], reports: Path, settings: Settings, here: Here
) -> None:
    here.fates["brink.md"] = fate
    list(prepare([job_of(reports, settings)], settings, here))
    assert job_of(reports, settings).done
    more = under(settings, **limit)
    assert not job_of(reports, more).done
    here.fates.clear()
    list(prepare([job_of(reports, more)], more, here))
    assert job_of(reports, settings).report().status is Status.OK


def test_a_refusal_at_a_limit_and_a_reading_share_no_sentences(reports: Path, settings: Settings, here: Here) -> None:
    here.fates["brink.md"] = Fate.TIMED_OUT
    stopped = job_of(reports, settings)
    list(prepare([stopped], settings, here))
    key, identity = stopped.passages_key, stopped.identity
    here.fates.clear()
    more = under(settings, max_seconds=999)
    list(prepare([job_of(reports, more)], more, here))
    assert (stopped.passages_key != key, stopped.identity) == (True, identity)


def test_a_run_with_another_limit_reads_what_was_stopped_and_gives_what_a_first_run_gives(
    reports: Path, settings: Settings, tmp_path: Path, here: Here
) -> None:
    out, more = tmp_path / "uit", under(settings, max_seconds=999)
    here.fates["kade.md"] = Fate.TIMED_OUT
    assert statuses(out, run(reports, out, settings)) == {"brink.md": "ok", "kade.md": "tijd_op"}
    here.fates.clear()
    result = run(reports, out, more)
    assert (result.read, result.coded, result.manifest["settings"]["extract"]["max_seconds"]) == (1, 1, 999)
    run(reports, tmp_path / "eerste", more)
    assert results(out) == results(tmp_path / "eerste")


def test_results_do_not_depend_on_the_order_in_which_files_are_read(
    reports: Path, settings: Settings, tmp_path: Path, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(reports, tmp_path / "achterstevoren", settings)
    monkeypatch.undo()
    run(reports, tmp_path / "uit", settings)
    assert results(tmp_path / "uit") == results(tmp_path / "achterstevoren")


@pytest.fixture
def rewriting(monkeypatch: pytest.MonkeyPatch, reports: Path, here: Here) -> list[str | None]:
    """What becomes of a report each time that it is read, before that: its new text, or None when it is deleted."""
    texts: list[str | None] = []
    read = read_report

    def changing(file: InputFile, limits: ExtractSettings) -> Report:
        if file.report_id == "brink.md" and texts:
            text = texts.pop(0)
            file.path.unlink() if text is None else file.path.write_text(text, encoding="utf-8")
        return read(file, limits)

    monkeypatch.setattr("pipeline.prepare.read_file", changing)
    return texts


def test_a_file_that_changes_while_it_is_read_is_read_again(
    reports: Path, settings: Settings, tmp_path: Path, rewriting: list[str | None]
) -> None:
    rewriting.append(TEXT.format("dijk"))
    result = run(reports, tmp_path / "uit", settings)
    passages = pl.read_parquet(tmp_path / "uit" / "passages.parquet")["passage"].to_list()
    assert passages == [TEXT.format("dijk").strip(), TEXT.format("kade").strip()]
    assert result.manifest["inputs"]["brink.md"] == describe_file(reports / "brink.md", reports).sha256
    assert not run(reports, tmp_path / "uit", settings).changed


def test_what_was_read_of_another_content_is_not_kept(
    reports: Path, settings: Settings, rewriting: list[str | None]
) -> None:
    job = job_of(reports, settings)
    rewriting.append(TEXT.format("dijk"))
    read_and_segment(job)
    assert not job.done


def test_a_file_that_is_deleted_before_it_is_read_is_not_in_the_results(
    reports: Path, settings: Settings, tmp_path: Path, rewriting: list[str | None]
) -> None:
    rewriting.append(None)
    result = run(reports, tmp_path / "uit", settings)
    assert list(result.manifest["inputs"]) == ["kade.md"]


def test_a_file_that_keeps_changing_gets_a_status_and_the_next_run_tries_again(
    reports: Path, settings: Settings, tmp_path: Path, rewriting: list[str | None]
) -> None:
    out = tmp_path / "uit"
    rewriting += [TEXT.format(name) for name in ("dijk", "laan", "weg")]
    assert statuses(out, run(reports, out, settings)) == {"brink.md": "geen_toegang", "kade.md": "ok"}
    result = run(reports, out, settings)
    assert (result.changed, result.read, statuses(out, result)["brink.md"]) == (True, 1, "ok")


def test_a_file_that_is_given_up_has_no_content(reports: Path, settings: Settings) -> None:
    job = give_up(job_of(reports, settings))
    expected = refused(replace(job.file, sha256=""), Status.NO_ACCESS, job.report().message, passing=True)
    assert (job.done, job.report()) == (True, expected)


def statuses(out: Path, result: RunResult) -> dict[str, str]:
    assert result.out == out
    return dict(pl.read_parquet(out / "status.parquet").select("bestand", "status").iter_rows())


def results(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.name[0] != "." and path.name != "run.json"}
