"""One page of a PDF as an image, with the place of a passage. Runs in a child process: the file is a stranger's."""

import hashlib
import io
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.review.web.marking import places

Box = tuple[float, float, float, float]

_WIDTH, _HEIGHT = 1240, 2480  # pixels at most
_LARGEST_SCALE = 4.0
_MARGIN = 2.0  # pixels around a line that is marked


@dataclass(frozen=True, slots=True)
class Wanted:
    """The page (from 1) of a file that must have this SHA-256, and the passage to find on it."""

    path: Path
    sha256: str
    page: int
    text: str
    before: str


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as PNG of ``width`` x ``height`` pixels; ``marks`` are (left, top, width, height) in pixels, per line."""

    png: bytes
    width: int
    height: int
    pages: int
    marks: tuple[Box, ...]


class NoPageError(Exception):
    """A page that cannot be shown; the text says why, in Dutch, to the reviewer."""


def ready() -> None:
    """Do nothing: a child that was asked this has loaded what drawing needs."""


def page_image(wanted: Wanted) -> PageImage:
    """Draw the page and find the passage. Raises NoPageError, and MemoryError where memory is limited."""
    content = _content(wanted)
    try:
        document = pdfium.PdfDocument(content)
        if not 1 <= wanted.page <= len(document):
            raise NoPageError(f"Het rapport heeft geen pagina {wanted.page}.")
        return _drawn(document, wanted)
    except pdfium.PdfiumError as e:
        raise NoPageError("De pagina kan niet worden getekend: de PDF gaat niet open.") from e


def _content(wanted: Wanted) -> bytes:
    """Read once, so that what is checked is what is drawn."""
    try:
        content = wanted.path.read_bytes()
    except FileNotFoundError as e:
        raise NoPageError("Het rapport staat niet meer op de plaats waar het werd gelezen.") from e
    except OSError as e:
        raise NoPageError(f"Het rapport kan niet worden geopend ({e.strerror or type(e).__name__}).") from e
    if hashlib.sha256(content).hexdigest() != wanted.sha256:
        raise NoPageError("Het rapport is veranderd sinds het werd gecodeerd; de pagina wordt daarom niet getoond.")
    return content


def _drawn(document: Any, wanted: Wanted) -> PageImage:
    page = document[wanted.page - 1]
    width, height = page.get_size()
    if not (width > 0 and height > 0):  # what the file shows of the page lies beside the page
        raise NoPageError(f"Er is geen pagina {wanted.page} om te tonen: haar afmetingen zijn nul.")
    bitmap = page.render(scale=min(_WIDTH / width, _HEIGHT / height, _LARGEST_SCALE))
    image = bitmap.to_pil()
    target = io.BytesIO()
    image.convert("RGB").save(target, "PNG", compress_level=1)
    return PageImage(target.getvalue(), image.width, image.height, len(document), _marks(page, bitmap, wanted))


def _marks(page: Any, bitmap: Any, wanted: Wanted) -> tuple[Box, ...]:
    text = page.get_textpage()
    characters = [chr(pdfium_c.FPDFText_GetUnicode(text, index)) for index in range(text.count_chars())]
    found = places(wanted.text, characters, before=wanted.before)
    lines = _lines([text.get_charbox(index, loose=True) for index in found])
    position = bitmap.get_posconv(page)
    return tuple(_in_pixels(line, position) for line in lines)


def _lines(boxes: list[Box]) -> list[Box]:
    """One box per line, all as left, bottom, right, top in the page; a line ends where the text steps back or down."""
    line, numbers = 0, []
    for index, box in enumerate(boxes):
        before = boxes[index - 1] if index else box
        line += box[0] < before[0] or box[1] >= before[3] or box[3] <= before[1]
        numbers.append(line)
    grouped = groupby(zip(numbers, boxes, strict=True), key=lambda pair: pair[0])
    return [_around([box for _, box in group]) for _, group in grouped]


def _around(boxes: list[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _in_pixels(box: Box, position: Any) -> Box:
    """Left, top, width and height in the image, however the page is turned in it, with a little room around."""
    (x1, y1), (x2, y2) = position.to_bitmap(*box[:2]), position.to_bitmap(*box[2:])
    width, height = abs(x1 - x2) + 2 * _MARGIN, abs(y1 - y2) + 2 * _MARGIN
    return min(x1, x2) - _MARGIN, min(y1, y2) - _MARGIN, width, height
