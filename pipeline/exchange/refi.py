"""What .qdc and .qdpx share: elements of the REFI-QDA standard, identifiers that stay the same, and codes."""

from uuid import UUID, uuid5

from lxml import etree

from pipeline import __version__
from pipeline.codebook import Code, Codebook
from pipeline.errors import UsageError
from pipeline.exchange.code_text import code_text, text_lines
from pipeline.exchange.text_edits import fits_in_xml, shown_in_xml

CODEBOOK_NAMESPACE = "urn:QDA-XML:codebook:1.0"
PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0"
ORIGIN = f"Rode Draad {__version__}"
MECHANISMS, ROLES = "Mechanismen", "Rollen"  # the groups that the codes are in
_OURS = UUID("5d2c3b0e-6a3f-5c4e-9b5e-2f1f6f0c7a11")  # any that no other program uses


def guid(kind: str, *parts: object) -> str:
    """Return the identifier of a thing; the same thing has the same one in every export."""
    return str(uuid5(_OURS, "\x1f".join((kind, *map(str, parts)))))


def add(parent: etree._Element, tag: str, text: str | None = None, /, **attributes: str) -> etree._Element:
    """Add an element in the namespace of its parent; U+FFFD stands for what XML cannot hold."""
    made = etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, tag).text)
    for key, value in attributes.items():
        made.set(key, shown_in_xml(value))
    if text is not None:
        made.text = shown_in_xml(text)
    return made


def add_codes(codebook_element: etree._Element, codebook: Codebook) -> None:
    """Add the codes of a codebook as two groups, which cannot be assigned themselves.

    Raises UsageError for a code with a control character, which XML cannot hold and a codebook does not need.
    """
    codes = add(codebook_element, "Codes")
    for group, members in ((MECHANISMS, codebook.mechanisme), (ROLES, codebook.rol)):
        made = add(codes, "Code", guid=guid("group", group), name=group, isCodable="false")
        about = [f"groep: {group}", *text_lines("titel", codebook.titel), *text_lines("versie", codebook.versie)]
        add(made, "Description", "\n".join(about))
        for code in members:
            _add_code(made, code)


def _add_code(group: etree._Element, code: Code) -> None:
    description = code_text(code)
    if not fits_in_xml(code.naam + description):
        raise UsageError(f"the code '{code.code}' holds a control character; take it out of the codebook and try again")
    made = add(group, "Code", guid=guid("code", code.code), name=code.naam, isCodable="true")
    add(made, "Description", description)


def to_bytes(root: etree._Element) -> bytes:
    """Return an XML document, the same for the same elements."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
