"""The few pdfium calls that are made thousands of times a page, bound once with plain integers as arguments.

The bindings of pypdfium2 convert every pointer into an object; bound like this a call takes half the time. Those bound
without the types of their arguments skip their conversion as well, which saves a third of what is left: they must be
given Python integers for a C int, and c_void_p for a pointer.
"""

import ctypes
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import repeat

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from pipeline.extract.pdf.rows import Rows

Array = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_POINTER, _INT, _UINT, _ULONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_ulong


def bind(function: Callable[..., object], result: type, *arguments: type) -> Callable[..., int]:
    """A function of pdfium as one that takes and gives plain numbers and addresses."""
    address = ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type]
    return ctypes.PYFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


_text_object = bind(pdfium_c.FPDFText_GetTextObject, ctypes.c_size_t)
_count_characters = bind(pdfium_c.FPDFText_CountChars, _INT)
_all_text = bind(pdfium_c.FPDFText_GetText, _INT)
_unicode = bind(pdfium_c.FPDFText_GetUnicode, _UINT)
_loose_box = bind(pdfium_c.FPDFText_GetLooseCharBox, _INT)
_matrix = bind(pdfium_c.FPDFText_GetMatrix, _INT)
_font_size = bind(pdfium_c.FPDFText_GetFontSize, ctypes.c_double)
_colour = bind(pdfium_c.FPDFText_GetFillColor, _INT)
_font_of = bind(pdfium_c.FPDFTextObj_GetFont, ctypes.c_size_t, _POINTER)
_font_name = bind(pdfium_c.FPDFFont_GetBaseFontName, ctypes.c_size_t, _POINTER, _POINTER, ctypes.c_size_t)
_marked_content = bind(pdfium_c.FPDFPageObj_GetMarkedContentID, _INT, _POINTER)
_count_marks = bind(pdfium_c.FPDFPageObj_CountMarks, _INT, _POINTER)
_mark = bind(pdfium_c.FPDFPageObj_GetMark, _POINTER, _POINTER, _ULONG)
_mark_name = bind(pdfium_c.FPDFPageObjMark_GetName, _INT, _POINTER, _POINTER, _ULONG, _POINTER)
_element_type = bind(pdfium_c.FPDF_StructElement_GetType, _ULONG)
_type_name = ctypes.create_string_buffer(32)  # of the last element that was asked for its type
_type_address, _type_room = ctypes.c_void_p(ctypes.addressof(_type_name)), ctypes.c_ulong(32)
count_children = bind(pdfium_c.FPDF_StructElement_CountChildren, _INT)
_child = bind(pdfium_c.FPDF_StructElement_GetChildAtIndex, _POINTER)
_child_content = bind(pdfium_c.FPDF_StructElement_GetChildMarkedContentID, _INT)

_boxes, _matrices, _colours = Rows(np.float32, 4), Rows(np.float32, 6), Rows(np.uint32, 4, apart=True)


def address_of(handle: object) -> int:
    """The address behind a pypdfium2 handle, as the functions here take it; 0 for a null pointer."""
    return ctypes.c_void_p.from_buffer(handle).value or 0  # type: ignore[arg-type]


class TextPage:
    """What can be asked about the characters of one page, by their number: of many at once, for that is much faster."""

    def __init__(self, handle: object) -> None:
        self._address = ctypes.c_void_p(address_of(handle))
        self.text = self._read(_count_characters(self._address))

    def _read(self, count: int) -> str:
        """All characters, one position a character, so that positions serve as pdfium's character numbers."""
        units = np.zeros(2 * max(count, 0) + 2, np.uint16)
        got = _all_text(self._address, 0, count, ctypes.c_void_p(units.ctypes.data))
        text = units[: max(got - 1, 0)].tobytes().decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        codes = map(_unicode, repeat(self._address, count), range(count))
        return "".join(map(chr, codes)).replace("\0", "\uffff")

    def objects(self, places: Numbers) -> Numbers:
        """Addresses of the text objects that characters belong to; 0 for white space that pdfium itself put in."""
        return np.fromiter(map(_text_object, repeat(self._address), places.tolist()), np.int64, len(places))

    def loose_boxes(self, places: Numbers) -> Array:
        """Left, top, right and bottom of the cell of each character, in page space (y upwards); places x 4."""
        return _boxes.written(_loose_box, self._address, places.tolist()).astype(np.float64)

    def matrices(self, places: Numbers) -> Array:
        """A, b, c, d, e and f of the text object of each character; e and f are where its baseline starts."""
        return _matrices.written(_matrix, self._address, places.tolist()).astype(np.float64)

    def font_sizes(self, places: Numbers) -> list[float]:
        """Type sizes before the text matrix."""
        return list(map(_font_size, repeat(self._address), places.tolist()))

    def colours(self, places: Numbers) -> list[int]:
        """Fill colours as 0xRRGGBB; 0 where there is none."""
        red, green, blue, _ = _colours.written(_colour, self._address, places.tolist()).astype(np.int64).T
        colours: list[int] = (red << 16 | green << 8 | blue).tolist()
        return colours


def fonts_of(text_objects: Numbers) -> list[int]:
    """Addresses of the fonts of text objects; stable while the page is open, and 0 for none."""
    return list(map(_font_of, text_objects.tolist()))


def marked_contents(page_objects: Numbers) -> Numbers:
    """Numbers of the marked content that page objects stand in; negative where they stand in none."""
    return np.fromiter(map(_marked_content, page_objects.tolist()), np.int64, len(page_objects))


def font_name(font: int) -> str:
    """Base font name, such as ``ABCDEF+Verdana-Bold``; empty when the font has none."""
    buffer = ctypes.create_string_buffer(128)
    got = _font_name(font, ctypes.addressof(buffer), 128)
    return buffer.raw[: max(min(got, 128) - 1, 0)].decode("utf-8", "replace")


def are_marked(page_objects: Numbers, name: str) -> Mask:
    """Which page objects bear a content mark of this name, such as ``Artifact``."""
    addresses = page_objects.tolist()
    marks = zip(addresses, map(_count_marks, addresses), strict=True)
    found = (any(_named(_mark(each, i)) == name for i in range(count)) for each, count in marks)
    return np.fromiter(found, bool, len(addresses))


def _named(mark: int) -> str:
    """Name of a content mark."""
    buffer, needed = ctypes.create_string_buffer(64), ctypes.c_ulong()
    _mark_name(mark, ctypes.addressof(buffer), 64, ctypes.addressof(needed))
    return buffer.raw[: max(min(needed.value, 64) - 2, 0)].decode("utf-16-le", "replace")


def element_type(element: ctypes.c_void_p) -> str:
    """Structure type of an element of the structure tree, such as ``P`` or ``TD``."""
    got = _element_type(element, _type_address, _type_room)
    return _decoded(_type_name.raw[: max(min(got, 32) - 2, 0)])


@lru_cache(maxsize=1024)
def _decoded(utf16: bytes) -> str:
    """Few types are used, and those on every page."""
    return utf16.decode("utf-16-le", "replace")


def children(element: ctypes.c_void_p, places: range) -> Iterator[tuple[int, int, int | None]]:
    """What stands at places in an element: the place, the number of marked content or -1, and an element or None.

    Most children of outer elements are neither, for they stand on other pages.
    """
    contents, elements = map(_child_content, repeat(element), places), map(_child, repeat(element), places)
    return zip(places, contents, elements, strict=True)
