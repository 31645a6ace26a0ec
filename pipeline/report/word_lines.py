"""A line with links in a Word document."""

import re

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from pipeline.report.elements import Line, Run
from pipeline.report.safe_text import one_line
from pipeline.report.word_styles import LINK
from pipeline.report.word_xml import add

# No line ends between a number and its sign, nor within '6, p. 2'.
_TIED = re.compile(r"(?<=\d) (?=%)|(?<=\bp\.) (?=\d)|(?<=\d,) (?=p\. \d)|(?<=[<>]) (?=\d)")


def tied(text: str) -> str:
    """Return printable text on one line, in which a number stays with what belongs to it."""
    return _TIED.sub("\N{NO-BREAK SPACE}", one_line(text))


def add_line(paragraph: Paragraph, line: Line) -> None:
    """Write a line at the end of a paragraph; what has a link can be clicked."""
    for run in line:
        if run.link:
            _add_link(paragraph, run)
        else:
            paragraph.add_run(tied(run.text)).bold = run.strong or None


def _add_link(paragraph: Paragraph, run: Run) -> None:
    # The same address is the same relationship, however often it is linked to.
    identifier = paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    hyperlink = add(paragraph._p, "w:hyperlink")
    hyperlink.set(qn("r:id"), identifier)
    # What python-docx writes at the end of the paragraph goes into the link.
    written = paragraph.add_run(tied(run.text))
    written._r.style = LINK  # by its id: to find a style by its name python-docx goes through all of them
    hyperlink.append(written._r)
