"""Files to passages: every file is read and split into sentences in a child process, unless that was done before."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache

import polars as pl
from spacy.language import Language

from pipeline.cache import Cache, DamagedCacheError
from pipeline.extract import InputFile, read_report
from pipeline.extract.pdf.ocr import missing as ocr_missing
from pipeline.isolation import Fate, in_children
from pipeline.language import load_pipeline
from pipeline.measures import Measure, measured, note
from pipeline.reading import refusal
from pipeline.records import Passage, Report, Status
from pipeline.segment import segment
from pipeline.settings import Settings
from pipeline.versions import code_version, fingerprint, versions

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


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be prepared, and the keys under which its results are kept."""

    file: InputFile
    cache: Cache
    settings: Settings
    report_key: str
    passages_key: str

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


def job_for(file: InputFile, cache: Cache, settings: Settings, language_model: str | None) -> Job:
    """Return the job for a file; its keys change with its content and name, our code, libraries and settings."""
    report_key = fingerprint(
        file.report_id,
        file.sha256,
        settings.extract.model_dump_json(),
        code_version("extract", "formats.py", "records.py", "spreadsheet.py", "obeyed.py"),
        versions("pypdfium2", "pdfplumber", "py3langid", "lxml"),
        ocr_missing() if settings.extract.ocr else None,
    )
    passages_key = fingerprint(
        report_key,
        settings.segment.model_dump_json(),
        language_model if settings.segment.segmenter != "rules" else None,
        code_version("segment.py", "sentences.py", "boundaries.py", "abbreviations.py", "language.py", "data"),
        versions("spacy"),
    )
    return Job(file, cache, settings, report_key, passages_key)


def prepare(jobs: Sequence[Job], settings: Settings) -> Iterator[Job]:
    """Do the jobs in child processes and yield each when it is done; a child that dies gives its file a status."""
    limits = settings.extract
    outcomes = in_children(
        read_and_segment,
        jobs,
        workers=settings.workers,
        seconds=limits.seconds,
        memory_mb=limits.max_memory_mb,
    )
    for job, fate in outcomes:
        if fate is not Fate.DONE:
            _keep(job, refusal(job.file, fate, limits))
            if fate is Fate.TIMED_OUT:
                note(job.cache.root, Measure(job.file.report_id, "read", job.report_key, limits.seconds))
        yield job


def read_and_segment(job: Job) -> None:
    """Read one file and split it; what was read before with the same code and settings is not read again."""
    try:
        report = job.report() if job.cache.has_report(job.report_key) else _read(job)
    except DamagedCacheError:
        report = _read(job)
    _keep(job, report)


def _read(job: Job) -> Report:
    with measured(job.cache.root, "read", job.report_key, job.file.report_id):
        return read_report(job.file, job.settings.extract)


def _keep(job: Job, report: Report) -> None:
    passages = _segmented(job, report) if report.status is Status.OK else []
    job.cache.put_table(PASSAGES, job.passages_key, pl.DataFrame([asdict(p) for p in passages], schema=PASSAGE_SCHEMA))
    job.cache.put_report(job.report_key, report)


def _segmented(job: Job, report: Report) -> list[Passage]:
    language = _language(job.settings)  # loading it is not the work of any file
    with measured(job.cache.root, "segment", job.passages_key, job.file.report_id):
        return segment(report, language)


@cache
def _language(settings: Settings) -> Language:
    """One pipeline per process: loading takes longer than most reports."""
    return load_pipeline(settings.segment, settings.organisations)
