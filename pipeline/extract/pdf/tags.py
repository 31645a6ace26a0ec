"""The structure tree of a tagged PDF: which marked content is a table cell, a heading, a note, one paragraph."""

from collections.abc import Sequence, Set
from ctypes import c_void_p
from typing import NamedTuple

import pypdfium2.raw as pdfium_c

from pipeline.extract.pdf import native

_INLINE = frozenset(("Span", "Link", "Reference", "Em", "Strong", "Sub", "Annot", "Quote", "Code", "BibEntry", ""))
_DEEPEST = 40  # levels; a tree that goes deeper is broken or hostile
_FEW = 64  # children of an element that are all looked at, and places that are looked at together of one with more
_ANY = 2**31  # children; no element has more


class Role(NamedTuple):
    """What the structure tree says of a stretch of marked content.

    ``element`` identifies the innermost block element on its page; ``kind`` is its structure type, such as P, H2 or
    LBody. ``table``, ``row`` and ``cell`` identify the table parts around it and are 0 outside tables; ``note`` says
    that it belongs to a foot- or endnote. ``ruled`` is the cell of ruling lines that it stands in, 0 outside them;
    where those make a table they also stand for the table parts that the tree lacks.
    """

    element: int = 0
    kind: str = ""
    table: int = 0
    row: int = 0
    cell: int = 0
    note: bool = False
    ruled: int = 0

    @property
    def in_ruled_table(self) -> bool:
        """Whether ruling lines set it in a table."""
        return bool(self.ruled and self.cell)


NO_ROLE = Role()
Roles = dict[int, Role]
Path = tuple[int, ...]  # of an element: the place of each around it, and its own, among their siblings


class Structure:
    """The structure tree of a document, asked for one page after the other.

    pdfium gives every page the tree of the whole document, in which an outer element has places for its children on all
    pages and shows those of the page. They mostly stand in the order of the pages: so they are looked for from where
    those of the page before were found, or a long report would take time by the square of its pages.
    """

    def __init__(self) -> None:
        """Know no places yet."""
        self._found_from: dict[Path, int] = {}
        self._passed_over = False

    def roles_of(self, page: object, tags: Set[int]) -> Roles:
        """Role of the marked-content numbers on a page, of these ``tags`` at least; empty without a structure tree."""
        tree = pdfium_c.FPDF_StructTree_GetForPage(page)
        if not tree:
            return {}
        at = range(pdfium_c.FPDF_StructTree_CountChildren(tree))
        roots = [native.address_of(pdfium_c.FPDF_StructTree_GetChildAtIndex(tree, i)) for i in at]
        roles = self._roles(roots, most=_FEW)
        if self._passed_over and not tags <= roles.keys():
            roles = self._roles(roots, most=_ANY)
        pdfium_c.FPDF_StructTree_Close(tree)
        return roles

    def _roles(self, roots: Sequence[int], *, most: int) -> Roles:
        """The roles in these trees; of elements with ``most`` children or fewer every place is looked at."""
        roles: Roles = {}
        self._passed_over = False
        for i, root in enumerate(roots):
            if root:
                self._walk(root, (i,), NO_ROLE, roles, most)
        return roles

    def _walk(self, element: int, path: Path, above: Role, roles: Roles, most: int) -> None:
        handle = c_void_p(element)
        here = _role(element, native.element_type(handle), above)
        count = native.count_children(handle)
        places = range(count) if count <= most else self._near(handle, count, path)
        for place, number, below in native.children(handle, places):
            if number >= 0:
                roles[number] = here
            elif below and len(path) <= _DEEPEST:
                self._walk(below, (*path, place), here, roles, most)

    def _near(self, element: c_void_p, count: int, path: Path) -> range:
        """The places from the first to beyond the last with something on the page, as far as can be told.

        They are sought a stretch at a time, until one with nothing comes after one with something.
        """
        first = last = None
        for start in range(max(self._found_from.get(path, 0) - _FEW, 0), count, _FEW):
            stretch = range(start, min(start + _FEW, count))
            if any(number >= 0 or below for _, number, below in native.children(element, stretch)):
                first, last = start if first is None else first, stretch.stop
            elif first is not None:
                break
        if first is None or last is None:
            return range(count)
        self._found_from[path] = first
        self._passed_over = True
        return range(first, last)


def _role(element: int, kind: str, above: Role) -> Role:
    if kind in _INLINE:
        return above
    _, _, table, row, cell, note, _ = above
    if kind == "Table":
        return Role(element, kind, table=element, note=note)
    if kind == "TR":
        return Role(element, kind, table, row=element, note=note)
    if kind in ("TD", "TH"):
        return Role(element, kind, table, row, cell=element, note=note)
    return Role(element, kind, table, row, cell, note or kind in ("Note", "FENote"))
