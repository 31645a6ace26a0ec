"""A REFI-QDA project (.qdpx): a text per document, and in it a selection for every coding that stands.

What the standard has no place for stands as JSON on the last line of the description of a selection. Decisions that no
longer stand (replaced, withdrawn, skipped) are kept in one note, which other tools leave alone.
"""

from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from pipeline.atomic import replacing
from pipeline.codings import CodedPassage, Decision
from pipeline.codings.read import newest
from pipeline.exchange.details import KEY, details_of, labels_of, packed
from pipeline.exchange.records import MACHINE, Content
from pipeline.exchange.refi import ORIGIN, PROJECT_NAMESPACE, add, add_codes, guid, to_bytes
from pipeline.exchange.source_text import SourceText, source_text

PROJECT_FILE = "project.qde"
NOTE_NAME = "Rode Draad: eerdere besluiten"
_UNCHANGING = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold: the same content gives the same bytes
_LONGEST_NAME = 60


def write_qdpx(content: Content, path: Path, *, name: str = "Rode Draad") -> None:
    """Write a project; the same content gives the same bytes."""
    root = etree.Element(etree.QName(PROJECT_NAMESPACE, "Project"), nsmap={None: PROJECT_NAMESPACE})
    root.set("name", name)
    root.set("origin", ORIGIN)
    users = add(root, "Users")
    for coder in sorted({MACHINE, *(coding.coder for coding in content.codings)}):
        add(users, "User", guid=guid("user", coder), name=coder, id=coder)
    add_codes(add(root, "CodeBook"), content.codebook)
    texts = _add_sources(root, content)
    _add_note(root, content)
    with replacing(path) as draft, ZipFile(draft, "w", ZIP_DEFLATED) as archive:
        _put(archive, PROJECT_FILE, to_bytes(root))
        for name_in_zip, text in texts.items():
            _put(archive, name_in_zip, _encoded(text))


def _add_sources(root: etree._Element, content: Content) -> dict[str, str]:
    """Add the sources; return the text of each by its name in the zip."""
    shown = {id(coding) for coding in _standing(content)}
    by_document: dict[str, list[CodedPassage]] = {document: [] for document in content.sentences}
    for coding in content.codings:
        by_document.setdefault(coding.document, []).append(coding)
    sources = add(root, "Sources") if by_document else root
    texts = {}
    for document, codings in by_document.items():
        source = source_text(content.sentences.get(document, ()), codings)
        file = f"{guid('source', document)}.txt"
        made = add(
            sources, "TextSource", guid=guid("source", document), name=document, plainTextPath=f"internal://{file}"
        )
        for coding in codings:
            if id(coding) in shown:
                _add_selection(made, coding, source)
        texts[f"Sources/{file}"] = source.text
    return texts


def _standing(content: Content) -> list[CodedPassage]:
    coded = [decision for decision in newest(content.decisions) if decision.decision is Decision.CODED]
    return [*coded, *content.machine]


def _add_selection(source: etree._Element, coding: CodedPassage, text: SourceText) -> None:
    start, end = text.place(coding)
    identity = (*coding.passage_key, coding.coder)
    made = add(
        source,
        "PlainTextSelection",
        guid=guid("selection", *identity),
        name=coding.text[:_LONGEST_NAME],
        startPosition=str(start),
        endPosition=str(end),
        **_by_whom(coding),
    )
    add(made, "Description", f"{coding.remark}\n\n[{KEY} {packed(details_of(coding))}]".strip())
    for code in labels_of(coding):
        one = add(made, "Coding", guid=guid("coding", *identity, code), **_by_whom(coding))
        add(one, "CodeRef", targetGUID=guid("code", code))


def _by_whom(coding: CodedPassage) -> dict[str, str]:
    who = {"creatingUser": guid("user", coding.coder)}
    if coding.coded_at is None:
        return who
    return who | {"creationDateTime": coding.coded_at.isoformat(timespec="milliseconds")}


def _add_note(root: etree._Element, content: Content) -> None:
    """Add the decisions that no longer stand, one JSON object per line."""
    shown = {id(coding) for coding in _standing(content)}
    earlier = [coding for coding in content.decisions if id(coding) not in shown]
    if not earlier:
        return
    note = add(add(root, "Notes"), "Note", guid=guid("note", NOTE_NAME), name=NOTE_NAME)
    add(note, "PlainTextContent", "\n".join(_lines(earlier)))


def _lines(codings: Iterable[CodedPassage]) -> Iterable[str]:
    return (packed({"text": coding.text, **details_of(coding)}) for coding in codings)


def _encoded(text: str) -> bytes:
    """UTF-8 without a byte order mark; a text that begins with one gets another, for readers take the first off."""
    return text.encode("utf-8-sig" if text.startswith("\ufeff") else "utf-8")


def _put(archive: ZipFile, name: str, data: bytes) -> None:
    part = ZipInfo(name, _UNCHANGING)
    part.compress_type = ZIP_DEFLATED
    archive.writestr(part, data)
