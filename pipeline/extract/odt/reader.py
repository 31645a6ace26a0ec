"""The entry point: an OpenDocument text to a Reading."""

from pathlib import Path
from zipfile import ZipFile

from lxml.etree import _Element

from pipeline.extract.characters import PAGE_BREAK, tidy
from pipeline.extract.content import damaged, encrypted
from pipeline.extract.elements import attribute, child, descendants, some
from pipeline.extract.odt.blocks import Blocks
from pipeline.extract.odt.counters import Counters
from pipeline.extract.odt.inline import Inline
from pipeline.extract.odt.styles import Styles
from pipeline.extract.package import open_package, xml_part
from pipeline.records import Reading

_HEADERS = ("header", "header-left", "header-first")
_FOOTERS = ("footer", "footer-left", "footer-first")


def read_odt(path: Path) -> Reading:
    """Read an OpenDocument text.

    Pages are counted from the soft page breaks that LibreOffice leaves when it is set to do so, and from explicit
    ones; without soft breaks page numbers are too low. Formulas, charts and embedded files are not read.

    Raises UnreadableFileError when the file is encrypted, is no OpenDocument text, is damaged or is a zip bomb.
    """
    with open_package(path) as archive:
        _refuse_encrypted(archive)
        content, shared = xml_part(archive, "content.xml"), xml_part(archive, "styles.xml")
        body = child(content, "body", "text")
        if body is None:
            raise damaged("Er staat geen tekstdocument in het bestand; controleer de extensie of sla het opnieuw op.")
        told = child(xml_part(archive, "meta.xml"), "meta", "title")
    styles = Styles((shared, content))  # those of the text itself go before the shared ones
    blocks = Blocks(Inline(styles), Counters(styles))
    _add_furniture(blocks, shared, _HEADERS)
    blocks.read(body)
    _add_furniture(blocks, shared, _FOOTERS)
    return blocks.flow.reading("".join(told.itertext()) if told is not None else "")


def _refuse_encrypted(archive: ZipFile) -> None:
    """Older files encrypt each part, newer ones all parts as one; the manifest says either."""
    for entry in some(xml_part(archive, "META-INF/manifest.xml")):
        locked = child(entry, "encryption-data") is not None
        if locked and attribute(entry, "full-path") in ("content.xml", "encrypted-package"):
            raise encrypted()


def _add_furniture(blocks: Blocks, shared: _Element | None, kinds: tuple[str, ...]) -> None:
    """Add the headers or footers of all kinds of pages, each text once."""
    masters = child(shared, "master-styles")
    raws = [blocks.inline.text(node) for node in descendants(masters, *kinds)] if masters is not None else []
    blocks.inline.attached.take()  # a box in a header is a logo or an address
    for raw in {tidy(raw): raw.replace(PAGE_BREAK, "") for raw in raws}.values():
        blocks.flow.add("furniture", raw)
