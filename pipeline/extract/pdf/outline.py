"""The bookmarks of a PDF, which often list its headings with their levels."""

import re
from itertools import islice
from typing import NamedTuple

import pypdfium2 as pdfium

_MOST = 5000  # bookmarks; a list that goes on longer is broken or hostile
_PAGES_OFF = 1  # a bookmark may lead to the foot of the page before its heading
_FEWEST_LETTERS = 4
_SIGNS = re.compile(r"[\W_]+")


class Bookmark(NamedTuple):
    """One entry: its page from 1, and its level from 1."""

    page: int
    level: int


Outline = dict[str, list[Bookmark]]


def outline_of(document: pdfium.PdfDocument) -> Outline:
    """The bookmarks by their wording without spaces, signs and capitals; none in most files."""
    outline: Outline = {}
    for entry in islice(document.get_toc(), _MOST):
        destination, title = entry.get_dest(), _key(_title(entry))
        page = destination.get_index() if destination else None
        if page is not None and len(title) >= _FEWEST_LETTERS:
            outline.setdefault(title, []).append(Bookmark(page + 1, entry.level + 1))
    return outline


def level_in(outline: Outline, text: str, page: int) -> int | None:
    """The level of the bookmark of a heading on a page; None when it has none."""
    found = outline.get(_key(text), ()) if outline else ()
    return min((bookmark.level for bookmark in found if abs(bookmark.page - page) <= _PAGES_OFF), default=None)


def _title(entry: pdfium.PdfBookmark) -> str:
    try:
        return str(entry.get_title())
    except UnicodeDecodeError:
        return ""


def _key(text: str) -> str:
    return _SIGNS.sub("", text).lower()
