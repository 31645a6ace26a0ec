"""Opening a PDF, with every refusal told as a status of the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.errors import UnreadableFileError
from pipeline.records import Status

_NEEDS_PASSWORD = (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)


@contextmanager
def opened(path: Path, *, password: str | None, max_pages: int) -> Iterator[pdfium.PdfDocument]:
    """The document, closed afterwards.

    Raises UnreadableFileError: ENCRYPTED when the password is missing or wrong, DAMAGED when pdfium finds no usable
    document, TOO_LARGE when it has more than ``max_pages`` pages.
    """
    document = _open(path, password)
    try:
        _check_length(len(document), max_pages)
        yield document
    finally:
        document.close()


def _open(path: Path, password: str | None) -> pdfium.PdfDocument:
    if path.stat().st_size == 0:
        raise UnreadableFileError(Status.DAMAGED, "Het bestand is leeg (0 bytes). Vraag het bestand opnieuw op.")
    try:
        return pdfium.PdfDocument(path, password=password)
    except pdfium.PdfiumError as error:
        raise _refusal(error, password) from error


def _refusal(error: pdfium.PdfiumError, password: str | None) -> UnreadableFileError:
    if error.err_code in _NEEDS_PASSWORD:
        found = "Het opgegeven wachtwoord opent de PDF niet." if password else "De PDF is met een wachtwoord beveiligd."
        return UnreadableFileError(Status.ENCRYPTED, f"{found} Sla het bestand op zonder wachtwoord.")
    return UnreadableFileError(
        Status.DAMAGED, "De PDF is beschadigd of onvolledig en gaat niet open. Vraag het bestand opnieuw op."
    )


def _check_length(pages: int, max_pages: int) -> None:
    if pages == 0:
        raise UnreadableFileError(Status.DAMAGED, "De PDF heeft geen pagina's. Vraag het bestand opnieuw op.")
    if pages > max_pages:
        raise UnreadableFileError(
            Status.TOO_LARGE,
            f"De PDF heeft {pages} pagina's en de grens is {max_pages}. Splits het bestand of verhoog max_pages.",
        )
