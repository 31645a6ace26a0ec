"""Jobs for files that are copies: in their place stands a report with the status ``dubbel``, and no sentences."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from math import floor

import numpy as np
import polars as pl

from pipeline.duplicates.likeness import NearCopy, Sketch, near_copies, sketch
from pipeline.extract import refused
from pipeline.formats import Format, format_of
from pipeline.job import PASSAGE_SCHEMA, PASSAGES, Job
from pipeline.records import Report, Status
from pipeline.settings import DuplicateSettings
from pipeline.versions import code_version, fingerprint

SKETCHES = "sketches"
_NOTHING = ("", sha256().hexdigest())
_COPY = "Dit bestand is gelijk aan '{0}'. Het is niet gelezen; dat bestand telt mee."
_NEAR_COPY = "Dit rapport is bijna gelijk aan '{0}': {1} % van de zinnen is hetzelfde. Het telt niet mee; dat wel."


def set_copies_apart(jobs: Sequence[Job], settings: DuplicateSettings) -> list[Job]:
    """Return the jobs, with nothing to do for files that have the content of one before them.

    A file of another kind is read for itself ('a.html' named 'a.pdf' cannot be), and so are empty files and kinds that
    are not read at all: their own status says more.
    """
    first: dict[tuple[str, Format], Job] = {}
    return [_unless_copy(job, first) for job in jobs] if not settings.keep_all else list(jobs)


def set_near_copies_apart(jobs: Sequence[Job], settings: DuplicateSettings) -> list[Job]:
    """Return the jobs, which were all read, with nothing to code for reports that are nearly the same as another."""
    if settings.keep_all:
        return list(jobs)
    sketches = {job.file.report_id: _sketch_of(job) for job in jobs}
    found = near_copies(sketches, near=settings.near)
    if found:  # of two that are nearly the same the one that may be damaged must not be the one that stays
        alike = {*found, *(copy.of for copy in found.values())}
        doubtful = {name for job in jobs if (name := job.file.report_id) in alike and job.report().message}
        found = near_copies(sketches, near=settings.near, doubtful=doubtful)
    return [_near(job, found[job.file.report_id]) if job.file.report_id in found else job for job in jobs]


def sketch_key(job: Job) -> str:
    """The key of what is compared of a report."""
    return fingerprint(job.passages_key, code_version("duplicates/likeness.py"))


def keep_sketch(job: Job) -> None:
    """Keep what is compared of a report that was read, unless that was done before."""
    key = sketch_key(job)
    if not job.cache.has_table(SKETCHES, key):
        marks = sketch(job.passages()["text"])
        job.cache.put_table(SKETCHES, key, pl.DataFrame({"mark": marks}))


def _unless_copy(job: Job, first: dict[tuple[str, Format], Job]) -> Job:
    kind = format_of(job.file.path)
    if kind is None or job.file.sha256 in _NOTHING:
        return job
    original = first.setdefault((job.file.sha256, kind), job)
    return job if original is job else _copy(job, original.file.report_id)


def _copy(job: Job, of: str) -> Job:
    return _instead(job, replace(refused(job.file, Status.DUPLICATE, _COPY.format(of)), copy_of=of))


def _near(job: Job, found: NearCopy) -> Job:
    """What is known of its pages stays; only the text goes."""
    message = _NEAR_COPY.format(found.of, floor(100 * found.alike))
    return _instead(job, replace(job.report(), status=Status.DUPLICATE, message=message, blocks=(), copy_of=found.of))


def _instead(job: Job, report: Report) -> Job:
    """A job that is done, with this report and no sentences."""
    done = replace(job, reading=fingerprint(job.reading, report.message))
    if not done.done:
        done.cache.put_table(PASSAGES, done.split_of(done.reading), pl.DataFrame(schema=PASSAGE_SCHEMA))
        done.cache.put_report(done.reading, report)
    return done


def _sketch_of(job: Job) -> Sketch:
    keep_sketch(job)
    return job.cache.get_table(SKETCHES, sketch_key(job))["mark"].to_numpy().astype(np.uint64)
