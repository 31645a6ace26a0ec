"""Facts about single elements of a web page."""

import re

from lxml.etree import _Element

SECTIONS = frozenset(
    "html body main article section div p header footer form fieldset legend figure figcaption details summary center "
    "blockquote address dl dt dd pre hr caption hgroup search table tbody thead tfoot tr td th li ul ol menu".split()
)
_HEADING = re.compile(r"h[1-6]")


def tag(node: _Element) -> str:
    """The name of an element without its prefix."""
    return node.tag.rpartition(":")[2] if isinstance(node.tag, str) else ""


def get(node: _Element, name: str) -> str:
    """An attribute; '' when it is absent."""
    return str(node.get(name, ""))


def is_heading(node: _Element) -> bool:
    """Whether an element is one of h1 to h6."""
    return bool(_HEADING.fullmatch(tag(node)))


def length(node: _Element) -> int:
    """How many characters of text stand in an element, hidden or not."""
    return sum(len(text.strip()) for text in node.itertext())
