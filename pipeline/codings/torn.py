"""What a save that was cut short leaves at the end of a file of ours, told from what a spreadsheet leaves there.

We end every record with a line end and quote every cell. A kill halfway a record therefore leaves no line end. Some
programs leave it out too, when an analyst saves the file with them; what they write does not begin as a file of ours.
"""

import io
from itertools import accumulate

from pipeline.codings.columns import COLUMNS
from pipeline.spreadsheet import delimiter_of, records

OURS = "beoordeeld-"  # files of this beginning are appended to; other files are what somebody put in the folder
HEADER = b"\xef\xbb\xbf" + ";".join(COLUMNS).encode() + b"\r\n"


def whole_length(data: bytes) -> int:
    """Return how many bytes of a file are whole records; what stands after them was never confirmed to anybody."""
    text = data.decode("latin-1")  # one character per byte, and the marks of a CSV mean the same in any encoding
    if data.startswith(HEADER) and data.endswith(b"\r\n"):  # no cell of ours holds a CR
        return len(data)
    if data.startswith(HEADER):
        return _last_start(text.removesuffix("\r"), "")
    start = _last_start(text, "")
    return len(data) if start == len(data) or _ends_whole(text, start) else start


def _ends_whole(text: str, start: int) -> bool:
    """Whether the record that begins at ``start`` only lacks its line end."""
    if not start or _last_start(text, "\r\n") != len(text) + 2:
        return False
    delimiter = delimiter_of(text)
    (_, header), (_, last) = (
        next(records(io.StringIO(part, newline=""), delimiter)) for part in (text[:start], text[start:])
    )
    return len(last) == len(header)


def _last_start(text: str, end: str) -> int:
    """Where the last record begins, after a character of our own is put behind the text and ``end``.

    That character is a record by itself only when the text ends with a whole record.
    """
    lines = list(io.StringIO(text + end + "x", newline=""))
    ends = [0, *accumulate(map(len, lines))]
    starts = [0, *(ends[line] for line, _ in records(lines, delimiter_of(text)))]
    return starts[-2]
