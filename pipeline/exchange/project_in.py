"""The codings of a REFI-QDA project (.qdpx), ours or that of another tool."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from pipeline.errors import UsageError
from pipeline.exchange.details import codes_in, found_in
from pipeline.exchange.json_files import text_in
from pipeline.exchange.project_out import NOTE_NAME, PROJECT_FILE
from pipeline.exchange.project_source import Names, guid_in, named, read_source
from pipeline.exchange.records import Fault, Record, Records
from pipeline.untrusted import open_zip, parse_xml, part_by_name

_OTHER_MEDIA = ("PictureSource", "AudioSource", "VideoSource", "PDFSelection")


def read_qdpx(path: Path) -> Records:
    """Yield a record per span of text and user, and a fault for what is no coding of a piece of text.

    Raises UsageError when the file is no whole .qdpx or is not to be trusted.
    """
    with open_zip(path) as archive:
        data = part_by_name(archive, PROJECT_FILE)
        if data is None:
            raise UsageError(f"{path} has no {PROJECT_FILE}; a .qdpx is a zip with that file")
        root = parse_xml(data, f"{path}, {PROJECT_FILE}")
        names = Names(_users(root), _codes(root))
        for note in root.findall("./{*}Notes/{*}Note"):
            if note.get("name") == NOTE_NAME:
                yield from _earlier(note.findtext("{*}PlainTextContent", ""))  # they are older than what stands
        for source in root.iter("{*}TextSource", "{*}Representation"):
            yield from read_source(source, archive, names)
        for odd in root.iter(*(f"{{*}}{name}" for name in _OTHER_MEDIA)):
            if next(odd.iter("{*}Coding"), None) is not None:
                yield Fault(named(odd), "codings of pictures, sound, film and areas of a page are left out")


def _users(root: etree._Element) -> dict[str, str]:
    users = root.findall("./{*}Users/{*}User")
    return {guid_in(user.get("guid")): (user.get("name") or user.get("id") or "").strip() for user in users}


def _codes(root: etree._Element) -> dict[str, str]:
    """Our code where the description tells it, else the name of the code."""
    found = {}
    for code in root.iter("{*}Code"):
        ours = re.match(r"code: ([a-z0-9_]+)\s", code.findtext("{*}Description", "") + "\n")
        found[guid_in(code.get("guid"))] = ours[1] if ours else code.get("name", "").strip()
    return found


def _earlier(text: str) -> Iterator[Record | Fault]:
    """Decisions that no longer stand, as `project_out` wrote them."""
    for number, line in enumerate(text.split("\n"), start=1):
        where = f"note '{NOTE_NAME}', line {number}"
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as e:
            yield Fault(where, f"no JSON ({e})")
            continue
        details = found_in(value)
        yield Record(
            where, text_in(value.get("text")), codes_in(details), coder=details.get("coder", ""), details=details
        )
