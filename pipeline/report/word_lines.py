"""A line with links in a Word document."""

import re
from collections.abc import Callable

from pipeline.report.elements import Line, Run
from pipeline.report.safe_text import one_line
from pipeline.report.word_styles import LINK
from pipeline.report.word_xml import run

# Returns what a document calls the target of a link, by its address.
Targets = Callable[[str], str]

# No line ends between a number and its sign, nor within '6, p. 2'.
_TIED = re.compile(r"(?<=\d) (?=%)|(?<=\bp\.) (?=\d)|(?<=\d,) (?=p\. \d)|(?<=[<>]) (?=\d)")
_PLAIN, _STRONG, _LINKED = "<w:rPr/>", "<w:rPr><w:b/></w:rPr>", f'<w:rPr><w:rStyle w:val="{LINK}"/></w:rPr>'


def tied(text: str) -> str:
    """Return printable text on one line, in which a number stays with what belongs to it."""
    return _TIED.sub("\N{NO-BREAK SPACE}", one_line(text))


def line_runs(line: Line, targets: Targets) -> str:
    """Return a line as XML; what has a link can be clicked."""
    return "".join(_run(part, targets) for part in line)


def _run(part: Run, targets: Targets) -> str:
    if part.link:
        return f'<w:hyperlink r:id="{targets(part.link)}">{run(tied(part.text), _LINKED)}</w:hyperlink>'
    return run(tied(part.text), _STRONG if part.strong else _PLAIN)
