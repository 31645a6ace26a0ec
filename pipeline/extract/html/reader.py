"""The entry point: a saved web page to a Reading."""

from pathlib import Path

from lxml.etree import _Element

from pipeline.errors import UnreadableFileError
from pipeline.extract.characters import tidy
from pipeline.extract.content import content_of
from pipeline.extract.flow import Flow
from pipeline.extract.html.decoding import decoded
from pipeline.extract.html.main_text import hidden_parts, main_element
from pipeline.extract.html.notes import note_blocks
from pipeline.extract.html.page import Page
from pipeline.extract.html.parsing import parsed
from pipeline.records import Reading, Status

_MOST_MB = 100


def read_html(path: Path) -> Reading:
    """Read a saved web page: everything is on page 1.

    Taken is what stands in the element that the page marks as its main text, else the whole page; menus, banners,
    asides and hidden parts are left out. Lines that are nothing but links become furniture. Pictures are not read.

    Raises UnreadableFileError when the file holds no web page or only frames with the names of others, or is larger
    than 100 MB.
    """
    root = parsed(decoded(content_of(path, most_mb=_MOST_MB)))
    if next(root.iter("frameset"), None) is not None:
        raise UnreadableFileError(
            Status.EMPTY, "De webpagina bestaat uit frames, met de tekst in andere bestanden; bewaar het frame zelf."
        )
    page = Page(hidden_parts(root), note_blocks(root))
    page.read(main_element(root))
    page.flush()
    return page.flow.reading(_title(root, page.flow))


def _title(root: _Element, flow: Flow) -> str:
    """The first main heading if the title of the window holds it, for that adds the name of the site; else that one."""
    told = tidy("".join(next((node.itertext() for node in root.iter("title")), iter(()))))
    heading = next((block.text for block in flow.blocks if block.level == 1), "")
    return heading if heading.lower() in told.lower() and heading else told
