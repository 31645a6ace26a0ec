"""Texts made fit for a place: a name in lower-case letters and figures, and what may stand in XML."""

import re
import unicodedata

# XML 1.0 has no way at all to write these, not even as a character reference.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def slug(text: str, between: str = "-") -> str:
    """Return a text in the letters a to z and figures, with ``between`` for the rest; 'code' when none is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", between, plain).strip(between) or "code"


def shown_in_xml(text: str) -> str:
    """Return a text with a replacement character (U+FFFD) for what XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


def fits_in_xml(text: str) -> bool:
    """Whether XML can hold a text as it is."""
    return not _NOT_IN_XML.search(text)
