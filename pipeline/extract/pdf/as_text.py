"""PDF files that were opened as text and saved: all bytes that were no UTF-8 became the same three.

What was packed is gone then. A reader that takes it for words can be at it for minutes.
"""

import re

_REPLACED = "\N{REPLACEMENT CHARACTER}".encode()
_MOST = 0.01  # of the bytes; a PDF that nobody did this to has hardly any
_STREAM = re.compile(rb"(?<!end)stream\r?\n(.*?)endstream", re.DOTALL)
_RUINED = 0.1  # of the bytes of a stream; text that is not packed has fewer letters with an accent


def is_saved_as_text(data: bytes) -> bool:
    """Whether this happened to a file."""
    return _share_replaced(data) > _MOST


def without_ruins(data: bytes) -> bytes:
    """The same file, with nothing in the streams that were packed."""
    return _STREAM.sub(lambda found: b"stream\nendstream" if _share_replaced(found[1]) > _RUINED else found[0], data)


def _share_replaced(data: bytes) -> float:
    return len(_REPLACED) * data.count(_REPLACED) / max(len(data), 1)
