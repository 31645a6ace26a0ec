"""What kind of block an element of a web page makes of its text."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from lxml.etree import _Element

from pipeline.extract.html.elements import get, is_heading, tag
from pipeline.extract.numbers import BULLET
from pipeline.records import BlockKind, Zone

_BULLET = re.compile(r"[·§•▪‣o–-]\s+")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")
_CONTENTS_IDS = ("toc", "inhoudsopgave")


@dataclass(frozen=True, slots=True)
class Kind:
    """Kind, list marker and level of heading that a text gets."""

    kind: BlockKind = "paragraph"
    marker: str = ""
    level: int | None = None


def kind_of_element(node: _Element, notes: Collection[_Element]) -> Kind | None:
    """The kind that an element sets by its tag, by Word's class or as one of ``notes``; None when it sets none."""
    style = get(node, "class")
    if is_heading(node):
        return Kind("heading", level=int(tag(node)[1]))
    if style.startswith("MsoTitle"):
        return Kind("heading", level=1)
    if style.startswith(("MsoFootnoteText", "MsoEndnoteText")) or node in notes:
        return Kind("footnote")
    if style.startswith(("MsoHeader", "MsoFooter")):
        return Kind("furniture")
    return None


def zone_of_element(node: _Element) -> Zone | None:
    """The zone that an element opens; None when it opens none."""
    is_contents = get(node, "class").startswith("MsoToc") or get(node, "id").lower() in _CONTENTS_IDS
    return "contents" if is_contents else None


def is_word_item(node: _Element) -> bool:
    """Whether Word saved an element as an item of a list."""
    return get(node, "class").startswith("MsoList")


def with_word_marker(text: str) -> str | None:
    """The text of an item saved by Word, which writes a bullet in a symbol font; None for a paragraph in an item."""
    if _BULLET.match(text):
        return _BULLET.sub(f"{BULLET} ", text, count=1)
    return text if _NUMBER.match(text) else None
