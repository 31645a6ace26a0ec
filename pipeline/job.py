"""One file to be read and split, and the keys under which its results are kept."""

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.cache import Cache
from pipeline.extract import InputFile
from pipeline.extract.pdf.tesseract import missing as ocr_missing
from pipeline.privacy import masking_key
from pipeline.records import Report
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
        return fingerprint(self.reading, self.settings.extract.as_json(only=_LIMITS))

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
        settings.extract.as_json(but=_LIMITS),
        code_version("extract", "formats.py", "records.py", "spreadsheet.py", "untrusted.py", "obeyed.py"),
        versions("pypdfium2", "pdfplumber", "py3langid", "lxml"),
        ocr_missing() if settings.extract.ocr else None,
        masking_key(settings.extract, language_model),
    )
    by_rules = settings.segment.segmenter == "rules"
    splitting = fingerprint(
        settings.segment.as_json(),
        None if by_rules else (language_model, versions("spacy")),
        code_version(
            "segment.py", "sentences.py", "boundaries.py", "abbreviations.py", "language.py", "dutch.py", "data"
        ),
    )
    place = replace(file, path=file.path.absolute()), Cache(cache.root.absolute()), _absolute(settings)
    return Job(*place, reading, splitting)


@lru_cache(maxsize=1)
def _absolute(settings: Settings) -> Settings:
    named = {one.name: getattr(settings, one.name) for one in fields(settings)}
    paths: dict[str, Any] = {name: value.absolute() for name, value in named.items() if isinstance(value, Path)}
    return replace(settings, **paths)
