"""The labelling configuration of Label Studio for a codebook: mechanisms, one role and a remark for every text."""

from pathlib import Path

from lxml import etree

from pipeline.atomic import replacing
from pipeline.codebook import Code, Codebook


def write_config(codebook: Codebook, path: Path) -> None:
    """Write the XML to be pasted under Settings, Labeling Interface, Code."""
    view = etree.Element("View")
    for value in ("$ervoor", "$text", "$erna"):
        etree.SubElement(view, "Text", name=value[1:], value=value)
    _choices(view, "mechanismen", codebook.mechanisme, choice="multiple", required="false")
    _choices(view, "rol", codebook.rol, choice="single", required="true")
    etree.SubElement(view, "TextArea", name="opmerking", toName="text", rows="2", editable="true")
    with replacing(path) as draft:
        draft.write_bytes(etree.tostring(view, pretty_print=True, encoding="UTF-8"))


def _choices(view: etree._Element, name: str, codes: tuple[Code, ...], *, choice: str, required: str) -> None:
    group = etree.SubElement(view, "Choices", name=name, toName="text", choice=choice, required=required)
    for code in codes:
        etree.SubElement(group, "Choice", value=code.naam, alias=code.code, hint=code.definitie)
