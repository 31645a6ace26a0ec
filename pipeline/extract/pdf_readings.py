"""A PDF read in the way that gives most of it: by its text layer, by OCR, or by a second reader."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.errors import UnreadableFileError
from pipeline.extract.garbled import garbled_pages
from pipeline.extract.judge import judge, scanned_pages
from pipeline.extract.pdf.bombs import MOST_MB, without_bombs
from pipeline.extract.pdf.damage import what_is_lost
from pipeline.extract.pdf.reader import read_pdf
from pipeline.extract.pdf.streams import unpacked
from pipeline.extract.pdf.tesseract import missing as ocr_missing
from pipeline.records import Block, Reading, Status
from pipeline.settings import ExtractSettings

# What a damaged file is not called for what is left of it: scans can still be read from their images.
_NO_TEXT_LEFT = (Status.EMPTY, Status.GARBLED, Status.NOT_DUTCH)


def read_best(path: Path, settings: ExtractSettings) -> Reading:
    """Read the text layer; pages that have none, or garbage, are read from their image where that is asked for.

    Raises UnreadableFileError when the file is encrypted, unpacks to too much, has too many pages, gives no text to
    either reader, or is damaged and no Dutch text is left of it.
    """
    lost = _lost(path.read_bytes())
    try:
        reading = read_pdf(path, passwords=settings.passwords, max_pages=settings.max_pages)
    except UnreadableFileError as e:
        if e.status is not Status.DAMAGED or (saved := _second_opinion(path, settings)) is None:
            raise
        what = f"Het bestand is beschadigd; alleen de tekst van {_read_pages(saved)} kon worden gelezen."
        return _told(saved, f"{what} Paginanummers kunnen afwijken.", garbled_pages(saved))
    if not any(page.characters or page.images for page in reading.pages):
        if other := _second_opinion(path, settings):
            what = f"De gewone lezer vond geen tekst; die van {_read_pages(other)} is op een tweede manier gelezen."
            reading = replace(other, remark=what)
        return _told(reading, lost, garbled_pages(reading))
    garbled = garbled_pages(reading)
    unreadable = {*scanned_pages(reading), *garbled}
    if unreadable and settings.ocr and ocr_missing() is None:
        return read_pdf(path, passwords=settings.passwords, max_pages=settings.max_pages, ocr_pages=unreadable)
    return _told(reading, lost, garbled)


def _lost(data: bytes) -> str:
    return what_is_lost(data, list(without_bombs(unpacked(data, most=MOST_MB * 2**20))))


def _second_opinion(path: Path, settings: ExtractSettings) -> Reading | None:
    """What pdfplumber reads where pdfium reads nothing; None when it reads nothing too."""
    from pipeline.extract.pdf.second_opinion import read_with_pdfplumber  # slow to load, and few files need it

    return read_with_pdfplumber(path, max_pages=settings.max_pages)


def _read_pages(reading: Reading) -> str:
    count = sum(page.characters > 0 for page in reading.pages)
    return "1 pagina" if count == 1 else f"{count} pagina's"


def _told(reading: Reading, lost: str, garbled: Sequence[int]) -> Reading:
    """The reading with what is lost in its remark; a damaged file with no Dutch text left is called damaged."""
    if lost and judge(reading, garbled)[0] in _NO_TEXT_LEFT:
        raise UnreadableFileError(Status.DAMAGED, f"{lost} Wat er nog van te lezen is, is geen Nederlandse tekst.")
    return replace(reading, blocks=tuple(_set_apart(reading, garbled)), remark=f"{lost} {reading.remark}".strip())


def _set_apart(reading: Reading, garbled: Sequence[int]) -> Iterator[Block]:
    """The blocks, with those of garbled pages outside the body."""
    for block in reading.blocks:
        yield replace(block, zone="unreadable") if block.page in garbled else block
