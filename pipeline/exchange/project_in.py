"""The codings of a REFI-QDA project (.qdpx), ours or that of another tool."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from pipeline.errors import UsageError
from pipeline.exchange.details import KEY, codes_in, found_in
from pipeline.exchange.json_files import moment_in, text_in
from pipeline.exchange.project_out import NOTE_NAME, PROJECT_FILE
from pipeline.exchange.records import Fault, Record, Records
from pipeline.exchange.text_edits import shown_in_xml
from pipeline.exchange.untrusted import open_zip, parse_xml, part_by_name

_INTERNAL = "internal://"
_DETAILS = re.compile(rf"\[{KEY} (\{{.*\}})\]\s*$")
_OTHER_MEDIA = ("PictureSource", "AudioSource", "VideoSource", "PDFSelection")


@dataclass(frozen=True)
class _Names:
    """Names of users and codes by their identifier in the file."""

    users: Mapping[str, str]
    codes: Mapping[str, str]


def read_qdpx(path: Path) -> Records:
    """Yield a record per selection and user, and a fault for what is no coding of a piece of text.

    Raises UsageError when the file is no whole .qdpx or is not to be trusted.
    """
    with open_zip(path) as archive:
        data = part_by_name(archive, PROJECT_FILE)
        if data is None:
            raise UsageError(f"{path} has no {PROJECT_FILE}; a .qdpx is a zip with that file")
        root = parse_xml(data, f"{path}, {PROJECT_FILE}")
        names = _Names(_users(root), _codes(root))
        for note in root.findall("./{*}Notes/{*}Note"):
            if note.get("name") == NOTE_NAME:
                yield from _earlier(note.findtext("{*}PlainTextContent", ""))  # they are older than what stands
        for source in root.iter("{*}TextSource", "{*}Representation"):
            yield from _source(source, archive, names)
        for odd in root.iter(*(f"{{*}}{name}" for name in _OTHER_MEDIA)):
            if next(odd.iter("{*}Coding"), None) is not None:
                yield Fault(_named(odd), "codings of pictures, sound, film and areas of a page are left out")


def _users(root: etree._Element) -> dict[str, str]:
    users = root.findall("./{*}Users/{*}User")
    return {_guid(user.get("guid")): (user.get("name") or user.get("id") or "").strip() for user in users}


def _codes(root: etree._Element) -> dict[str, str]:
    """Our code where the description tells it, else the name of the code."""
    found = {}
    for code in root.iter("{*}Code"):
        ours = re.match(r"code: ([a-z0-9_]+)\s", code.findtext("{*}Description", "") + "\n")
        found[_guid(code.get("guid"))] = ours[1] if ours else code.get("name", "").strip()
    return found


def _guid(value: str | None) -> str:
    return (value or "").strip("{} \t\n").lower()


def _source(source: etree._Element, archive: ZipFile, names: _Names) -> Iterator[Record | Fault]:
    selections = source.findall("{*}PlainTextSelection")
    if source.find("{*}Coding") is not None:
        yield Fault(_named(source), "a coding of the document as a whole is left out")
    if not selections:
        return
    text = _text(source, archive)
    if isinstance(text, Fault):
        yield text
        return
    for selection in selections:
        yield from _selection(selection, text, _document(source), names)


def _document(source: etree._Element) -> str:
    """The name of the document; a PDF has it on the element around its text."""
    parent = source.getparent()
    named = source if parent is None or etree.QName(parent).localname != "PDFSource" else parent
    return (named.get("name") or named.get("guid") or "").strip()


def _named(element: etree._Element) -> str:
    return f"{etree.QName(element).localname} '{element.get('name') or element.get('guid')}'"


def _text(source: etree._Element, archive: ZipFile) -> str | Fault:
    inline = source.findtext("{*}PlainTextContent")
    if inline is not None:
        return inline
    path = source.get("plainTextPath", "")
    if not path.startswith(_INTERNAL):
        return Fault(_named(source), f"its text is not in the file but at '{path}'; export with the sources included")
    data = part_by_name(archive, f"Sources/{path.removeprefix(_INTERNAL)}")
    if data is None:
        return Fault(_named(source), f"the file has no Sources/{path.removeprefix(_INTERNAL)}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        return Fault(_named(source), f"its text is not UTF-8: {e}")


def _selection(selection: etree._Element, text: str, document: str, names: _Names) -> Iterator[Record | Fault]:
    where = f"source '{document}', characters {selection.get('startPosition')} to {selection.get('endPosition')}"
    span = _span(selection, len(text))
    codings = selection.findall("{*}Coding")
    remark, details = _description(selection.findtext("{*}Description", ""))
    if span is None:
        yield Fault(where, f"these are no positions in a text of {len(text)} characters")
    elif not codings:
        yield Fault(where, "the selection has no code")
    else:
        for user, group in _by_user(selection, codings).items():
            yield Record(
                where,
                text[slice(*span)].strip(),
                tuple(_label(coding, names.codes) for coding in group),
                document=document,
                coder=_exact(names.users.get(user, ""), details.get("coder", "")),
                coded_at=_latest(selection, group),
                remark=_exact(remark, details.get("opmerking", "")),
                details=details,
            )


def _span(selection: etree._Element, length: int) -> tuple[int, int] | None:
    try:
        start, end = int(selection.get("startPosition", "")), int(selection.get("endPosition", ""))
    except ValueError:
        return None
    return (start, end) if 0 <= start < end <= length else None


def _by_user(selection: etree._Element, codings: list[etree._Element]) -> dict[str, list[etree._Element]]:
    groups: dict[str, list[etree._Element]] = {}
    for coding in codings:
        groups.setdefault(_guid(coding.get("creatingUser") or selection.get("creatingUser")), []).append(coding)
    return groups


def _label(coding: etree._Element, codes: Mapping[str, str]) -> str:
    reference = coding.find("{*}CodeRef")
    target = _guid(reference.get("targetGUID") if reference is not None else "")
    return codes.get(target, target)


def _latest(selection: etree._Element, codings: list[etree._Element]) -> datetime | None:
    """When the last of the codings was made; tools that do not say so say it of the selection."""
    made = [moment_in(coding.get("creationDateTime")) for coding in codings]
    of_selection = moment_in(selection.get("modifiedDateTime")) or moment_in(selection.get("creationDateTime"))
    return max((moment for moment in made if moment), default=of_selection)


def _exact(shown: str, ours: str) -> str:
    """What we wrote, where XML could only show it with replacement characters."""
    return ours if shown == shown_in_xml(ours) else shown


def _description(text: str) -> tuple[str, dict[str, str]]:
    """The remark and the details of a description; of a foreign one all is remark."""
    found = _DETAILS.search(text)
    if not found:
        return text.strip(), {}
    try:
        details = found_in(json.loads(found[1]))
    except (ValueError, RecursionError):
        return text.strip(), {}
    return text[: found.start()].strip(), details


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
