"""The settings that a command works with: those of the file, overridden by what was given with it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline import show
from pipeline.errors import UsageError
from pipeline.settings import Settings, load_settings


def settings_from(file: Path | None, **options: Any) -> Settings:
    """Settings from the file, overridden by the options that were given."""
    given = {key: value for key, value in options.items() if value is not None}
    return replace(load_settings(file), **given)


def for_reading(
    settings: Settings, *, ocr: bool, passwords: Sequence[str], file: Path | None, pseudonymise: bool = False
) -> Settings:
    """The same settings, with what the options say of reading; ``file`` has more passwords, one on each line.

    Raises UsageError when there is no such file, or it cannot be read as text.
    """
    if file is not None and not file.is_file():
        raise UsageError(f"there is no file {file}; give a text file with a password on each line")
    lines = _lines(file) if file else []
    known = (*settings.extract.passwords, *passwords, *filter(None, lines))
    masked = pseudonymise or settings.extract.pseudonymise
    reading = replace(settings.extract, passwords=known, ocr=ocr or settings.extract.ocr, pseudonymise=masked)
    return replace(settings, extract=reading)


def _lines(file: Path) -> list[str]:
    from pipeline.spreadsheet import decode

    return decode(file).splitlines()


def tell_of_download(settings: Settings) -> None:
    """Say so before a model for sentence vectors may be downloaded."""
    if not settings.model.semantic:
        return
    from pipeline.model.semantic import semantic_notice

    notice = semantic_notice(settings.model.semantic)
    if notice:
        show.line(notice)
