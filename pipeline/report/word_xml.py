"""Parts of a Word document that python-docx has no words for."""

from docx.oxml.ns import qn
from lxml import etree


def add(parent: etree._Element, tag: str, **values: str) -> etree._Element:
    """Put a WordprocessingML element last in another and return it: ``add(cell, 'w:shd', val='clear')``.

    The order of the elements in a parent is laid down by the format; Word may refuse a file that has another.
    """
    return etree.SubElement(parent, qn(tag), {qn(f"w:{name}"): value for name, value in values.items()})
