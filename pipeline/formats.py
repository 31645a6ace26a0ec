"""The formats that are read: the one list of them."""

from enum import Enum
from pathlib import Path


class Format(Enum):
    """A kind of file; its value holds the extensions it goes by, the usual one first."""

    PDF = (".pdf",)
    DOCX = (".docx", ".docm")
    ODT = (".odt",)
    HTML = (".html", ".htm", ".xhtml")
    TEXT = (".txt",)
    MARKDOWN = (".md",)


FORMATS = ", ".join(known.value[0] for known in Format).replace(".pdf", "PDF")


def format_of(path: Path) -> Format | None:
    """Return the format that the extension of a file promises; None when it is not one that is read."""
    return next((known for known in Format if path.suffix.lower() in known.value), None)
