"""The structure tree of a tagged PDF: which marked content is a table cell, a heading, a note, one paragraph."""

from typing import NamedTuple

import pypdfium2.raw as pdfium_c

from pipeline.extract.pdf import native

_INLINE = frozenset(("Span", "Link", "Reference", "Em", "Strong", "Sub", "Annot", "Quote", "Code", "BibEntry", ""))
_DEEPEST = 40  # levels; a tree that goes deeper is broken or hostile


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


def roles_of(page: object) -> Roles:
    """Role of every marked-content number on a page; empty when the file has no structure tree."""
    roles: Roles = {}
    tree = pdfium_c.FPDF_StructTree_GetForPage(page)
    if not tree:
        return roles
    for i in range(pdfium_c.FPDF_StructTree_CountChildren(tree)):
        root = native.address_of(pdfium_c.FPDF_StructTree_GetChildAtIndex(tree, i))
        if root:
            _walk(root, NO_ROLE, roles, 0)
    pdfium_c.FPDF_StructTree_Close(tree)
    return roles


def _walk(element: int, above: Role, roles: Roles, depth: int) -> None:
    here = _role(element, native.element_type(element), above)
    for number, below in native.children(element):
        if number >= 0:
            roles[number] = here
        elif below and depth < _DEEPEST:
            _walk(below, here, roles, depth + 1)


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
