"""PDF files in which pdfium finds no text, read by pdfplumber, which also searches a file that lost its end.

The objects of a PDF are listed at its end, so a file that was cut off has no list of its pages any more. With a
catalogue without pages put behind it, pdfminer (below pdfplumber) looks through all objects for those that are pages.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from pipeline.extract.pdf.as_text import is_saved_as_text, without_ruins
from pipeline.extract.pdf.fonts import style_named
from pipeline.extract.pdf.glyphs import UNKNOWN, cleaned
from pipeline.extract.pdf.lines import lines_of
from pipeline.extract.pdf.reader import reading_of
from pipeline.extract.pdf.shapes import Piece, Sheet
from pipeline.records import Reading

# The builtin ones come from page boxes that are absent or no numbers, and from parts that lead back to themselves.
_FAILURES = (PdfminerException, MalformedPDFException, TypeError, IndexError, RecursionError)
# The last startxref counts: one without a number makes pdfminer search the file, up to the first trailer.
_CATALOGUE = (
    b"\nendstream\nendobj\n8388600 0 obj\n<< /Type /Catalog >>\nendobj\n"
    b"trailer\n<< /Root 8388600 0 R >>\nstartxref\nnone\n"
)
_TRAILER = re.compile(rb"(?<=[\r\n])trailer")
_NO_UNICODE = re.compile(r"\(cid:\d+\)")  # pdfplumber's word for a glyph without a meaning
_SAME_WORD = 0.1  # of the type size; a narrower gap is no space but a change of font
_WORD = re.compile(r"[^\W\d_]+")
_MOST_SINGLE = 0.1  # of the words of a page, of one letter; a page of a whole report has about 0.02

Word = dict[str, Any]


def read_with_pdfplumber(path: Path, *, max_pages: int) -> Reading | None:
    """The blocks of a PDF as pdfplumber reads it, in the order in which its pages stand in the file.

    None when it reads no text either, when the file asks for a password, or when it has more than ``max_pages`` pages.
    """
    data = path.read_bytes()
    if b"/Encrypt" in data:
        return None
    if is_saved_as_text(data):
        data = without_ruins(data)
    for source in (data, _TRAILER.sub(b"-railer", data) + _CATALOGUE):
        title, sheets = _read(source, max_pages)
        if any(sheet.characters for sheet in sheets):
            return reading_of(sheets, title)
    return None


def _read(data: bytes, max_pages: int) -> tuple[str, list[Sheet]]:
    """The title in the metadata, and the pages; none when there are too many or they cannot be told apart."""
    try:
        document = pdfplumber.open(BytesIO(data))
        pages = document.pages
    except _FAILURES:
        return "", []
    title = document.metadata.get("Title")
    return title if isinstance(title, str) else "", [_sheet(page) for page in pages] if len(pages) <= max_pages else []


def _sheet(page: Page) -> Sheet:
    lines = lines_of(_pieces(page), page.page_number, {})
    page.close()
    if _torn(" ".join(line.text for line in lines)):
        lines = []
    left, top, right, bottom = page.cropbox
    letters = "".join(piece.text for line in lines for piece in line.pieces).replace(UNKNOWN, "")
    return Sheet(page.page_number, right - left, bottom - top, lines, sum(map(len, letters.split())))


def _torn(text: str) -> bool:
    """Whether words fall apart: the widths of the letters were lost with the end of the file, and so the spaces."""
    words = _WORD.findall(text)
    return sum(len(word) == 1 for word in words) > _MOST_SINGLE * len(words)


def _pieces(page: Page) -> Iterator[Piece]:
    """The words in the order of the file."""
    end = 0.0
    for word in _words(page):
        space = not 0 <= word["x0"] - end < _SAME_WORD * word["size"]
        end = word["x1"]
        yield _piece(word, page, space=space)


def _words(page: Page) -> list[Word]:
    """The words of one page; none on a page that fails, so that the others are not lost."""
    try:
        return page.extract_words(
            extra_attrs=["fontname", "size"], use_text_flow=True, x_tolerance_ratio=0.2, return_chars=True
        )
    except _FAILURES:
        return []


def _piece(word: Word, page: Page, *, space: bool) -> Piece:
    left, top = page.cropbox[:2]
    first = word["chars"][0]
    # Boxes hang on what a font states as its descent; the matrix has the baseline, in the same points from the bottom.
    base = first["bottom"] + first["y0"] - first["matrix"][5] if word["upright"] else word["bottom"]
    return Piece(
        cleaned(_NO_UNICODE.sub(UNKNOWN, word["text"])),
        word["x0"] - left,
        word["x1"] - left,
        base - top,
        style_named(word["fontname"], round(word["size"], 1)),
        space,
        turn=0 if word["upright"] else 1,
    )
