"""The few pdfium calls that are made thousands of times a page, bound once with plain integers as arguments.

The bindings of pypdfium2 convert every pointer into an object; bound like this a call takes half the time. Those bound
without the types of their arguments skip their conversion as well, which saves a third of what is left: they must be
given Python integers for a C int, and c_void_p for a pointer.
"""

import ctypes
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import repeat

import pypdfium2.raw as pdfium_c

_POINTER, _INT, _UINT, _ULONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_ulong


def _bind(function: Callable[..., object], result: type, *arguments: type) -> Callable[..., int]:
    address = ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type]
    return ctypes.PYFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


_text_object = _bind(pdfium_c.FPDFText_GetTextObject, _POINTER)
_unicode = _bind(pdfium_c.FPDFText_GetUnicode, _UINT)
_loose_box = _bind(pdfium_c.FPDFText_GetLooseCharBox, _INT)
_matrix = _bind(pdfium_c.FPDFText_GetMatrix, _INT)
_font_size = _bind(pdfium_c.FPDFText_GetFontSize, ctypes.c_double)
_colour = _bind(pdfium_c.FPDFText_GetFillColor, _INT)
_font_of = _bind(pdfium_c.FPDFTextObj_GetFont, _POINTER, _POINTER)
_font_name = _bind(pdfium_c.FPDFFont_GetBaseFontName, ctypes.c_size_t, _POINTER, _POINTER, ctypes.c_size_t)
marked_content = _bind(pdfium_c.FPDFPageObj_GetMarkedContentID, _INT, _POINTER)
count_marks = _bind(pdfium_c.FPDFPageObj_CountMarks, _INT, _POINTER)
_mark = _bind(pdfium_c.FPDFPageObj_GetMark, _POINTER, _POINTER, _ULONG)
_mark_name = _bind(pdfium_c.FPDFPageObjMark_GetName, _INT, _POINTER, _POINTER, _ULONG, _POINTER)
_element_type = _bind(pdfium_c.FPDF_StructElement_GetType, _ULONG)
_type_name = ctypes.create_string_buffer(32)  # of the last element that was asked for its type
_type_address, _type_room = ctypes.c_void_p(ctypes.addressof(_type_name)), ctypes.c_ulong(32)
_count_children = _bind(pdfium_c.FPDF_StructElement_CountChildren, _INT)
_child = _bind(pdfium_c.FPDF_StructElement_GetChildAtIndex, _POINTER)
_child_content = _bind(pdfium_c.FPDF_StructElement_GetChildMarkedContentID, _INT)
count_objects = _bind(pdfium_c.FPDFPage_CountObjects, _INT, _POINTER)
object_of = _bind(pdfium_c.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
count_parts = _bind(pdfium_c.FPDFFormObj_CountObjects, _INT, _POINTER)
part_of = _bind(pdfium_c.FPDFFormObj_GetObject, _POINTER, _POINTER, _ULONG)
kind_of = _bind(pdfium_c.FPDFPageObj_GetType, _INT, _POINTER)
_bounds = _bind(pdfium_c.FPDFPageObj_GetBounds, _INT, _POINTER, *[_POINTER] * 4)
_object_matrix = _bind(pdfium_c.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
count_segments = _bind(pdfium_c.FPDFPath_CountSegments, _INT, _POINTER)
_segment = _bind(pdfium_c.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
_segment_point = _bind(pdfium_c.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)
_segment_kind = _bind(pdfium_c.FPDFPathSegment_GetType, _INT, _POINTER)


def address_of(handle: object) -> int:
    """The address behind a pypdfium2 handle, as the functions here take it; 0 for a null pointer."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


class TextPage:
    """What can be asked about the characters of one page, by their number. The buffers are reused between calls.

    ``object_at`` gives the address of the text object that a character belongs to, None for a space of pdfium.
    """

    def __init__(self, handle: object) -> None:
        self._address = ctypes.c_void_p(address_of(handle))
        self._box = (ctypes.c_float * 4)()
        self._six = (ctypes.c_float * 6)()
        self._rgba = (ctypes.c_uint * 4)()
        self._box_address = ctypes.c_void_p(ctypes.addressof(self._box))
        self._six_address = ctypes.c_void_p(ctypes.addressof(self._six))
        start = ctypes.addressof(self._rgba)
        self._rgba_addresses = [ctypes.c_void_p(start + shift) for shift in (0, 4, 8, 12)]
        self.object_at = partial(_text_object, self._address)
        self.text = self._read(handle, pdfium_c.FPDFText_CountChars(handle))

    def _read(self, handle: object, count: int) -> str:
        """All characters, one position a character, so that positions serve as pdfium's character numbers."""
        buffer = (ctypes.c_ushort * (2 * max(count, 0) + 2))()
        got = pdfium_c.FPDFText_GetText(handle, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(got - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        codes = map(_unicode, repeat(self._address, count), range(count))
        return "".join(map(chr, codes)).replace("\0", "\uffff")

    def loose_box(self, index: int) -> list[float]:
        """[left, top, right, bottom] of the cell of a character, in page space (y upwards)."""
        _loose_box(self._address, index, self._box_address)
        return self._box[:]

    def matrix(self, index: int) -> list[float]:
        """[a, b, c, d, e, f] of the text object of a character; e and f are where its baseline starts."""
        _matrix(self._address, index, self._six_address)
        return self._six[:]

    def font_size(self, index: int) -> float:
        """Type size before the text matrix."""
        return float(_font_size(self._address, index))

    def colour(self, index: int) -> int:
        """Fill colour as 0xRRGGBB."""
        _colour(self._address, index, *self._rgba_addresses)
        red, green, blue, _ = self._rgba[:]
        return red << 16 | green << 8 | blue


def font_of(text_object_address: int) -> int:
    """Address of the font of a text object; stable while the page is open."""
    return _font_of(text_object_address) or 0


def font_name(font: int) -> str:
    """Base font name, such as ``ABCDEF+Verdana-Bold``; empty when the font has none."""
    buffer = ctypes.create_string_buffer(128)
    got = _font_name(font, ctypes.addressof(buffer), 128)
    return buffer.raw[: max(min(got, 128) - 1, 0)].decode("utf-8", "replace")


def mark_name(page_object: int, index: int) -> str:
    """Name of a content mark of a page object, such as ``Artifact``."""
    buffer, needed = ctypes.create_string_buffer(64), ctypes.c_ulong()
    mark = _mark(page_object, index)
    _mark_name(mark, ctypes.addressof(buffer), 64, ctypes.addressof(needed))
    return buffer.raw[: max(min(needed.value, 64) - 2, 0)].decode("utf-16-le", "replace")


def element_type(element: int) -> str:
    """Structure type of an element of the structure tree, such as ``P`` or ``TD``."""
    got = _element_type(ctypes.c_void_p(element), _type_address, _type_room)
    return _decoded(_type_name.raw[: max(min(got, 32) - 2, 0)])


@lru_cache(maxsize=1024)
def _decoded(utf16: bytes) -> str:
    """Few types are used, and those on every page."""
    return utf16.decode("utf-16-le", "replace")


def children(element: int) -> Iterator[tuple[int, int | None]]:
    """What stands in an element: the number of marked content or -1, and the address of an element or None.

    pdfium counts the children on all pages, so most of those of the outer elements are neither.
    """
    parent = ctypes.c_void_p(element)
    places = range(_count_children(parent))
    return zip(map(_child_content, repeat(parent), places), map(_child, repeat(parent), places), strict=True)


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
