"""What the readers of Word, ODF and HTML share: safe unpacking and parsing, and blocks put in reading order."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from pipeline.errors import UnreadableFileError
from pipeline.records import Block, BlockKind, Page, Reading, Status, Zone

PAGE_BREAK = "\f"
IMAGE = "\ufffc"

_MAX_UNPACKED = 500 * 2**20  # bytes
# Office XML packs 5 to 80 times smaller; a bomb comes near the 1032 times that deflate can reach.
_MAX_RATIO = 200
_SMALL = 10 * 2**20  # bytes; a part below this is harmless whatever its ratio
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = ((b"%PDF", "een PDF"), (b"{\\rtf", "een RTF-bestand"), (b"<", "een webpagina of los XML-bestand"))
_CHANGED = {0xAD: None, 0x200B: None, 0xFEFF: None, 0x2060: None, 0x2011: "-", ord(IMAGE): None, ord(PAGE_BREAK): None}
_NO_TITLE = re.compile(
    r"untitled|naamloos|titel|document\s*\d*|microsoft word - .*|(?:sjabloon|template)\b.*"
    r"|.*\.(?:docx?|odt|html?)|[\W\d_]*",
    re.IGNORECASE,
)
_ZONE_TITLES: tuple[tuple[Zone, re.Pattern[str]], ...] = (
    (
        "references",
        re.compile(
            r"(?:bijlage\s+\w+\W+)?(?:[\d.]+\s+)?(?:geraadpleegde\s+)?(?:literatuur(?:lijst|opgave|overzicht)?"
            r"|bronnen(?:lijst|overzicht)?|referenties|bibliografie|literatuur en bronnen|bronnen en literatuur)\W*",
            re.IGNORECASE,
        ),
    ),
    ("colophon", re.compile(r"(?:[\d.]+\s+)?colofon\W*", re.IGNORECASE)),
)


def damaged(message: str) -> UnreadableFileError:
    """Return the error of a file that is not what its name says, or not all there."""
    return UnreadableFileError(Status.DAMAGED, message)


def open_package(path: Path) -> ZipFile:
    """Open a .docx or .odt without unpacking anything yet.

    Raises UnreadableFileError when the file is encrypted, is another kind of file, is cut off, or would unpack to more
    than 500 MB or to over 200 times its size.
    """
    data = path.read_bytes()
    if data.startswith(_OLE):
        raise _ole_error(data, path.suffix)
    other = next((name for magic, name in _OTHER_KINDS if data.lstrip()[:8].startswith(magic)), None)
    if other:
        raise damaged(f"Dit is {other} met de extensie {path.suffix}; geef het de juiste extensie.")
    try:
        archive = ZipFile(path)
    except (BadZipFile, ValueError, OSError) as e:
        raise damaged(f"Het {path.suffix}-bestand is afgebroken of beschadigd; haal het opnieuw op.") from e
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise encrypted()
    xml = [part for part in parts if part.filename.endswith((".xml", ".rels")) and part.file_size > _SMALL]
    if sum(part.file_size for part in parts) > _MAX_UNPACKED or any(
        part.file_size > _MAX_RATIO * max(part.compress_size, 1) for part in xml
    ):
        message = "Uitgepakt is het bestand meer dan 500 MB of ruim 200 keer zo groot; maak het kleiner of deel het op."
        raise UnreadableFileError(Status.TOO_LARGE, message)
    return archive


def encrypted() -> UnreadableFileError:
    """Return the error of a file that opens with a password only."""
    return UnreadableFileError(
        Status.ENCRYPTED, "Het bestand is met een wachtwoord beveiligd; sla het op zonder wachtwoord."
    )


def _ole_error(data: bytes, suffix: str) -> UnreadableFileError:
    """A compound file is an encrypted document or an old Word document: its stream names tell which."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return encrypted()
    if "WordDocument".encode("utf-16-le") in data:
        message = f"Dit is een oud Word-bestand (.doc) met de extensie {suffix}; sla het in Word op als .docx."
        return UnreadableFileError(Status.UNSUPPORTED, message)
    return damaged(f"Dit is geen {suffix}-bestand maar een ander, ouder Office-bestand; zet het om naar PDF.")


def xml_part(archive: ZipFile, name: str) -> etree._Element | None:
    """Parse one part; None when it is absent. No DTD is loaded and no entity resolved: a part with a DTD is refused."""
    if name not in archive.NameToInfo:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(archive.read(name), parser)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, etree.XMLSyntaxError) as e:
        raise damaged(f"Het onderdeel {name} is afgebroken of beschadigd; haal het bestand opnieuw op.") from e
    if root.getroottree().docinfo.doctype:
        raise damaged(f"Het onderdeel {name} bevat een DTD en wordt niet vertrouwd; sla het bestand opnieuw op.")
    return root


def local(node: etree._Element) -> str:
    """Return the name of an element without its namespace, so that strict and older dialects read alike."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def attribute(node: etree._Element | None, name: str, default: str = "") -> str:
    """Return an attribute by its name without namespace; ``default`` when it, or the element, is absent."""
    if node is None:
        return default
    return next((str(node.attrib[key]) for key in node.attrib if str(key).rpartition("}")[2] == name), default)


def child(node: etree._Element | None, *names: str) -> etree._Element | None:
    """Follow a path of child names down from ``node``; None where it breaks off."""
    for name in names:
        node = next((below for below in node if local(below) == name), None) if node is not None else None
    return node


def some(node: etree._Element | None) -> Iterator[etree._Element]:
    """Yield the children of an element; none where there is no element."""
    return iter(node if node is not None else ())


def descendants(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield every element of a name at any depth below ``node``, in document order."""
    return (below for below in node.iterdescendants() if local(below) == name)


def tidy(raw: str) -> str:
    """Drop soft hyphens and other invisible marks, make no-break hyphens plain, and all white space one space."""
    return " ".join(raw.translate(_CHANGED).split())


def whole(text: str, default: int) -> int:
    """Return the number, of at most six digits, that an attribute holds; ``default`` when it holds something else."""
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else default


def number_text(number: int, style: str) -> str:
    """Write a list number as '1' decimal, 'a' or 'A' letters, 'i' or 'I' Roman; another style counts as decimal."""
    if not 0 < number < 1000:  # no one writes those as letters
        return str(number)
    if style in ("a", "A"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if style == "A" else letters
    if style in ("i", "I"):
        roman, values = "", ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"))
        for value, letters in (*values, (1, "i")):
            roman += letters * (number // value)
            number %= value
        return roman.upper() if style == "I" else roman
    return str(number)


@dataclass(slots=True)
class Flow:
    """Blocks in the making, and the page they stand on.

    Texts come in raw: a form feed in them is a page break, U+FFFC an image. Breaks with neither text nor image between
    them are one, for a rendered break stands next to the explicit one that caused it.
    """

    blocks: list[Block] = field(default_factory=list)
    pages: list[Page] = field(default_factory=lambda: [Page(1, 0)])
    title: str = ""

    def add(
        self, kind: BlockKind, raw: str, *, level: int | None = None, marker: str = "", zone: Zone = "body"
    ) -> None:
        """Add a block, unless it holds no text; lines are kept for a table only."""
        on: list[int] = []
        for i, part in enumerate(raw.split(PAGE_BREAK)):
            if i and (self.pages[-1].characters or self.pages[-1].images):
                self.pages.append(Page(len(self.pages) + 1, 0))
            if self._count(part, counted=kind != "furniture"):
                on.append(len(self.pages))
        text = "\n".join(filter(None, map(_table_line, raw.split("\n")))) if kind == "table" else tidy(raw)
        if text and on:
            self.blocks.append(Block(on[0], on[-1], kind, f"{marker} {text}".strip(), level=level, zone=zone))

    def _count(self, part: str, *, counted: bool) -> int:
        page, characters = self.pages[-1], len("".join(tidy(part).split()))
        if counted:
            self.pages[-1] = Page(page.number, page.characters + characters, page.images + part.count(IMAGE))
        return characters

    def reading(self, told: str) -> Reading:
        """Finish: take the title that the file ``told`` if it is one, else the first title or highest heading seen."""
        headings = [block.text for block in self.blocks if block.kind == "heading" and block.level == 1]
        told = tidy(told)
        title = told if not _NO_TITLE.fullmatch(told) else self.title or next(iter(headings), "")
        pages = self.pages if len(self.pages) == 1 or self.pages[-1] != Page(len(self.pages), 0) else self.pages[:-1]
        return Reading(title, tuple(_zoned(self.blocks)), tuple(pages))


def _table_line(raw: str) -> str:
    line = tidy(raw)
    return line if any(map(str.isalnum, line)) else ""


def _zoned(blocks: list[Block]) -> Iterator[Block]:
    """Mark what stands under a heading like 'Literatuur' or 'Colofon', up to the next heading of at least its level."""
    zone: Zone = "body"
    depth = 0
    for block in blocks:
        if block.kind == "heading" and block.zone == "body":
            titled = next((name for name, pattern in _ZONE_TITLES if pattern.fullmatch(block.text)), None)
            if titled or (block.level or 1) <= depth:
                zone, depth = titled or "body", (block.level or 1) if titled else 0
        yield replace(block, zone=zone) if block.zone == "body" else block
