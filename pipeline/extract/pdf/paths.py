"""The objects on a page and what is drawn by those that are paths, asked of pdfium by bound calls as in ``native``."""

import ctypes
from collections.abc import Iterable, Iterator
from itertools import repeat

import pypdfium2.raw as pdfium_c

from pipeline.extract.pdf.native import bind

_POINTER, _SIZE, _INT, _ULONG = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_ulong

_count_objects = bind(pdfium_c.FPDFPage_CountObjects, _INT)
_object = bind(pdfium_c.FPDFPage_GetObject, _SIZE)
_count_parts = bind(pdfium_c.FPDFFormObj_CountObjects, _INT, _POINTER)
_part = bind(pdfium_c.FPDFFormObj_GetObject, _SIZE, _POINTER, _ULONG)
_kind = bind(pdfium_c.FPDFPageObj_GetType, _INT, _POINTER)
_bounds = bind(pdfium_c.FPDFPageObj_GetBounds, _INT, _POINTER, *[_POINTER] * 4)
_object_matrix = bind(pdfium_c.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
count_segments = bind(pdfium_c.FPDFPath_CountSegments, _INT, _POINTER)
_segment = bind(pdfium_c.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
_segment_point = bind(pdfium_c.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)
_segment_kind = bind(pdfium_c.FPDFPathSegment_GetType, _INT, _POINTER)


def objects_on(page: int) -> list[int]:
    """Addresses of the objects on a page, in the order in which they are drawn."""
    handle = ctypes.c_void_p(page)
    return list(map(_object, repeat(handle), range(_count_objects(handle))))


def parts_of(form: int) -> list[int]:
    """Addresses of the objects in a form, in the order in which they are drawn."""
    return list(map(_part, repeat(form), range(_count_parts(form))))


def kinds_of(page_objects: Iterable[int]) -> Iterator[int]:
    """What each object is, such as FPDF_PAGEOBJ_PATH."""
    return map(_kind, page_objects)


class PathReader:
    """What can be asked about drawn paths. The buffers are reused between calls."""

    def __init__(self) -> None:
        self._four = (ctypes.c_float * 4)()
        start = ctypes.addressof(self._four)
        self._addresses = [start, start + 4, start + 8, start + 12]
        self._six = (ctypes.c_float * 6)()
        self._six_address = ctypes.addressof(self._six)

    def bounds(self, page_object: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top in the space of the page or form that the object stands in."""
        _bounds(page_object, *self._addresses)
        left, bottom, right, top = self._four
        return left, bottom, right, top

    def matrix(self, page_object: int) -> list[float]:
        """[a, b, c, d, e, f] from the space of a path or form to that of what it stands in."""
        _object_matrix(page_object, self._six_address)
        return self._six[:]

    def point(self, path: int, index: int) -> tuple[int, float, float]:
        """Kind of a segment of a path (as pdfium counts them) and the point where it ends, in the path's own space."""
        segment = _segment(path, index)
        _segment_point(segment, *self._addresses[:2])
        return _segment_kind(segment), self._four[0], self._four[1]
