"""Damage inside a PDF that readers pass over in silence: streams that do not unpack, and pieces that are gone.

A packed stream ends with a checksum, so a changed byte in the text of a page, in a font or in a list of objects shows.
"""

import re
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 2000  # bytes before a stream in which its dictionary is looked for
_CHUNK = 2**16
_LITTLE = 64  # bytes packed; some programs end such small streams without a checksum, and they hold no text
_MOST = 2**27  # bytes unpacked of one stream; more is no text
_END = re.compile(rb"startxref\s+(\d{1,12})")
_LIST = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")
_NEAR_THE_END = 2048


def what_is_lost(data: bytes) -> str:
    """Say in Dutch what of a PDF is damaged, '' when nothing is; locked files are not looked into.

    Pictures do not count, nor does what is not packed or packed otherwise.
    """
    if b"/Encrypt" in data:
        return ""
    found = _at_the_end(data) or _inside(data)
    return f"{found}; er kan tekst verloren zijn. Vraag het bestand opnieuw op." if found else ""


def _at_the_end(data: bytes) -> str:
    """The file ends with the place of its list of objects; bytes that were lost or added before that place move it."""
    end = _END.findall(data[-_NEAR_THE_END:])
    if not end:
        return "Het einde van het bestand ontbreekt"
    place = int(end[-1])
    return "" if _LIST.match(data, place) else "Er ontbreken stukken van het bestand"


def _inside(data: bytes) -> str:
    broken = sum(1 for start in _packed(data) if not _unpacks(data, start))
    places = "op 1 plaats" if broken == 1 else f"op {broken} plaatsen"
    return f"Het bestand is {places} beschadigd" if broken else ""


def _packed(data: bytes) -> Iterator[int]:
    """Where the packed streams begin that are no pictures."""
    for found in _STREAM.finditer(data):
        dictionary = data[max(found.start() - _DICTIONARY, 0) : found.start()].rpartition(b" obj")[2]
        filters = re.search(rb"/Filter\s*\[?\s*/(\w+)", dictionary)
        is_packed = filters and filters[1] == b"FlateDecode" and not re.search(rb"/Subtype\s*/Image", dictionary)
        if is_packed and data.find(b"endstream", found.end(), found.end() + _LITTLE) < 0:
            yield found.end()


def _unpacks(data: bytes, start: int) -> bool:
    """Whether a stream unpacks whole, with the right checksum; one that never ends is left to the end of the file."""
    unpacker, place, unpacked = zlib.decompressobj(), start, 0
    try:
        while not unpacker.eof and place < len(data) and unpacked < _MOST:
            rest = unpacker.unconsumed_tail or data[place : (place := place + _CHUNK)]
            unpacked += len(unpacker.decompress(rest, _CHUNK * 16))
    except zlib.error:
        return False
    return True
