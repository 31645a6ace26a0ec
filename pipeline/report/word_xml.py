"""WordprocessingML: parts that python-docx has no words for, and text as it writes it, a hundred times as fast."""

from html import escape

from docx.oxml.ns import qn
from lxml import etree


def add(parent: etree._Element, tag: str, **values: str) -> etree._Element:
    """Put a WordprocessingML element last in another and return it: ``add(cell, 'w:shd', val='clear')``.

    The order of the elements in a parent is laid down by the format; Word may refuse a file that has another.
    """
    return etree.SubElement(parent, qn(tag), {qn(f"w:{name}"): value for name, value in values.items()})


def paragraph(*content: str, style: str = "", looks: str = "") -> str:
    """Return a paragraph of runs as XML; ``looks`` are properties that go behind its style (its name)."""
    named = f'<w:pStyle w:val="{identifier(style)}"/>' if style else ""
    properties = f"<w:pPr>{named}{looks}</w:pPr>" if named or looks else ""
    return f"<w:p>{properties}{''.join(content)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run of text on one line as XML; ``properties`` as XML too."""
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    shown = f"<w:t{kept}>{escape(text, quote=False)}</w:t>" if text else ""
    return f"<w:r>{properties}{shown}</w:r>"


def identifier(style: str) -> str:
    """Return what a document calls a style, by its name."""
    return style.replace(" ", "")
