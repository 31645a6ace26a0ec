"""PDFs with a part that unpacks to more than any text needs are refused before pdfium unpacks it."""

from collections.abc import Iterable, Iterator

from pipeline.errors import UnreadableFileError
from pipeline.extract.pdf.streams import Packed
from pipeline.records import Status

MOST_MB = 256  # of one part; the drawing of a detailed map takes tens
_MESSAGE = (
    f"Een onderdeel van de PDF is uitgepakt groter dan {MOST_MB} MB, en dat is geen tekst. "
    "Druk het bestand af naar een nieuwe PDF, of vraag het opnieuw op."
)


def without_bombs(parts: Iterable[Packed]) -> Iterator[Packed]:
    """Pass the parts on, and raise UnreadableFileError (TOO_LARGE) when a part of a PDF unpacks to over 256 MB.

    What is locked, or packed otherwise than with deflate, is left to the limits of the child process.
    """
    for part in parts:
        if part.size >= MOST_MB * 2**20:
            raise UnreadableFileError(Status.TOO_LARGE, _MESSAGE)
        yield part
