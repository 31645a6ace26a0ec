"""The rules of the REFI-QDA schemas for what a project of texts holds, in a notation of our own, made into XSD.

After Codebook.xsd and Project.xsd (18 March 2019) of the Rotterdam Exchange Format Initiative (www.qdasoftware.org),
published under the MIT licence. Types for pictures, sound, film, cases, variables, sets, links and graphs, which we
never write, are left out: what is valid here is valid there. In a list of parts '?' stands for at most one, '*' for any
number and '+' for at least one; in a list of attributes '!' stands for required, and the type follows after ':'.
"""

from lxml import etree

_XSD = "http://www.w3.org/2001/XMLSchema"
_GUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_COLOUR = "#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})"
_HOW_MANY = {"?": ("0", "1"), "*": ("0", "unbounded"), "+": ("1", "unbounded"), "": ("1", "1")}
_MADE = "creatingUser:GUID creationDateTime:dateTime"
_CHANGED = "modifyingUser:GUID modifiedDateTime:dateTime"

_CODEBOOK = {
    "CodeBook": ("Codes", "origin"),
    "Codes": ("Code+", ""),
    "Code": ("Description=string? Code*", "guid!:GUID name! isCodable!:boolean color:RGB"),
}
_TEXT = (
    "Description=string? PlainTextContent=string? PlainTextSelection* Coding* NoteRef=Ref*",
    f"guid!:GUID name richTextPath plainTextPath {_MADE} {_CHANGED}",
)
_PROJECT = {
    "Project": (
        "Users? CodeBook? Sources? Notes? Description=string? NoteRef=Ref*",
        "name! origin creatingUserGUID:GUID creationDateTime:dateTime modifyingUserGUID:GUID "
        "modifiedDateTime:dateTime basePath",
    ),
    "Users": ("User+", ""),
    "User": ("", "guid!:GUID name id"),
    "CodeBook": ("Codes", ""),
    "Codes": ("Code+", ""),
    "Code": ("Description=string? NoteRef=Ref* Code*", "guid!:GUID name! isCodable!:boolean color:RGB"),
    "Sources": ("TextSource=Text+", ""),
    "Text": _TEXT,
    "PlainTextSelection": (
        "Description=string? Coding* NoteRef=Ref*",
        f"guid!:GUID name startPosition!:integer endPosition!:integer {_MADE} {_CHANGED}",
    ),
    "Coding": ("CodeRef=Ref NoteRef=Ref*", f"guid!:GUID {_MADE}"),
    "Notes": ("Note=Text+", ""),
    "Ref": ("", "targetGUID!:GUID"),
}


def codebook_schema() -> etree.XMLSchema:
    """Return the schema of a .qdc."""
    return _schema("urn:QDA-XML:codebook:1.0", "CodeBook", _CODEBOOK)


def project_schema() -> etree.XMLSchema:
    """Return the schema of the project.qde in a .qdpx."""
    return _schema("urn:QDA-XML:project:1.0", "Project", _PROJECT)


def _schema(namespace: str, root: str, types: dict[str, tuple[str, str]]) -> etree.XMLSchema:
    schema = etree.Element(
        f"{{{_XSD}}}schema",
        nsmap={"xsd": _XSD, None: namespace},
        targetNamespace=namespace,
        elementFormDefault="qualified",
    )
    _add(schema, "element", name=root, type=f"{root}Type")
    for name, (parts, attributes) in types.items():
        made = _add(schema, "complexType", name=f"{name}Type")
        sequence = _add(made, "sequence")
        for part in parts.split():
            _add_part(sequence, part)
        for attribute in attributes.split():
            _add_attribute(made, attribute)
    for name, pattern in (("GUID", f"{_GUID}|\\{{{_GUID}\\}}"), ("RGB", _COLOUR)):
        restriction = _add(_add(schema, "simpleType", name=f"{name}Type"), "restriction", base="xsd:token")
        _add(restriction, "pattern", value=pattern)
    return etree.XMLSchema(etree.fromstring(etree.tostring(schema)))


def _add(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_XSD}}}{tag}", attributes)


def _add_part(sequence: etree._Element, part: str) -> None:
    plain = part.rstrip("?*+")
    least, most = _HOW_MANY[part[len(plain) :]]
    name, _, kind = plain.partition("=")
    type_ = "xsd:string" if kind == "string" else f"{kind or name}Type"
    _add(sequence, "element", name=name, type=type_, minOccurs=least, maxOccurs=most)


def _add_attribute(made: etree._Element, attribute: str) -> None:
    name, _, kind = attribute.partition(":")
    type_ = f"{kind}Type" if kind.isupper() else f"xsd:{kind or 'string'}"
    _add(made, "attribute", name=name.rstrip("!"), type=type_, use="required" if name.endswith("!") else "optional")
