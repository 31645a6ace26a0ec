"""Notes of a web page: the marks in the text, and the blocks that they point to."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from pipeline.extract.characters import tidy
from pipeline.extract.html.elements import get, is_heading, tag

_BLOCKS = ("li", "p", "div", "dd", "td", "aside")
_MARK = re.compile(r"\W*(?:\d{1,3}|[a-z]|[ivx]{1,4})?\W*", re.IGNORECASE)


def is_note_mark(node: _Element) -> bool:
    """Whether an element is a link within the page whose text is a bare number, letter or sign."""
    if tag(node) != "a" or "#" not in get(node, "href"):
        return False
    return bool(_MARK.fullmatch(tidy("".join(node.itertext()))))


def note_blocks(root: _Element) -> set[_Element]:
    """The paragraphs and items that note marks in the text point to."""
    places = {get(node, key): node for key in ("name", "id") for node in root.iter() if node.get(key)}
    names = {get(mark, "href").partition("#")[2] for mark in root.iter("a") if is_note_mark(mark)}
    return {block for name in names if name in places for block in _block_of(places[name])}


def _block_of(target: _Element) -> Iterator[_Element]:
    """The block that a note mark points to; nothing where it points into running text or at a whole section."""
    block = next((node for node in (target, *target.iterancestors()) if tag(node) in _BLOCKS), None)
    if block is not None and _begins_with(block, target) and not any(map(is_heading, block.iter())):
        yield block


def _begins_with(block: _Element, target: _Element) -> bool:
    node: _Element | None = block
    while node is not None and node is not target:
        node = None if (node.text or "").strip() else next(iter(node), None)
    return node is target
