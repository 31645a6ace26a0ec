"""Reading one input file into a Report, whatever its format."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import UnreadableFileError
from pipeline.extract.docx import read_docx
from pipeline.extract.html import read_html
from pipeline.extract.judge import blank_pages, garbled_pages, judge, scanned_pages
from pipeline.extract.odt import read_odt
from pipeline.extract.pdf import read_pdf
from pipeline.extract.pdf.ocr import missing as ocr_missing
from pipeline.extract.pdf.second_opinion import read_with_pdfplumber
from pipeline.extract.text import read_text
from pipeline.records import Block, Reading, Report, Status
from pipeline.settings import ExtractSettings

_TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file of the reports folder: its place, its path below the folder with forward slashes, and its content hash."""

    path: Path
    report_id: str
    sha256: str


def read_report(file: InputFile, settings: ExtractSettings) -> Report:
    """Read a file of any kind. A file that cannot be read gives a report without blocks whose status says why."""
    if not file.path.is_file():
        return refused(file, Status.DAMAGED, "Dit is geen gewoon bestand, of een verwijzing naar niets.")
    try:
        reading = _read(file.path, settings)
    except UnreadableFileError as e:
        return refused(file, e.status, e.message)
    except OSError as e:
        return refused(file, Status.DAMAGED, f"Het bestand kan niet worden geopend ({e.strerror}).")
    status, message = judge(reading)
    return Report(
        report_id=file.report_id,
        sha256=file.sha256,
        status=status,
        message=f"{reading.remark} {message}".strip(),
        title=" ".join(reading.title.split())[:_TITLE_LENGTH] or Path(file.report_id).stem,
        page_count=len(reading.pages),
        pages_scanned=scanned_pages(reading),
        pages_blank=blank_pages(reading),
        pages_garbled=garbled_pages(reading),
        pages_by_ocr=tuple(page.number for page in reading.pages if page.by_ocr),
        blocks=reading.blocks,
    )


def refused(file: InputFile, status: Status, message: str) -> Report:
    """Return the report of a file that gave no text."""
    return Report(file.report_id, file.sha256, status, message, title=Path(file.report_id).stem)


def _read_pdf(path: Path, settings: ExtractSettings) -> Reading:
    """Read the text layer; pages that have none, or garbage, are read from their image where that is asked for."""
    try:
        reading = read_pdf(path, max_pages=settings.max_pages)
    except UnreadableFileError as e:
        if e.status is not Status.DAMAGED or (saved := _second_opinion(path, settings, damaged=True)) is None:
            raise
        return saved
    if not any(page.characters or page.images for page in reading.pages):
        return _second_opinion(path, settings, damaged=False) or reading
    unreadable = {*scanned_pages(reading), *garbled_pages(reading)}
    if unreadable and settings.ocr and ocr_missing() is None:
        return read_pdf(path, max_pages=settings.max_pages, ocr_pages=unreadable)
    return replace(reading, blocks=tuple(_set_apart(reading)))


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


def _read(path: Path, settings: ExtractSettings) -> Reading:
    match path.suffix.lower():
        case ".pdf":
            return _read_pdf(path, settings)
        case ".docx":
            return read_docx(path)
        case ".odt":
            return read_odt(path)
        case ".html" | ".htm":
            return read_html(path)
        case ".txt" | ".md":
            return read_text(path)
        case suffix:
            kind = f"Bestanden van de soort '{suffix}'" if suffix else "Bestanden zonder extensie"
            raise UnreadableFileError(Status.UNSUPPORTED, f"{kind} worden niet gelezen; zet ze om naar PDF.")
