"""Opening a PDF, with every refusal told as a status of the file."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.errors import UnreadableFileError
from pipeline.extract.content import refuse_other_kind
from pipeline.records import Status

_HEADER, _HEADER_WITHIN = b"%PDF-", 1024  # bytes; readers allow other things before the header
_NEEDS_PASSWORD = (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)


@contextmanager
def opened(path: Path, *, passwords: Sequence[str], max_pages: int) -> Iterator[pdfium.PdfDocument]:
    """The document, closed afterwards; ``passwords`` are tried in turn when it opens with one only.

    Raises UnreadableFileError: ENCRYPTED when no password fits, OTHER_KIND for a web page or another kind of file that
    is named .pdf, DAMAGED when pdfium finds no usable document, TOO_LARGE when it has more than ``max_pages`` pages.
    """
    document = _open(path, passwords)
    try:
        _check_length(len(document), max_pages)
        yield document
    finally:
        document.close()


def _open(path: Path, passwords: Sequence[str]) -> pdfium.PdfDocument:
    with path.open("rb") as handle:
        start = handle.read(_HEADER_WITHIN)
    if _HEADER not in start:
        refuse_other_kind(start, path.suffix)
    for password in (None, *passwords):
        _forget_last_error()
        try:
            return pdfium.PdfDocument(path, password=password)
        except pdfium.PdfiumError as error:
            if error.err_code not in _NEEDS_PASSWORD:
                raise _damaged() from error
    raise _locked(tried=bool(passwords))


def _forget_last_error() -> None:
    """Set pdfium's last error to that of a load of nothing.

    pypdfium2 takes a document without pages for one that did not load and asks for the error, but pdfium has set none
    for it: without this that of the file before would be given, such as that it wants a password.
    """
    pdfium_c.FPDF_LoadMemDocument64(b"", 0, None)


def _locked(*, tried: bool) -> UnreadableFileError:
    if tried:
        message = "De PDF is met een wachtwoord beveiligd en geen van de opgegeven wachtwoorden past."
    else:
        message = "De PDF is met een wachtwoord beveiligd. Geef het met --password, of sla de PDF op zonder wachtwoord."
    return UnreadableFileError(Status.ENCRYPTED, message)


def _damaged() -> UnreadableFileError:
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
