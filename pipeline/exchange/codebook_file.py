"""A codebook as .qdc (REFI-QDA codebook), and a .qdc of ours or of others as a codebook file (TOML)."""

from pathlib import Path

from lxml import etree

from pipeline.atomic import replacing
from pipeline.codebook import Codebook
from pipeline.errors import UsageError
from pipeline.exchange.code_text import as_code, fields_in
from pipeline.exchange.draft import Draft
from pipeline.exchange.refi import CODEBOOK_NAMESPACE, MECHANISMS, ORIGIN, ROLES, add_codes, to_bytes
from pipeline.exchange.text_edits import slug
from pipeline.untrusted import parse_xml, read_bytes

_ROLES = frozenset(name.casefold() for name in (ROLES, "rol", "role", "roles"))


def write_qdc(codebook: Codebook, path: Path) -> None:
    """Write mechanisms and roles; themes, the loop and the words for what goes well have no place in a .qdc."""
    root = etree.Element(etree.QName(CODEBOOK_NAMESPACE, "CodeBook"), nsmap={None: CODEBOOK_NAMESPACE}, origin=ORIGIN)
    add_codes(root, codebook)
    with replacing(path) as draft:
        draft.write_bytes(to_bytes(root))


def read_qdc(path: Path) -> Draft:
    """Return the codes of a .qdc as far as our codebook has a place for them.

    Codes in a group called Rollen (or Roles) are roles, all others mechanisms; groups that cannot be assigned are left
    out. Raises UsageError when the file is no .qdc.
    """
    root = parse_xml(read_bytes(path), str(path))
    if etree.QName(root).localname != "CodeBook":
        raise UsageError(f"{path}: found <{etree.QName(root).localname}>; a .qdc holds a <CodeBook>")
    draft = Draft(path.stem)
    for code in root.findall("./{*}Codes/{*}Code"):
        _add(code, draft, is_role=False)
    return draft


def _add(element: etree._Element, draft: Draft, *, is_role: bool) -> None:
    name = element.get("name", "").strip()
    description = element.findtext("{*}Description", "")
    inner = element.findall("{*}Code")
    codable = element.get("isCodable", "true") in ("true", "1")
    if not codable or (inner and name in (MECHANISMS, ROLES)):
        draft.about(fields_in(description))
    else:
        fields = fields_in(description) or {"definitie": description.strip()}
        fields.setdefault("code", slug(name, "_"))
        draft.add(as_code(name, fields), is_role=is_role)
    for code in inner:
        _add(code, draft, is_role=is_role or name.casefold() in _ROLES)
