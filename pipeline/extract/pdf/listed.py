"""The objects that a PDF lists at its end, held against what stands at their places.

A reader of PDFs goes by that list, and takes an object that is not at its place for one that never was.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from pdfminer.pdfdocument import PDFBaseXRef, PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException

_OBJECT = re.compile(rb"\s*(\d{1,10})\s+\d{1,10}\s+obj")
# What pdfminer lets through of a list that holds other things than numbers, or leads back to itself.
_WRONG_KINDS = (LookupError, ValueError, TypeError, AttributeError, AssertionError)
_FAILURES = (PSException, *_WRONG_KINDS, struct.error, zlib.error, RecursionError)


def missing_objects(data: bytes) -> int | None:
    """How many objects do not stand where the list says that they do; None when the list cannot be read."""
    try:
        lists = PDFDocument(PDFParser(BytesIO(data)), fallback=False).xrefs
        return sum(_number_at(data, place) != number for number, place in _places(lists).items())
    except _FAILURES:
        return None


def _places(lists: list[PDFBaseXRef]) -> dict[int, int]:
    """Where each object begins, by its number; a newer list goes before an older one."""
    return {number: place for one in reversed(lists) for number, place in _listed(one)}


def _listed(one: PDFBaseXRef) -> Iterator[tuple[int, int]]:
    """What one list says, without what is packed in another object, and what is gone or was never written."""
    for number in one.get_objids():
        holder, place, _ = one.get_pos(number)
        if holder is None and place:
            yield number, place


def _number_at(data: bytes, place: int) -> int | None:
    found = _OBJECT.match(data, place)
    return int(found[1]) if found else None
