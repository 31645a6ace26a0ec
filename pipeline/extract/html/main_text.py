"""Which parts of a web page are its main text, and which are menus, banners and hidden parts.

Own rules rather than trafilatura or readability: on 30 pages of a manual the first (2.3) found the same words, but on
the pages of our tests it kept note marks and hidden text, gave no list numbers, and ran a short page and its menu into
one paragraph; the second (0.9) took the cookie banner for the main text.
"""

import re

from lxml.etree import _Element

from pipeline.extract.html.elements import SECTIONS, get, length, tag

_NEVER = frozenset(
    "script style noscript noframes template nav aside iframe svg canvas audio video object embed dialog button select "
    "input textarea datalist progress map head".split()
)
_ROLES = frozenset("navigation banner contentinfo search dialog alertdialog complementary menu menubar toolbar".split())
_FLAGGED = re.compile(
    r"(?:^|[\s_-])(?:(?:cookie|consent|cybotcookie|onetrust|usercentrics|didomi)\w*|cc|breadcrumbs?|kruimelpad|skip"
    r"|share|sharing|social|delen|related|gerelateerd|verwant|sidebar|zijbalk|newsletter|nieuwsbrief|menu|nav|navbar"
    r"|navigation|footer|(?:site|page|global|main|top)[_-]?header|banner|reacties|comments|advert(?:ising|entie)?"
    r"|popup|modal)(?:$|[\s_-])",
    re.IGNORECASE,
)
_UNSEEN = frozenset("sr-only visually-hidden visuallyhidden screen-reader-text screenreader-only".split())
_TURNED_OFF = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_MOST_OF_PAGE = 0.4  # of the characters: what holds more is no sidebar, whatever its class says


def main_element(root: _Element) -> _Element:
    """The one element that says it is the main text, if it holds a fair part of the text; else the whole page."""
    body = next(root.iter("body"), root)
    nodes = list(root.iter())
    for found in ([node for node in nodes if _says_main(node)], [node for node in nodes if tag(node) == "article"]):
        if len(found) == 1 and length(found[0]) > _MOST_OF_PAGE * _visible_length(body):
            return found[0]
    return body


def hidden_parts(root: _Element) -> set[_Element]:
    """Elements that are no main text: by tag, role, class or style; but never what holds most of the page."""
    body = next(root.iter("body"), root)
    controlled = {name for node in root.iter() for name in get(node, "aria-controls").split()}
    most = _MOST_OF_PAGE * _visible_length(body)
    found = {node for node in body.iter() if _is_hidden(node, controlled)}
    return {node for node in found if tag(node) in _NEVER or not _holds_text(node, most)}


def _says_main(node: _Element) -> bool:
    return tag(node) == "main" or get(node, "role") == "main"


def _visible_length(body: _Element) -> int:
    return length(body) - sum(length(node) for node in body.iter("script", "style", "noscript", "template"))


def _holds_text(node: _Element, most: float) -> bool:
    """Whether an element holds the main text after all: a header with the title, a wrapper called 'has-sidebar'."""
    if next(node.iter("html", "body", "main", "article", "h1"), None) is not None:
        return not _TURNED_OFF.search(get(node, "style"))
    return length(node) > most


def _is_hidden(node: _Element, controlled: set[str]) -> bool:
    """A part that a button opens and closes is text, even when the page was saved with it closed."""
    name, classes = tag(node), get(node, "class")
    if name in _NEVER or get(node, "role").lower() in _ROLES or _UNSEEN.intersection(classes.lower().split()):
        return True
    if name in ("header", "footer") and not any(tag(above) in ("main", "article") for above in node.iterancestors()):
        return True
    if node.get("hidden", "until-found") != "until-found" or _TURNED_OFF.search(get(node, "style")):
        return get(node, "id") not in controlled
    flagged = name in SECTIONS and _FLAGGED.search(f"{classes} {get(node, 'id')}")
    return bool(flagged) and "footnote" not in classes.lower()
