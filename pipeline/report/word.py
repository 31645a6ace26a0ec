"""The written report as a Word document, for who writes on in Word."""

from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.text.paragraph import Paragraph as WordParagraph

from pipeline.report.elements import Element, Heading, Line, Listing, Paragraph, Quote, Table
from pipeline.report.links import Links
from pipeline.report.office_file import save
from pipeline.report.outline import outline
from pipeline.report.safe_text import one_line
from pipeline.report.word_lines import add_line
from pipeline.report.word_styles import QUOTE, QUOTE_PLACE, set_styles
from pipeline.report.word_table import add_table
from pipeline.report.word_xml import add
from pipeline.synthesis.records import Synthesis

_PAGE_FIELD = "PAGE"


def write_word(synthesis: Synthesis, links: Links, path: Path) -> None:
    """Write the rode draad as a .docx; the same synthesis and links give the same bytes."""
    document = Document()
    set_styles(document)
    _number_pages(document)
    for element in outline(synthesis, links):
        _add(document, element)
    save(document, path, title=f"De rode draad: {synthesis.title}")


def _add(document: Docx, element: Element) -> None:
    match element:
        case Heading(level=1, text=text):
            document.add_paragraph(one_line(text), style="Title")
        case Heading(level=level, text=text):
            document.add_heading(one_line(text), level=level - 1)
        case Paragraph(lines=lines):
            _add_paragraph(document, lines)
        case Quote(text=text, place=place):
            document.add_paragraph(one_line(text), style=QUOTE)
            add_line(document.add_paragraph("— ", style=QUOTE_PLACE), place)
        case Listing(items=items):
            for item in items:
                add_line(document.add_paragraph(style="List Bullet"), item)
        case Table():
            add_table(document, element)


def _add_paragraph(document: Docx, lines: tuple[Line, ...]) -> None:
    paragraph = document.add_paragraph()
    for place, line in enumerate(lines):
        if place:
            paragraph.add_run(" ")
        add_line(paragraph, line)
    # A paragraph that is a label stays with what it is about.
    paragraph.paragraph_format.keep_with_next = all(run.strong for line in lines for run in line)


def _number_pages(document: Docx) -> None:
    footer: WordParagraph = document.sections[0].footer.paragraphs[0]
    footer.style = document.styles["Footer"]
    add(footer._p, "w:fldSimple", instr=_PAGE_FIELD)
