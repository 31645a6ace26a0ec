"""The packed streams of a PDF, found in its bytes without trust in any list of them.

A stream packed with deflate ends with a checksum, so that a changed byte in it shows.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_STREAM = re.compile(rb"stream(?<!endstream)\r?\n")  # the look back comes last: a search for a bare word is fast
_FILTERS = re.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))")
_NO_TEXT = re.compile(rb"/Subtype\s*/Image|/Type\s*/EmbeddedFile")
_DICTIONARY = 2000  # bytes before a stream in which its dictionary is looked for
_LITTLE = 64  # bytes packed; some programs end such small streams without a checksum, and they hold no text
_CHUNK = 2**16
_PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Packed:
    """What a stream unpacks to: its size in bytes as far as it was unpacked, and whether it came out whole.

    One that never ends is called whole: it runs on to the end of the file, where that shows.
    """

    size: int
    whole: bool


def unpacked(data: bytes, *, most: int) -> Iterator[Packed]:
    """Unpack the streams that are packed with deflate alone, each until it has ``most`` bytes.

    Pictures, attachments and streams of a few bytes are left out.
    """
    for found in _STREAM.finditer(data):
        dictionary = data[max(found.start() - _DICTIONARY, 0) : found.start()].rpartition(b" obj")[2]
        filters = _filters(dictionary)
        is_deflated = set(filters) == {b"FlateDecode"} and not _NO_TEXT.search(dictionary)
        if is_deflated and data.find(b"endstream", found.end(), found.end() + _LITTLE) < 0:
            yield _unpacked(_chunks(data, found.end()), len(filters), most)


def _filters(dictionary: bytes) -> list[bytes]:
    found = _FILTERS.search(dictionary)
    return re.findall(rb"/(\w+)", found[1] or found[2]) if found else []


def _unpacked(pieces: Iterator[bytes], times: int, most: int) -> Packed:
    """A stream may be packed more than once."""
    for _ in range(times):
        pieces = _inflated(pieces)
    size = 0
    try:
        for piece in pieces:
            size += len(piece)
            if size >= most:
                break
    except zlib.error:
        return Packed(size, whole=False)
    return Packed(size, whole=True)


def _chunks(data: bytes, start: int) -> Iterator[bytes]:
    for place in range(start, len(data), _CHUNK):
        yield data[place : place + _CHUNK]


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What the chunks unpack to, in pieces of a bounded size; what comes behind the end is left alone."""
    unpacker = zlib.decompressobj()
    for chunk in chunks:
        rest = chunk
        while rest and not unpacker.eof:
            yield unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail
        if unpacker.eof:
            return
