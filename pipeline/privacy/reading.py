"""Reading a file, with names and numbers of persons masked where that is asked for, before anything is written."""

from functools import cache

from pipeline.dutch import Dutch
from pipeline.extract import InputFile, read_report
from pipeline.records import Report
from pipeline.settings import ExtractSettings, SegmentSettings, Settings
from pipeline.versions import code_version

_CODE = (
    "privacy",
    "data/personen.toml",
    "abbreviations.py",
    "data/abbreviations.toml",
    "language.py",
    "dutch.py",
    "organisations",
)


def read_file(file: InputFile, settings: ExtractSettings) -> Report:
    """Return what `read_report` returns, without names and numbers of persons when the settings say so."""
    report = read_report(file, settings)
    if not settings.pseudonymise:
        return report
    from pipeline.privacy.report import masked_report  # its patterns take time to make, and most runs mask nothing

    return masked_report(report, _dutch())


def masking_key(settings: ExtractSettings, language_model: str | None) -> object:
    """Return what changes when other things would be masked; None when nothing is."""
    return (code_version(*_CODE), language_model) if settings.pseudonymise else None


@cache
def _dutch() -> Dutch:
    """Dutch, once per process; whose sentence boundaries it has does not matter here."""
    return Dutch.of(SegmentSettings(), Settings().organisations)
