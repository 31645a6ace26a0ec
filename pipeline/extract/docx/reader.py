"""The entry point: a Word document to a Reading."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from lxml.etree import _Element

from pipeline.extract.characters import PAGE_BREAK, tidy
from pipeline.extract.content import damaged
from pipeline.extract.docx.blocks import Blocks
from pipeline.extract.docx.inline import Inline
from pipeline.extract.docx.numbering import Lists, Numbering
from pipeline.extract.docx.parts import Parts
from pipeline.extract.docx.styles import Styles
from pipeline.extract.elements import attribute, child, descendants, local
from pipeline.extract.package import open_package, xml_part
from pipeline.records import Reading

_NOT_READ = "Het bestand bevat ingevoegde bestanden die niet zijn gelezen; sla het in Word opnieuw op."


def read_docx(path: Path) -> Reading:
    """Read a Word document.

    Pages are counted from the breaks that Word left when it last laid out the document, and from explicit ones; a file
    that was never laid out has only the latter, so numbers are right or roughly so. Charts, SmartArt and embedded
    files are not read.

    Raises UnreadableFileError when the file is encrypted, is no Word document, is damaged or is a zip bomb.
    """
    with open_package(path) as archive:
        package = Parts.of(archive, "")
        main = package.name("officeDocument", "word/document.xml")
        root = xml_part(archive, main)
        body = child(root, "body")
        if root is None or local(root) != "document" or body is None:
            raise damaged("Er staat geen Word-document in het bestand; controleer de extensie of sla het opnieuw op.")
        blocks = _blocks(body, Parts.of(archive, main))
        title = child(package.root("core-properties"), "title")
    reading = blocks.flow.reading(title.text or "" if title is not None else "")
    return replace(reading, remark=_NOT_READ if next(descendants(body, "altChunk"), None) is not None else "")


def _blocks(body: _Element, parts: Parts) -> Blocks:
    styles = Styles.of(parts.root("styles"))
    numbering = Numbering(Lists(parts.root("numbering"), styles), styles)
    inline = Inline(styles, parts.notes(), numbering)
    sections = [section for section in descendants(body, "sectPr") if not _is_former(section)]
    blocks = Blocks(inline, [attribute(child(section, "type"), "val") for section in sections])
    _add_furniture(blocks, parts, descendants(body, "headerReference"))
    blocks.read(body)
    _add_furniture(blocks, parts, descendants(body, "footerReference"))
    return blocks


def _is_former(section: _Element) -> bool:
    """With changes tracked, a section holds what its properties were."""
    above = section.getparent()
    return above is not None and local(above) == "sectPrChange"


def _add_furniture(blocks: Blocks, parts: Parts, references: Iterable[_Element]) -> None:
    """Add the headers or footers that sections refer to, each text once."""
    seen: set[str] = set()
    for key in dict.fromkeys(attribute(node, "id") for node in references):
        raw = blocks.inline.text(parts.root_of(key))
        while boxes := blocks.inline.attached.take()[1]:
            raw += " ".join(map(blocks.inline.text, boxes))
        if tidy(raw) not in seen:
            blocks.flow.add("furniture", raw.replace(PAGE_BREAK, ""))
        seen.add(tidy(raw))
