"""The zip with XML parts that a .docx or .odt is, opened as if a stranger made it to do harm (`untrusted`)."""

from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from pipeline.errors import UnreadableFileError
from pipeline.extract.content import content_of, damaged, encrypted, refuse_other_kind
from pipeline.records import Status
from pipeline.untrusted import MOST_RATIO, Danger, UntrustedError, parse_xml, unpacked, zip_of

_MAX_UNPACKED_MB = 500
_MAX_PART_MB = 100
_HOW_LARGE = {
    Danger.TOO_LARGE: f"meer dan {_MAX_UNPACKED_MB} MB",
    Danger.PART_TOO_LARGE: f"meer dan {_MAX_PART_MB} MB",
    Danger.TOO_DENSE: f"meer dan {MOST_RATIO} keer zo groot als ingepakt",
}
_WHAT_IS_WRONG = {
    Danger.DAMAGED: "is afgebroken of beschadigd; haal het bestand opnieuw op.",
    Danger.TOO_DEEP: "is te diep genest of te groot om te lezen; zet het bestand om naar PDF.",
    Danger.DOCTYPE: "bevat een DTD en wordt niet vertrouwd; sla het bestand opnieuw op.",
}


def open_package(path: Path) -> ZipFile:
    """Open a .docx or .odt without unpacking anything yet.

    Raises UnreadableFileError when the file is encrypted, is another kind of file, is cut off, or would unpack to more
    than 500 MB.
    """
    data = content_of(path, most_mb=_MAX_UNPACKED_MB)
    refuse_other_kind(data, path.suffix)
    try:
        return zip_of(data, path.name, most_mb=_MAX_UNPACKED_MB)
    except UntrustedError as e:
        raise _refused(e.danger, path.suffix) from e


def _refused(danger: Danger, suffix: str) -> UnreadableFileError:
    match danger:
        case Danger.ENCRYPTED:
            return encrypted()
        case Danger.ODDLY_PACKED:
            return damaged(f"Het {suffix}-bestand is ongewoon ingepakt en wordt niet vertrouwd; sla het opnieuw op.")
        case Danger.TOO_LARGE:
            return _too_large("het bestand", danger)
    return damaged(f"Het {suffix}-bestand is afgebroken of beschadigd; haal het opnieuw op.")


def _too_large(what: str, danger: Danger) -> UnreadableFileError:
    message = f"Uitgepakt is {what} {_HOW_LARGE[danger]}; maak het bestand kleiner of deel het op."
    return UnreadableFileError(Status.TOO_LARGE, message)


def xml_part(archive: ZipFile, name: str) -> etree._Element | None:
    """Parse one part; None when it is absent.

    Raises UnreadableFileError when the part would unpack to more than 100 MB or to over 200 times its size, is cut off
    or damaged, is nested deeper than 256 elements, or has a DTD.
    """
    if name not in archive.NameToInfo:
        return None
    try:
        return parse_xml(unpacked(archive, archive.NameToInfo[name], most_mb=_MAX_PART_MB), name)
    except UntrustedError as e:
        if e.danger in _HOW_LARGE:
            raise _too_large(f"het onderdeel {name}", e.danger) from e
        raise damaged(f"Het onderdeel {name} {_WHAT_IS_WRONG[e.danger]}") from e
