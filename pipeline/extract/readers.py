"""The reader of each format. What a reader needs is loaded with the first file of its kind, for that takes long."""

from collections.abc import Callable
from pathlib import Path

from pipeline.formats import Format
from pipeline.records import Reading
from pipeline.settings import ExtractSettings

Reader = Callable[[Path, ExtractSettings], Reading]


def _pdf(path: Path, settings: ExtractSettings) -> Reading:
    from pipeline.extract.pdf_readings import read_best

    return read_best(path, settings)


def _docx(path: Path, _: ExtractSettings) -> Reading:
    from pipeline.extract.docx import read_docx

    return read_docx(path)


def _odt(path: Path, _: ExtractSettings) -> Reading:
    from pipeline.extract.odt import read_odt

    return read_odt(path)


def _html(path: Path, _: ExtractSettings) -> Reading:
    from pipeline.extract.html import read_html

    return read_html(path)


def _text(path: Path, _: ExtractSettings) -> Reading:
    from pipeline.extract.text import read_text

    return read_text(path)


READERS: dict[Format, Reader] = {
    Format.PDF: _pdf,
    Format.DOCX: _docx,
    Format.ODT: _odt,
    Format.HTML: _html,
    Format.TEXT: _text,
    Format.MARKDOWN: _text,
}
