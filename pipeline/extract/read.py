"""Reading one input file into a Report, whatever its format."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UnreadableFileError
from pipeline.extract.docx import read_docx
from pipeline.extract.html import read_html
from pipeline.extract.judge import judge, pages_without_text
from pipeline.extract.odt import read_odt
from pipeline.extract.pdf import read_pdf
from pipeline.extract.text import read_text
from pipeline.records import Reading, Report, Status
from pipeline.settings import ExtractSettings

SUPPORTED = (".pdf", ".docx", ".odt", ".html", ".htm", ".txt", ".md")
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
        message=message,
        title=" ".join(reading.title.split())[:_TITLE_LENGTH] or Path(file.report_id).stem,
        page_count=len(reading.pages),
        pages_without_text=pages_without_text(reading.pages),
        blocks=reading.blocks,
    )


def refused(file: InputFile, status: Status, message: str) -> Report:
    """Return the report of a file that gave no text."""
    return Report(file.report_id, file.sha256, status, message, title=Path(file.report_id).stem)


def _read(path: Path, settings: ExtractSettings) -> Reading:
    match path.suffix.lower():
        case ".pdf":
            return read_pdf(path, max_pages=settings.max_pages)
        case ".docx":
            return read_docx(path)
        case ".odt":
            return read_odt(path)
        case ".html" | ".htm":
            return read_html(path)
        case ".txt" | ".md":
            return read_text(path)
        case suffix:
            kind = f"Bestanden van het soort '{suffix}'" if suffix else "Bestanden zonder extensie"
            raise UnreadableFileError(
                Status.UNSUPPORTED, f"{kind} worden niet gelezen; zet het om naar PDF."
            )
