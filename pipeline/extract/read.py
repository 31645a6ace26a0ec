"""Reading one input file into a Report, whatever its format."""

from pathlib import Path

from pipeline.disk import NO_ROOM
from pipeline.errors import UnreadableFileError
from pipeline.extract.garbled import garbled_pages
from pipeline.extract.harmless import harmless
from pipeline.extract.judge import blank_pages, judge, scanned_pages
from pipeline.extract.readers import READERS
from pipeline.formats import format_of
from pipeline.obeyed import left_out
from pipeline.records import InputFile, Reading, Report, Status
from pipeline.settings import ExtractSettings

_TITLE_LENGTH = 200


def read_report(file: InputFile, settings: ExtractSettings) -> Report:
    """Read a file of any kind. A file that cannot be read gives a report without blocks whose status says why.

    So does a file on which our own reader fails; its message names the class of the error and nothing of the text.
    Raises MemoryError, for the caller knows the limit, and OSError when the disk is full.
    """
    try:
        _refuse_at_sight(file)
        return _report(file, _read(file.path, settings))
    except UnreadableFileError as e:
        # Another run may have the password.
        return refused(file, e.status, e.message, passing=e.status is Status.ENCRYPTED)
    except PermissionError:
        message = "Het bestand mag niet worden gelezen; geef er leesrechten op."
        return refused(file, Status.NO_ACCESS, message, passing=True)
    except OSError as e:
        if e.errno in NO_ROOM:  # for a temporary file of a reader: no fault of this one
            raise
        return refused(file, Status.DAMAGED, f"Het bestand kan niet worden geopend ({e.strerror or type(e).__name__}).")
    except MemoryError:
        raise
    except Exception as e:  # one file that we did not foresee must not end a run, nor pass for a damaged one
        message = f"Het lezen liep vast op een fout in de lezer ({type(e).__name__}); meld dit met het bestand erbij."
        return refused(file, Status.DAMAGED, message, passing=True)


def refused(file: InputFile, status: Status, message: str, *, passing: bool = False) -> Report:
    """Return the report of a file that gave no text; ``passing`` when another run may end better."""
    return Report(file.report_id, file.sha256, status, message, title=Path(file.report_id).stem, passing=passing)


def _refuse_at_sight(file: InputFile) -> None:
    if file.outside:
        message = "Dit is een verwijzing naar een bestand buiten de map; die wordt niet gevolgd."
        raise UnreadableFileError(Status.OUTSIDE, message)
    if not file.path.is_file():
        raise UnreadableFileError(Status.DAMAGED, "Dit is geen gewoon bestand, of een verwijzing naar niets.")
    if file.path.stat().st_size == 0:
        raise UnreadableFileError(Status.EMPTY, "Het bestand is leeg (0 bytes). Vraag het bestand opnieuw op.")


def _report(file: InputFile, reading: Reading) -> Report:
    garbled = garbled_pages(reading)
    status, message = judge(reading, garbled)
    return Report(
        report_id=file.report_id,
        sha256=file.sha256,
        status=status,
        message=f"{reading.remark} {message}".strip(),
        title=" ".join(left_out(reading.title).split())[:_TITLE_LENGTH] or Path(file.report_id).stem,
        page_count=len(reading.pages),
        pages_scanned=scanned_pages(reading),
        pages_blank=blank_pages(reading),
        pages_garbled=garbled,
        pages_by_ocr=tuple(page.number for page in reading.pages if page.by_ocr),
        blocks=harmless(reading.blocks),
    )


def _read(path: Path, settings: ExtractSettings) -> Reading:
    known = format_of(path)
    if known is None:
        kind = f"Bestanden van de soort '{path.suffix.lower()}'" if path.suffix else "Bestanden zonder extensie"
        raise UnreadableFileError(Status.UNSUPPORTED, f"{kind} worden niet gelezen; zet ze om naar PDF.")
    return READERS[known](path, settings)
