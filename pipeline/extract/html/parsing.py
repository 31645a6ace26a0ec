"""From the characters of a web page to its tree. Nothing that the page refers to is fetched."""

import re

from lxml import etree
from lxml.etree import _Element

from pipeline.extract.content import damaged, kind_of, other_kind

_LOOKS = ("font", "b", "i", "u", "em", "strong", "big", "small", "tt")
_DEEPEST = 250  # elements within each other; reading calls itself three times for each


def parsed(text: str) -> _Element:
    """Parse a page, however crooked.

    Raises UnreadableFileError when the text is no HTML, holds nothing, or is nested deeper than 250 elements.
    """
    if text.lstrip()[:5] == "%PDF-" or re.match(r"\s*(?:MIME-Version|From|Content-Type): ", text):
        raise other_kind("Dit is geen webpagina maar een PDF of webarchief; bewaar de pagina als 'alleen HTML'.")
    kind = kind_of(text[:100].encode("utf-8", "replace"))
    if kind or "\0" in text or not re.search(r"<\w", text):
        found = f"geen HTML in het bestand, maar {kind}" if kind else "geen HTML in het bestand"
        raise other_kind(f"Er staat {found}; controleer de extensie of bewaar de pagina opnieuw.")
    root = _tree(text)
    etree.strip_tags(root, *_LOOKS)  # old pages never close them, so that they nest without end
    if _is_too_deep(root):
        raise damaged("De webpagina is dieper genest dan te lezen is; bewaar de pagina als PDF.")
    return root


def _tree(text: str) -> _Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )  # huge: a saved page may hold its pictures as text
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as e:
        raise damaged("De HTML in het bestand is niet te lezen; bewaar de pagina opnieuw.") from e
    if root is None:
        raise damaged("De webpagina is leeg; bewaar de pagina opnieuw.")
    return root


def _is_too_deep(root: _Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            return True
    return False
