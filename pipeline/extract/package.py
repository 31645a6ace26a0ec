"""The zip with XML parts that a .docx or .odt is, opened as if a stranger made it to do harm.

Sizes are checked before anything is unpacked, a part never yields more than it declared, and a part with a DTD is
refused: no entity is expanded and nothing is fetched.
"""

import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from pipeline.errors import UnreadableFileError
from pipeline.extract.content import content_of, damaged, encrypted, refuse_other_kind
from pipeline.records import Status

_MAX_UNPACKED_MB = 500
_MAX_PART_MB = 100
# Office XML packs 5 to 80 times smaller; a bomb comes near the 1032 times that deflate can reach.
_MAX_RATIO = 200
_SMALL = 10 * 2**20  # bytes; a part below this is harmless whatever its ratio
_TOO_DEEP_OR_LARGE = 114  # XML_ERR_RESOURCE_LIMIT of libxml2, which lxml does not name


def open_package(path: Path) -> ZipFile:
    """Open a .docx or .odt without unpacking anything yet.

    Raises UnreadableFileError when the file is encrypted, is another kind of file, is cut off, or would unpack to more
    than 500 MB.
    """
    data = content_of(path, most_mb=_MAX_UNPACKED_MB)
    refuse_other_kind(data, path.suffix)
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OSError) as e:
        raise damaged(f"Het {path.suffix}-bestand is afgebroken of beschadigd; haal het opnieuw op.") from e
    _check_parts(archive.infolist(), path.suffix)
    return archive


def _check_parts(parts: list[ZipInfo], suffix: str) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise encrypted()
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):  # others unpack without bounds
        raise damaged(f"Het {suffix}-bestand is ongewoon ingepakt en wordt niet vertrouwd; sla het opnieuw op.")
    if sum(part.file_size for part in parts) > _MAX_UNPACKED_MB * 2**20:
        raise _too_large("het bestand", f"meer dan {_MAX_UNPACKED_MB} MB")


def _too_large(what: str, how_large: str) -> UnreadableFileError:
    message = f"Uitgepakt is {what} {how_large}; maak het bestand kleiner of deel het op."
    return UnreadableFileError(Status.TOO_LARGE, message)


def xml_part(archive: ZipFile, name: str) -> etree._Element | None:
    """Parse one part; None when it is absent.

    Raises UnreadableFileError when the part would unpack to more than 100 MB or to over 200 times its size, is cut off
    or damaged, is nested deeper than 256 elements, or has a DTD.
    """
    if name not in archive.NameToInfo:
        return None
    _refuse_bomb(archive.NameToInfo[name])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_unpacked(archive, name), parser)
    except (BadZipFile, zlib.error, EOFError, etree.XMLSyntaxError) as e:
        raise damaged(f"Het onderdeel {name} {_what_is_wrong(e)}") from e
    if root.getroottree().docinfo.doctype:
        raise damaged(f"Het onderdeel {name} bevat een DTD en wordt niet vertrouwd; sla het bestand opnieuw op.")
    return root


def _what_is_wrong(error: Exception) -> str:
    if isinstance(error, etree.XMLSyntaxError) and error.code == _TOO_DEEP_OR_LARGE:
        return "is te diep genest of te groot om te lezen; zet het bestand om naar PDF."
    return "is afgebroken of beschadigd; haal het bestand opnieuw op."


def _refuse_bomb(part: ZipInfo) -> None:
    if part.file_size > _MAX_PART_MB * 2**20:
        raise _too_large(f"het onderdeel {part.filename}", f"meer dan {_MAX_PART_MB} MB")
    if part.file_size > max(_SMALL, _MAX_RATIO * part.compress_size):
        raise _too_large(f"het onderdeel {part.filename}", f"meer dan {_MAX_RATIO} keer zo groot als ingepakt")


def _unpacked(archive: ZipFile, name: str) -> bytes:
    """A part as long as it was declared to be; reading without a number would unpack a lie whole before cutting it."""
    with archive.open(name) as part:
        return part.read(max(archive.NameToInfo[name].file_size, 1))
