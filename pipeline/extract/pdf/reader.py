"""The entry point: a PDF file to a Reading."""

from collections.abc import Collection, Sequence
from contextlib import nullcontext
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.cycles import no_search_for_cycles
from pipeline.extract.garbled import counted, is_garbled_page
from pipeline.extract.judge import page_ranges
from pipeline.extract.pdf.blocks import blocks_of
from pipeline.extract.pdf.document import opened
from pipeline.extract.pdf.frame import Frame, frame_of
from pipeline.extract.pdf.glyphs import cleaned, is_legible
from pipeline.extract.pdf.hyphens import vocabulary
from pipeline.extract.pdf.lattices import lattices_of
from pipeline.extract.pdf.layout import drafts_of
from pipeline.extract.pdf.lines import lines_of
from pipeline.extract.pdf.native import TextPage
from pipeline.extract.pdf.outline import Outline, outline_of
from pipeline.extract.pdf.pieces import upright_pieces, words_of
from pipeline.extract.pdf.privates import resolve_privates
from pipeline.extract.pdf.ruled import by_cells, set_in_cells
from pipeline.extract.pdf.rules import rules_of
from pipeline.extract.pdf.shapes import UNTAGGED, Line, Piece, Sheet, Style
from pipeline.extract.pdf.tags import Structure
from pipeline.extract.pdf.titles import title_of
from pipeline.extract.pdf.underlines import mark_underlined
from pipeline.extract.pdf.white import count_ink
from pipeline.records import Page, Reading

_HOPELESS = 0.3  # share of characters without a meaning, from which few words are enough to judge by
_LITTLE_TEXT = 200  # characters; only then do the images on a page matter


def read_pdf(path: Path, *, passwords: Sequence[str] = (), max_pages: int, ocr_pages: Collection[int] = ()) -> Reading:
    """The blocks of a PDF in reading order, with facts about every page; ``ocr_pages`` are read from their image.

    Raises UnreadableFileError with status ENCRYPTED, OTHER_KIND, DAMAGED or TOO_LARGE and a Dutch message without
    report text.
    """
    # The images of pages hang in circles of objects: they would all stay.
    with nullcontext() if ocr_pages else no_search_for_cycles():
        return _read(path, passwords, max_pages, ocr_pages)


def _read(path: Path, passwords: Sequence[str], max_pages: int, ocr_pages: Collection[int]) -> Reading:
    with opened(path, passwords=passwords, max_pages=max_pages) as document:
        structure = Structure() if pdfium_c.FPDFCatalog_IsTagged(document.raw) else None
        numbers = range(1, len(document) + 1)
        sheets = [_sheet(document, number, structure, by_ocr=number in ocr_pages) for number in numbers]
        metadata, outline = document.get_metadata_value("Title"), outline_of(document)
    return reading_of(sheets, metadata, outline)


def reading_of(sheets: Sequence[Sheet], metadata_title: str, outline: Outline | None = None) -> Reading:
    """The blocks on these pages in reading order, with facts about every page; resolves private glyphs in the lines."""
    lines = [line for sheet in sheets for line in sheet.lines]
    words = vocabulary(line.text for line in lines)
    resolve_privates(lines, words)
    drafts = drafts_of(sheets, outline or {})
    pages = tuple(Page(sheet.number, sheet.characters, sheet.images, sheet.by_ocr) for sheet in sheets)
    unopened = [sheet.number for sheet in sheets if sheet.unopened]
    remark = f"Niet te openen en niet gelezen: pagina {page_ranges(unopened)}." if unopened else ""
    return Reading(title_of(metadata_title, drafts, words), tuple(blocks_of(drafts, words, sheets)), pages, remark)


def _sheet(document: pdfium.PdfDocument, number: int, structure: Structure | None, *, by_ocr: bool) -> Sheet:
    """One page; a page that pdfium cannot load is an empty sheet, so that the others are not lost."""
    try:
        page = document[number - 1]
        if by_ocr:
            from pipeline.extract.pdf.ocr import read_by_ocr  # slow to load

            return read_by_ocr(page, number)
        textpage = page.get_textpage()
    except pdfium.PdfiumError:
        return Sheet(number, 0, 0, [], 0, unopened=True)
    text = TextPage(textpage.raw)
    frame, lines = _unread(page, text, number) if _is_garbage(text.text) else _lines(page, text, number, structure)
    characters = count_ink(text.text)
    images = _images(page) if characters < _LITTLE_TEXT else 0
    textpage.close()
    page.close()
    return Sheet(number, *frame.size, lines, characters, images, frame.extra)


def _is_garbage(text: str) -> bool:
    """Whether a page has a text layer without letters or words: laying that out takes long and gives nothing."""
    if is_legible(text):
        return False
    words = counted([text])
    return is_garbled_page(words) or (not is_legible(text, most=_HOPELESS) and is_garbled_page(words, fewest=0))


def _unread(page: pdfium.PdfPage, text: TextPage, number: int) -> tuple[Frame, list[Line]]:
    """All that stands on a page as one line, for the account of what was not read."""
    frame = frame_of(page)
    width, height = frame.size
    return frame, [Line(number, [Piece(cleaned(text.text), 0, width, height / 2, Style())])]


def _lines(page: pdfium.PdfPage, text: TextPage, number: int, structure: Structure | None) -> tuple[Frame, list[Line]]:
    """The lines of a page and the frame they are read in.

    Ruling lines count where the structure tree has no cells, and where there is text to be set in theirs.
    """
    frame, pieces = upright_pieces(text, frame_of(page))
    tags = {piece.tag for piece in pieces if piece.tag > UNTAGGED}
    roles = structure.roles_of(page.raw, tags) if structure else {}
    if any(role.cell for role in roles.values()) or not is_legible(text.text):
        return frame, lines_of(pieces, number, roles)
    rules = rules_of(page.raw, frame)
    lattices = lattices_of(rules, frame.size[1], pieces)
    if any(lattice.is_crossed_by(piece) for lattice in lattices for piece in pieces):
        pieces = words_of(text, frame)
    pieces, roles = set_in_cells(pieces, roles, lattices)
    lines = lines_of(pieces, number, roles)
    mark_underlined(lines, rules.along)
    return frame, by_cells(lines)


def _images(page: pdfium.PdfPage) -> int:
    return sum(1 for _ in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=2))
