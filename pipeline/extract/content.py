"""What a file really is, whatever its name says, and whether it is small enough to be read."""

import codecs
from pathlib import Path

from pipeline.errors import UnreadableFileError
from pipeline.records import Status

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = (
    (b"%PDF", "een PDF"),
    (b"{\\rtf", "een RTF-bestand"),
    (b"PK\x03\x04", "een .docx-, .odt- of zip-bestand"),
    (_OLE, "een oud Office-bestand"),
)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def damaged(message: str) -> UnreadableFileError:
    """Return the error of a file that is not all there, or is not as such a file must be."""
    return UnreadableFileError(Status.DAMAGED, message)


def other_kind(message: str) -> UnreadableFileError:
    """Return the error of a file that is of another kind than its name says."""
    return UnreadableFileError(Status.OTHER_KIND, message)


def encrypted() -> UnreadableFileError:
    """Return the error of a file that opens with a password only."""
    return UnreadableFileError(
        Status.ENCRYPTED, "Het bestand is met een wachtwoord beveiligd; sla het op zonder wachtwoord."
    )


def content_of(path: Path, *, most_mb: int) -> bytes:
    """Read a file whole.

    Raises UnreadableFileError when it is larger than ``most_mb`` MiB.
    """
    if path.stat().st_size > most_mb * 2**20:
        raise UnreadableFileError(
            Status.TOO_LARGE, f"Het bestand is groter dan {most_mb} MB; bewaar alleen de tekst ervan of deel het op."
        )
    return path.read_bytes()


def kind_of(data: bytes) -> str | None:
    """Name in Dutch the kind of file that the first bytes give away; None for text and for what is not known."""
    start = _start(data)
    return next((kind for magic, kind in _KINDS if start.startswith(magic)), None)


def refuse_other_kind(data: bytes, suffix: str) -> None:
    """Raise UnreadableFileError, with what to do, for what is another kind of file that is known."""
    if data.startswith(_OLE):
        raise _ole_error(data, suffix)
    if data.startswith(b"PK") and suffix != ".pdf":  # what is wrong with a zip, its reader finds
        return
    kind = "een webpagina of los XML-bestand" if _start(data).startswith(b"<") else kind_of(data)
    if kind:
        raise other_kind(f"Dit is {kind} met de extensie {suffix}; geef het de juiste extensie.")


def _start(data: bytes) -> bytes:
    """The first characters, without a byte order mark, white space and the zero bytes of UTF-16."""
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    start = data[len(mark) :][:1000].lstrip()
    return start.replace(b"\0", b"").lstrip() if len(mark) == 2 else start


def _ole_error(data: bytes, suffix: str) -> UnreadableFileError:
    """A compound file is an encrypted document or an old Word document: its stream names tell which."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return encrypted()
    if "WordDocument".encode("utf-16-le") in data:
        message = f"Dit is een oud Word-bestand (.doc) met de extensie {suffix}; sla het in Word op als .docx."
        return UnreadableFileError(Status.UNSUPPORTED, message)
    return other_kind(f"Dit is geen {suffix}-bestand maar een ander, ouder Office-bestand; zet het om naar PDF.")
