"""Files to passages: every file is read and split into sentences in a child process, unless that was done before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

import polars as pl

from pipeline.cache import DamagedCacheError
from pipeline.discovery import is_unchanged
from pipeline.duplicates import keep_sketch
from pipeline.dutch import Dutch
from pipeline.extract import refused
from pipeline.job import PASSAGE_SCHEMA, PASSAGES, Job
from pipeline.measures import Measure, measured, note
from pipeline.privacy import read_file
from pipeline.reading import refusal
from pipeline.records import Passage, Report, Status
from pipeline.segment import segment
from pipeline.settings import ExtractSettings, SegmentSettings, Settings
from pipeline.versions import file_hash, fingerprint
from pipeline.workplace import Fate, Workplace

_COLUMNS = attrgetter(*PASSAGE_SCHEMA)


def prepare(jobs: Sequence[Job], settings: Settings, place: Workplace) -> Iterator[Job]:
    """Do the jobs at ``place`` and return each when it is done; one that is lost there gives its file a status.

    The first are begun at once, before the caller asks for what is done.
    """
    return _ended(place.each(make_ready, jobs, seconds=settings.extract.seconds), settings.extract)


def _ended(fates: Iterable[tuple[Job, Fate]], limits: ExtractSettings) -> Iterator[Job]:
    for job, fate in fates:
        if fate is not Fate.DONE:
            _keep(job, refusal(job.file, fate, limits))
            if fate is Fate.TIMED_OUT:
                note(job.cache.root, Measure(job.file.report_id, "read", job.reading, limits.seconds))
        yield job


def make_ready(job: Job) -> None:
    """Do all that a report needs before it is compared with others, and coded."""
    read_and_segment(job)
    if job.done and not job.settings.duplicates.keep_all:
        keep_sketch(job)


def read_and_segment(job: Job) -> None:
    """Read one file and split it; what was read before with the same code and settings is not read again."""
    try:
        report = job.report() if job.cache.has_report(job.report_key) else _read(job)
    except DamagedCacheError:
        report = _read(job)
    _keep(job, report)


def _read(job: Job) -> Report:
    with measured(job.cache.root, "read", job.reading, job.file.report_id):
        return read_file(job.file, job.settings.extract)


def give_up(job: Job) -> Job:
    """Return the job of a file that changes whenever it is read: of unknown content, with a status that says so."""
    message = "Het bestand veranderde telkens terwijl het werd gelezen; wacht tot het af is en draai opnieuw."
    unknown = replace(job.file, sha256="")
    reading = fingerprint(job.file.report_id, message)
    given_up = replace(job, file=unknown, reading=reading)
    _put(given_up, refused(unknown, Status.NO_ACCESS, message, passing=True))
    return given_up


def _keep(job: Job, report: Report) -> None:
    """Keep what was read, unless the file is no longer the one that the keys of the job are about."""
    if is_unchanged(job.file):
        _put(job, report)


def _put(job: Job, report: Report) -> None:
    key = job.limited if report.passing or report.status in (Status.TIMED_OUT, Status.TOO_LARGE) else job.reading
    passages = _segmented(job, report) if report.status is Status.OK else []
    table = pl.DataFrame(list(map(_COLUMNS, passages)), schema=PASSAGE_SCHEMA, orient="row")
    job.cache.put_table(PASSAGES, job.split_of(key), table)
    job.cache.put_report(key, report)


def _segmented(job: Job, report: Report) -> list[Passage]:
    dutch = dutch_for(job.settings)
    if not dutch.by_rules:
        _ = dutch.pipeline  # loading it is not the work of any file
    with measured(job.cache.root, "segment", job.identity, job.file.report_id):
        return segment(report, dutch)


def dutch_for(settings: Settings) -> Dutch:
    """Return Dutch for these settings, the same for a whole process: loading it takes longer than most reports."""
    return _dutch(settings.segment, settings.organisations, file_hash(settings.organisations))


@lru_cache(maxsize=1)
def _dutch(segmenting: SegmentSettings, organisations: Path, _content: str) -> Dutch:
    return Dutch.unloaded(segmenting, organisations)
