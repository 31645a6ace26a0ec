"""Which format a file has, and who writes and reads it."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.exchange import doccano, label_studio, prodigy, table
from pipeline.exchange.codebook_file import write_qdc
from pipeline.exchange.json_files import read_objects
from pipeline.exchange.project_in import read_qdpx
from pipeline.exchange.project_out import write_qdpx
from pipeline.exchange.records import Content, Fault, Records


class Format(StrEnum):
    """The formats; the value is what the option --format takes."""

    QDC = "qdc"
    QDPX = "qdpx"
    CSV = "csv"
    PRODIGY = "prodigy"
    DOCCANO = "doccano"
    LABEL_STUDIO = "label-studio"


_BY_NAME = {".qdc": Format.QDC, ".qdpx": Format.QDPX, ".csv": Format.CSV}
_JSON = (".json", ".jsonl")
_WRITERS: dict[Format, Callable[[Content, Path], None]] = {
    Format.QDC: lambda content, path: write_qdc(content.codebook, path),
    Format.QDPX: write_qdpx,
    Format.CSV: table.write,
    Format.PRODIGY: prodigy.write,
    Format.DOCCANO: doccano.write,
    Format.LABEL_STUDIO: label_studio.write,
}
_READERS: dict[Format, Callable[[Path], Records]] = {
    Format.QDPX: read_qdpx,
    Format.CSV: table.read,
    Format.PRODIGY: prodigy.read,
    Format.DOCCANO: doccano.read,
    Format.LABEL_STUDIO: label_studio.read,
}


def format_to_write(path: Path, wanted: Format | None) -> Format:
    """Return the format for a file name; raise UsageError when the name leaves open which."""
    found = wanted or _BY_NAME.get(path.suffix.lower())
    if found is None:
        raise UsageError(
            f"the name {path.name} does not say which format; end it in .qdpx, .qdc or .csv, or give "
            f"--format {Format.PRODIGY}, {Format.DOCCANO} or {Format.LABEL_STUDIO} with a name in .jsonl or .json"
        )
    return found


def format_to_read(path: Path, wanted: Format | None) -> Format:
    """Return the format of a file, from its name or else from the shape of its first record.

    Raises UsageError when there is no such file, or neither tells.
    """
    if not path.is_file():
        raise UsageError(f"there is no file {path}")
    found = wanted or _BY_NAME.get(path.suffix.lower())
    if found is None and path.suffix.lower() in _JSON:
        found = _by_shape(path)
    if found is None:
        raise UsageError(f"{path} is in no format that is recognised; give one with --format ({', '.join(Format)})")
    return found


def _by_shape(path: Path) -> Format | None:
    first = next((found[1] for found in read_objects(path) if not isinstance(found, Fault)), {})
    if isinstance(first.get("data"), dict):
        return Format.LABEL_STUDIO
    if any(key in first for key in ("accept", "answer", "options", "_view_id", "_annotator_id")):
        return Format.PRODIGY
    return Format.DOCCANO if any(key in first for key in ("label", "labels")) else None


def write(content: Content, path: Path, kind: Format) -> None:
    """Write ``content`` to a file, whole or not at all."""
    _WRITERS[kind](content, path)


def read(path: Path, kind: Format) -> Records:
    """Yield the records of a file of codings."""
    return _READERS[kind](path)
