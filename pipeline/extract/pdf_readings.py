"""A PDF read in the way that gives most of it: by its text layer, by OCR, or by a second reader."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.errors import UnreadableFileError
from pipeline.extract.garbled import garbled_pages
from pipeline.extract.judge import scanned_pages
from pipeline.extract.pdf import read_pdf
from pipeline.extract.pdf.damage import what_is_lost
from pipeline.extract.pdf.ocr import missing as ocr_missing
from pipeline.extract.pdf.second_opinion import read_with_pdfplumber
from pipeline.records import Block, Reading, Status
from pipeline.settings import ExtractSettings


def read_best(path: Path, settings: ExtractSettings) -> Reading:
    """Read the text layer; pages that have none, or garbage, are read from their image where that is asked for.

    Raises UnreadableFileError when the file is encrypted, has too many pages, or gives no text to either reader.
    """
    try:
        reading = read_pdf(path, passwords=settings.passwords, max_pages=settings.max_pages)
    except UnreadableFileError as e:
        if e.status is not Status.DAMAGED or (saved := _second_opinion(path, settings, damaged=True)) is None:
            raise
        return saved
    if not any(page.characters or page.images for page in reading.pages):
        return _second_opinion(path, settings, damaged=False) or reading
    unreadable = {*scanned_pages(reading), *garbled_pages(reading)}
    if unreadable and settings.ocr and ocr_missing() is None:
        return read_pdf(path, passwords=settings.passwords, max_pages=settings.max_pages, ocr_pages=unreadable)
    return replace(reading, blocks=tuple(_set_apart(reading)), remark=what_is_lost(path.read_bytes()))


def _second_opinion(path: Path, settings: ExtractSettings, *, damaged: bool) -> Reading | None:
    """What pdfplumber reads where pdfium reads nothing, with a remark that says so; None when it reads nothing too."""
    reading = read_with_pdfplumber(path, max_pages=settings.max_pages)
    if reading is None:
        return None
    count = sum(page.characters > 0 for page in reading.pages)
    pages = "1 pagina" if count == 1 else f"{count} pagina's"
    remark = f"De gewone lezer vond geen tekst; die van {pages} is op een tweede manier gelezen."
    if damaged:
        remark = (
            f"Het bestand is beschadigd; alleen de tekst van {pages} kon worden gelezen. Paginanummers kunnen afwijken."
        )
    return replace(reading, blocks=tuple(_set_apart(reading)), remark=remark)


def _set_apart(reading: Reading) -> Iterator[Block]:
    """The blocks, with those of garbled pages outside the body."""
    garbled = garbled_pages(reading)
    for block in reading.blocks:
        yield replace(block, zone="unreadable") if block.page in garbled else block
