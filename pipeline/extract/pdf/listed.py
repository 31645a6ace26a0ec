"""The objects that a PDF lists at its end, held against what stands at their places.

A reader of PDFs goes by that list, and takes an object that is not at its place for one that never was.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO

import numpy as np
import numpy.typing as npt
from pdfminer.pdfdocument import PDFBaseXRef, PDFDocument, PDFXRefStream
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException

_OBJECT = re.compile(rb"\s*(\d{1,10})\s+\d{1,10}\s+obj")
_STANDS_APART = 1  # the kind of an object that is in no other
# What pdfminer lets through of a list that holds other things than numbers, or leads back to itself.
_WRONG_KINDS = (LookupError, ArithmeticError, ValueError, TypeError, AttributeError, AssertionError)
_FAILURES = (PSException, *_WRONG_KINDS, struct.error, zlib.error, RecursionError)


def missing_objects(data: bytes) -> int | None:
    """How many objects do not stand where the list says that they do; None when the list cannot be read."""
    try:
        with BytesIO(data) as file:  # which pdfminer would hold on to
            lists = PDFDocument(PDFParser(file), fallback=False).xrefs
            places = _places(lists)
        if "Prev" in lists[-1].get_trailer():  # which is not there, and pdfminer does not say so
            return None
        return sum(_number_at(data, place) != number for number, place in places.items())
    except _FAILURES:
        return None


def _places(lists: list[PDFBaseXRef]) -> dict[int, int]:
    """Where each object begins, by its number; a newer list goes before an older one."""
    return {number: place for one in reversed(lists) for number, place in _listed(one)}


def _listed(one: PDFBaseXRef) -> Iterable[tuple[int, int]]:
    """What one list says, without what is packed in another object, and what is gone or was never written."""
    if isinstance(one, PDFXRefStream):
        return _in_stream(one)
    whole = ((number, one.get_pos(number)) for number in one.get_objids())
    return ((number, place) for number, (holder, place, _) in whole if holder is None and place)


def _in_stream(one: PDFXRefStream) -> Iterator[tuple[int, int]]:
    """The same of a list that is packed in a stream: rows of a kind, a place and more, for ranges of numbers."""
    width, of_kind, of_place = int(one.entlen or 0), int(one.fl1 or 0), int(one.fl2 or 0)
    data = np.frombuffer(one.data or b"", np.uint8)
    rows = data[: len(data) // width * width].reshape(-1, width)
    kinds = _numbers(rows[:, :of_kind]) if of_kind else np.full(len(rows), _STANDS_APART)
    places = _numbers(rows[:, of_kind : of_kind + of_place])
    stands = (kinds == _STANDS_APART) & (places > 0)
    first = 0
    for start, count in one.ranges:
        here = np.flatnonzero(stands[first : first + max(count, 0)])
        yield from zip((here + start).tolist(), places[here + first].tolist(), strict=True)
        first += max(count, 0)


def _numbers(columns: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """The numbers whose bytes stand in these columns, the highest first."""
    numbers = np.zeros(len(columns), np.int64)
    for column in columns.T:
        numbers = numbers << 8 | column
    return numbers


def _number_at(data: bytes, place: int) -> int | None:
    found = _OBJECT.match(data, place)
    return int(found[1]) if found else None
