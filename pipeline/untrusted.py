"""XML and zip files of strangers, opened as if made to do harm.

Sizes are checked before anything is unpacked; nothing is unpacked to disk, so a path in the zip leads nowhere; XML with
a document type is refused, so no entity is expanded and nothing is fetched.
"""

import zlib
from enum import Enum, auto
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from pipeline.errors import UsageError

_MOST_FILE_MB = 500
_MOST_PART_MB = 200
_MOST_PARTS = 5_000
MOST_RATIO = 200  # text packs to a twentieth at best; a bomb comes near the 1032 times that deflate can reach
_SMALL = 10 * 2**20  # bytes; a part below this is harmless whatever its ratio
_TOO_DEEP_OR_LARGE = 114  # XML_ERR_RESOURCE_LIMIT of libxml2, which lxml does not name


class Danger(Enum):
    """What is wrong with a file, for who says it in other words."""

    DAMAGED = auto()
    ENCRYPTED = auto()
    ODDLY_PACKED = auto()
    TOO_LARGE = auto()
    PART_TOO_LARGE = auto()
    TOO_DENSE = auto()
    TOO_DEEP = auto()
    DOCTYPE = auto()


class UntrustedError(UsageError):
    """A file, or a part of one, that is not taken in."""

    def __init__(self, danger: Danger, text: str) -> None:
        super().__init__(text)
        self.danger = danger


def read_bytes(path: Path, *, most_mb: int = _MOST_FILE_MB) -> bytes:
    """Return what a file holds; raise UsageError when it is missing or larger than ``most_mb`` MiB."""
    if not path.is_file():
        raise UsageError(f"there is no file {path}")
    if path.stat().st_size > most_mb * 2**20:
        raise UsageError(f"{path} is larger than {most_mb} MB")
    return path.read_bytes()


def open_zip(path: Path, *, most_mb: int = _MOST_FILE_MB) -> ZipFile:
    """Open a zip without unpacking anything yet.

    Raises UsageError when it is not there or too large, and what `zip_of` raises, also for more than 5,000 parts.
    """
    archive = zip_of(read_bytes(path, most_mb=most_mb), str(path), most_mb=most_mb)
    if len(archive.infolist()) > _MOST_PARTS:
        raise UntrustedError(Danger.TOO_LARGE, f"{path} unpacks to more than {_MOST_PARTS} files; leave media out")
    return archive


def zip_of(data: bytes, name: str, *, most_mb: int) -> ZipFile:
    """Return what ``data`` packs, with nothing unpacked yet; errors call it ``name``.

    Raises UntrustedError when it is damaged, encrypted or packed in an unusual way, or would unpack to more than
    ``most_mb`` MiB.
    """
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OSError) as e:
        raise UntrustedError(Danger.DAMAGED, f"{name} is no whole zip file ({e}); save or export it again") from e
    archive.filename = name
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UntrustedError(Danger.ENCRYPTED, f"{name} is encrypted; save or export it without a password")
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):  # others unpack without bounds
        text = f"{name} is packed in an unusual way and not trusted; save or export it again"
        raise UntrustedError(Danger.ODDLY_PACKED, text)
    if sum(part.file_size for part in parts) > most_mb * 2**20:
        raise UntrustedError(Danger.TOO_LARGE, f"{name} unpacks to more than {most_mb} MB; leave media out")
    return archive


def part_by_name(archive: ZipFile, name: str) -> bytes | None:
    """Return a part, in whatever case tools write its name; None when the zip has no such part.

    Only what is in the zip is ever read, so a name with '..' in it finds nothing elsewhere. Raises UntrustedError when
    the part is over 200 MB, over 200 times as large as packed, or damaged.
    """
    parts = (part for part in archive.infolist() if part.filename.replace("\\", "/").casefold() == name.casefold())
    part = next(parts, None)
    return None if part is None else unpacked(archive, part)


def unpacked(archive: ZipFile, part: ZipInfo, *, most_mb: int = _MOST_PART_MB) -> bytes:
    """Return a part of at most ``most_mb`` MiB; raise UntrustedError as `part_by_name` does."""
    name = f"{archive.filename}, {part.filename}"
    refused = f"{name} unpacks to {part.file_size} bytes and is not trusted"
    if part.file_size > most_mb * 2**20:
        raise UntrustedError(Danger.PART_TOO_LARGE, refused)
    if part.file_size > max(_SMALL, MOST_RATIO * part.compress_size):
        raise UntrustedError(Danger.TOO_DENSE, refused)
    try:
        with archive.open(part) as handle:  # reading without a number would unpack a lie whole before cutting it
            return handle.read(max(part.file_size, 1))
    except (BadZipFile, zlib.error, EOFError, OSError) as e:
        raise UntrustedError(Danger.DAMAGED, f"{name} is damaged ({e}); save or export the file again") from e


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Parse XML; raise UntrustedError when it is none, is nested deeper than 256 elements, or has a document type."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as e:
        danger = Danger.TOO_DEEP if e.code == _TOO_DEEP_OR_LARGE else Danger.DAMAGED
        raise UntrustedError(danger, f"{name} is no XML that can be read: {e}") from e
    if root.getroottree().docinfo.doctype:
        text = f"{name} has a document type (DTD), which no such file needs; it is not trusted"
        raise UntrustedError(Danger.DOCTYPE, text)
    return root
