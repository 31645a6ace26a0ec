"""The written report as a Word document, for who writes on in Word."""

from functools import cache
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree

from pipeline.report.elements import Element, Heading, Line, Listing, Paragraph, Quote, Table
from pipeline.report.links import Links
from pipeline.report.office_file import save
from pipeline.report.outline import outline
from pipeline.report.safe_text import one_line
from pipeline.report.word_lines import Targets, line_runs
from pipeline.report.word_styles import QUOTE, QUOTE_PLACE, set_styles
from pipeline.report.word_table import table_xml
from pipeline.report.word_xml import add, paragraph, run
from pipeline.synthesis.records import Synthesis

_PAGE_FIELD = "PAGE"
_TOGETHER, _APART = "<w:keepNext/>", '<w:keepNext w:val="0"/>'


def write_word(synthesis: Synthesis, links: Links, path: Path) -> None:
    """Write the rode draad as a .docx; the same synthesis and links give the same bytes."""
    document = Document()
    set_styles(document)
    _number_pages(document)
    targets = _targets(document)
    _fill(document, "".join(_xml(element, targets) for element in outline(synthesis, links)))
    save(document, path, title=f"De rode draad: {synthesis.title}")


def _targets(document: Docx) -> Targets:
    """The same address is the same relationship, however often it is linked to."""
    return cache(lambda address: document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))


def _fill(document: Docx, body: str) -> None:
    """Put paragraphs and tables in an empty document, before what says how its pages are."""
    whole = etree.fromstring(f"<w:body {nsdecls('w', 'r')}>{body}</w:body>")
    pages = document.element.body[-1]
    for element in list(whole):
        pages.addprevious(element)


def _xml(element: Element, targets: Targets) -> str:
    match element:
        case Heading(level=level, text=text):
            return paragraph(run(one_line(text)), style=f"Heading {level - 1}" if level > 1 else "Title")
        case Paragraph(lines=lines):
            return _sentences(lines, targets)
        case Quote(text=text, place=place):
            where = paragraph(run("— "), line_runs(place, targets), style=QUOTE_PLACE)
            return paragraph(run(one_line(text)), style=QUOTE) + where
        case Listing(items=items):
            return "".join(paragraph(line_runs(item, targets), style="List Bullet") for item in items)
        case Table():
            return table_xml(element, targets)


def _sentences(lines: tuple[Line, ...], targets: Targets) -> str:
    # A paragraph that is a label stays with what it is about.
    is_label = all(part.strong for line in lines for part in line)
    content = run(" ").join(line_runs(line, targets) for line in lines)
    return paragraph(content, looks=_TOGETHER if is_label else _APART)


def _number_pages(document: Docx) -> None:
    footer: WordParagraph = document.sections[0].footer.paragraphs[0]
    footer.style = document.styles["Footer"]
    add(footer._p, "w:fldSimple", instr=_PAGE_FIELD)
