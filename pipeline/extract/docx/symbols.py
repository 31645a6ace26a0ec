"""What elements without text stand for in it."""

import re

from lxml.etree import _Element

from pipeline.extract.characters import IMAGE, PAGE_BREAK
from pipeline.extract.elements import attribute, local

_PLAIN = {
    "tab": " ",
    "ptab": " ",
    "cr": "\n",
    "noBreakHyphen": "-",
    "lastRenderedPageBreak": PAGE_BREAK,
    "blip": IMAGE,
    "imagedata": IMAGE,
}


def symbol(node: _Element) -> str:
    """Return the white space, hyphen, break, picture or character that an element stands for; '' for any other."""
    match local(node):
        case "br":
            return "\n" + PAGE_BREAK * (attribute(node, "type") == "page")
        case "sym":
            return _character(attribute(node, "char"))
        case name:
            return _PLAIN.get(name, "")


def _character(code: str) -> str:
    """A character of a symbol font, unless its code is private to that font."""
    point = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else 0xF000
    return "" if 0xE000 <= point <= 0xF8FF or 0xD800 <= point <= 0xDFFF else chr(point)
