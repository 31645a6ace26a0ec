"""Files to passages: every file is read and split into sentences in a child process, unless that was done before."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

import polars as pl
from spacy.language import Language

from pipeline.cache import Cache, DamagedCacheError
from pipeline.discovery import is_unchanged
from pipeline.extract import InputFile, refused
from pipeline.extract.pdf.tesseract import missing as ocr_missing
from pipeline.language import load_pipeline
from pipeline.measures import Measure, measured, note
from pipeline.privacy import masking_key, read_file
from pipeline.reading import refusal
from pipeline.records import Passage, Report, Status
from pipeline.segment import segment
from pipeline.settings import SegmentSettings, Settings
from pipeline.versions import code_version, file_hash, fingerprint, versions
from pipeline.workplace import Fate, Workplace

PASSAGES = "passages"
PASSAGE_SCHEMA = {
    "passage_id": pl.String,
    "report_id": pl.String,
    "page": pl.Int64,
    "section": pl.String,
    "text": pl.String,
    "before": pl.String,
    "after": pl.String,
    "block": pl.Int64,
    "start": pl.Int64,
    "end": pl.Int64,
    "by_ocr": pl.Boolean,
}


# Of the settings for reading those that say when to give up: they never change what is read.
_LIMITS = {"max_seconds", "max_memory_mb", "max_pages", "max_seconds_ocr"}


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be prepared, and the keys under which its results are kept; means the same in any process.

    Paths are whole, for the work may be done on another machine that sees the same folders. What was read is kept
    under ``reading`` whatever the limits are. A file that was refused, and might not have been under other limits,
    is kept under those limits, so that with others it is read again.
    """

    file: InputFile
    cache: Cache
    settings: Settings
    reading: str
    splitting: str

    @property
    def report_key(self) -> str:
        """The key of what was, or will be, read of the file."""
        return self.reading if self.cache.has_report(self.reading) else self.limited

    @property
    def limited(self) -> str:
        """The key of a refusal under the present limits."""
        return fingerprint(self.reading, self.settings.extract.model_dump_json(include=_LIMITS))

    @property
    def passages_key(self) -> str:
        """The key of the sentences of the file."""
        return self.split_of(self.report_key)

    @property
    def identity(self) -> str:
        """Changes when the sentences of the file may, limits aside."""
        return self.split_of(self.reading)

    @property
    def done(self) -> bool:
        """Whether both results are there already."""
        return self.cache.has_report(self.report_key) and self.cache.has_table(PASSAGES, self.passages_key)

    def report(self) -> Report:
        """What was read of the file."""
        return self.cache.get_report(self.report_key)

    def passages(self) -> pl.DataFrame:
        """The sentences of the file (`PASSAGE_SCHEMA`); none unless its status is ok."""
        return self.cache.get_table(PASSAGES, self.passages_key)

    def split_of(self, report_key: str) -> str:
        """The key of the sentences of what is kept under ``report_key``."""
        return fingerprint(report_key, self.splitting)

    def count(self) -> int:
        """How many sentences the file has."""
        return self.cache.count(PASSAGES, self.passages_key)


def job_for(file: InputFile, cache: Cache, settings: Settings, language_model: str | None) -> Job:
    """Return the job for a file; its keys change with its content and name, our code, libraries and settings."""
    reading = fingerprint(
        file.report_id,
        file.sha256,
        settings.extract.model_dump_json(exclude=_LIMITS),
        code_version("extract", "formats.py", "records.py", "spreadsheet.py", "untrusted.py", "obeyed.py"),
        versions("pypdfium2", "pdfplumber", "py3langid", "lxml"),
        ocr_missing() if settings.extract.ocr else None,
        masking_key(settings.extract, language_model),
    )
    splitting = fingerprint(
        settings.segment.model_dump_json(),
        language_model if settings.segment.segmenter != "rules" else None,
        code_version("segment.py", "sentences.py", "boundaries.py", "abbreviations.py", "language.py", "data"),
        versions("spacy"),
    )
    place = replace(file, path=file.path.absolute()), Cache(cache.root.absolute()), _absolute(settings)
    return Job(*place, reading, splitting)


def prepare(jobs: Sequence[Job], settings: Settings, place: Workplace) -> Iterator[Job]:
    """Do the jobs at ``place`` and yield each when it is done; one that is lost there gives its file a status."""
    limits = settings.extract
    for job, fate in place.each(read_and_segment, jobs, seconds=limits.seconds):
        if fate is not Fate.DONE:
            _keep(job, refusal(job.file, fate, limits))
            if fate is Fate.TIMED_OUT:
                note(job.cache.root, Measure(job.file.report_id, "read", job.reading, limits.seconds))
        yield job


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
    table = pl.DataFrame([asdict(passage) for passage in passages], schema=PASSAGE_SCHEMA)
    job.cache.put_table(PASSAGES, job.split_of(key), table)
    job.cache.put_report(key, report)


def _segmented(job: Job, report: Report) -> list[Passage]:
    language = language_for(job.settings)  # loading it is not the work of any file
    with measured(job.cache.root, "segment", job.identity, job.file.report_id):
        return segment(report, language)


def language_for(settings: Settings) -> Language:
    """Return the pipeline for these settings, loaded once per process: that takes longer than most reports."""
    return _language(settings.segment, settings.organisations, file_hash(settings.organisations))


@lru_cache(maxsize=1)
def _language(segmenting: SegmentSettings, organisations: Path, _content: str) -> Language:
    return load_pipeline(segmenting, organisations)


@lru_cache(maxsize=1)
def _absolute(settings: Settings) -> Settings:
    paths = {name: value.absolute() for name, value in settings if isinstance(value, Path)}
    return settings.model_copy(update=paths)
