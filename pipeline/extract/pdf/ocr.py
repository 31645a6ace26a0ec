"""Pages without a usable text layer, read from their image by Tesseract: words with a place, like those of the file."""

from collections.abc import Iterator
from statistics import median
from typing import Any

import pypdfium2 as pdfium
import pytesseract
from PIL.Image import Image

from pipeline.extract.pdf.fonts import OCR_FONT
from pipeline.extract.pdf.shapes import DESCENT, Line, Piece, Sheet, Style
from pipeline.extract.pdf.tesseract import LANGUAGE

_DPI = 200
_POINTS = 72 / _DPI
# Tesseract's certainty of a word, 0 to 100; below this it saw a stain or a line.
_MIN_CONFIDENCE = 30
# Lines that differ less than this from the median are set in the same size: a line without a 'p' is less high.
_SAME_SIZE = 0.3

Word = dict[str, Any]


def read_by_ocr(page: pdfium.PdfPage, number: int) -> Sheet:
    """Return a page as its image reads, turned upright; its characters are those that were recognised."""
    image = _upright(page.render(scale=1 / _POINTS, grayscale=True).to_pil())
    lines = list(_lines(image, number))
    characters = sum(len(piece.text) for line in lines for piece in line.pieces)
    return Sheet(number, image.width * _POINTS, image.height * _POINTS, lines, characters, images=1, by_ocr=True)


def _upright(image: Image) -> Image:
    """Turn a page that was scanned sideways or upside down; one with too little text to tell stays as it is."""
    try:
        turned = pytesseract.image_to_osd(image, output_type=pytesseract.Output.DICT)["rotate"]
    except pytesseract.TesseractError:
        return image
    return image.rotate(-turned, expand=True) if turned else image


def _lines(image: Image, number: int) -> Iterator[Line]:
    rows = list(_rows(image))
    heights = [max(word["height"] for word in row) for row in rows]
    usual = median(heights) if heights else 0
    for row, height in zip(rows, heights, strict=True):
        size = round(_POINTS * (usual if abs(height - usual) <= _SAME_SIZE * usual else height), 1)
        bottom = max(word["top"] + word["height"] for word in row) * _POINTS
        yield Line(number, [_piece(word, bottom - DESCENT * size, Style(OCR_FONT, size)) for word in row])


def _rows(image: Image) -> Iterator[list[Word]]:
    """The words of each line that Tesseract sees, in its reading order."""
    found = pytesseract.image_to_data(image, lang=LANGUAGE, config="--psm 3", output_type=pytesseract.Output.DICT)
    rows: dict[tuple[int, int, int], list[Word]] = {}
    for values in zip(*found.values(), strict=True):
        word = dict(zip(found, values, strict=True))
        if word["text"].strip() and float(word["conf"]) >= _MIN_CONFIDENCE:
            rows.setdefault((word["block_num"], word["par_num"], word["line_num"]), []).append(word)
    yield from rows.values()


def _piece(word: Word, base: float, style: Style) -> Piece:
    left = word["left"] * _POINTS
    return Piece(word["text"].strip(), left, left + word["width"] * _POINTS, base, style, space=True)
