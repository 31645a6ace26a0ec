"""A line with links in a Word document."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from pipeline.report.elements import Line, Run
from pipeline.report.safe_text import one_line
from pipeline.report.word_styles import LINK


def add_line(paragraph: Paragraph, line: Line) -> None:
    """Write a line at the end of a paragraph; what has a link can be clicked."""
    for run in line:
        if run.link:
            _add_link(paragraph, run)
        else:
            paragraph.add_run(one_line(run.text)).bold = run.strong or None


def _add_link(paragraph: Paragraph, run: Run) -> None:
    # The same address is the same relationship, however often it is linked to.
    identifier = paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("r:id"), identifier)
    paragraph._p.append(hyperlink)
    word_run = WordRun(OxmlElement("w:r"), paragraph)  # type: ignore[arg-type]
    hyperlink.append(word_run._r)
    word_run.text = one_line(run.text)
    word_run.style = paragraph.part.document.styles[LINK]  # type: ignore[attr-defined]
