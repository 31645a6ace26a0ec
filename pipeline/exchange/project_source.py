"""A text of a REFI-QDA project with the selections in it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zipfile import ZipFile

from lxml import etree

from pipeline.exchange.details import KEY, found_in
from pipeline.exchange.json_files import moment_in
from pipeline.exchange.records import Fault, Record
from pipeline.exchange.selections import Mark, Selection, Span
from pipeline.untrusted import part_by_name

_INTERNAL = "internal://"
_DETAILS = re.compile(rf"\[{KEY} (\{{.*\}})\]\s*$")


@dataclass(frozen=True)
class Names:
    """Names of users and codes by their identifier in the file, as `guid_in` gives it."""

    users: Mapping[str, str]
    codes: Mapping[str, str]


def guid_in(value: str | None) -> str:
    """Return an identifier as the file has it, however it is written there."""
    return (value or "").strip("{} \t\n").lower()


def read_source(source: etree._Element, archive: ZipFile, names: Names) -> Iterator[Record | Fault]:
    """Yield a record per span of a text and user, and a fault for what is no coding of a piece of it."""
    selections = source.findall("{*}PlainTextSelection")
    if source.find("{*}Coding") is not None:
        yield Fault(named(source), "a coding of the document as a whole is left out")
    if not selections:
        return
    text = _text(source, archive)
    if isinstance(text, Fault):
        yield text
        return
    document, spans = _document(source), dict[tuple[int, int], list[Selection]]()
    for selection in selections:
        span = _span(selection, len(text))
        if span is None:
            yield Fault(_where(selection, document), f"these are no positions in a text of {len(text)} characters")
        elif selection.find("{*}Coding") is None:
            yield Fault(_where(selection, document), "the selection has no code")
        else:
            spans.setdefault(span, []).append(_selection(selection, names))
    for (start, end), found in spans.items():
        where = f"source '{document}', characters {start} to {end}"
        yield from Span(where, text[start:end].strip(), document).records(found)


def _document(source: etree._Element) -> str:
    """The name of the document; a PDF has it on the element around its text."""
    parent = source.getparent()
    named = source if parent is None or etree.QName(parent).localname != "PDFSource" else parent
    return (named.get("name") or named.get("guid") or "").strip()


def named(element: etree._Element) -> str:
    """Return the kind of an element with its name."""
    return f"{etree.QName(element).localname} '{element.get('name') or element.get('guid')}'"


def _text(source: etree._Element, archive: ZipFile) -> str | Fault:
    inline = source.findtext("{*}PlainTextContent")
    if inline is not None:
        return inline
    path = source.get("plainTextPath", "")
    if not path.startswith(_INTERNAL):
        return Fault(named(source), f"its text is not in the file but at '{path}'; export with the sources included")
    data = part_by_name(archive, f"Sources/{path.removeprefix(_INTERNAL)}")
    if data is None:
        return Fault(named(source), f"the file has no Sources/{path.removeprefix(_INTERNAL)}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        return Fault(named(source), f"its text is not UTF-8: {e}")


def _where(selection: etree._Element, document: str) -> str:
    return f"source '{document}', characters {selection.get('startPosition')} to {selection.get('endPosition')}"


def _selection(selection: etree._Element, names: Names) -> Selection:
    remark, details = _description(selection.findtext("{*}Description", ""))
    editor = names.users.get(guid_in(selection.get("modifyingUser")), "")
    made = moment_in(selection.get("modifiedDateTime")) or moment_in(selection.get("creationDateTime"))
    marks = [
        Mark(
            names.users.get(guid_in(coding.get("creatingUser") or selection.get("creatingUser")), ""),
            _label(coding, names.codes),
            moment_in(coding.get("creationDateTime")) or made,
        )
        for coding in selection.findall("{*}Coding")
    ]
    return Selection(remark, details, editor, tuple(marks))


def _span(selection: etree._Element, length: int) -> tuple[int, int] | None:
    try:
        start, end = int(selection.get("startPosition", "")), int(selection.get("endPosition", ""))
    except ValueError:
        return None
    return (start, end) if 0 <= start < end <= length else None


def _label(coding: etree._Element, codes: Mapping[str, str]) -> str:
    reference = coding.find("{*}CodeRef")
    target = guid_in(reference.get("targetGUID") if reference is not None else "")
    return codes.get(target, target)


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
