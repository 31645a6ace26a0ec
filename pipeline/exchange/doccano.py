"""doccano: text classification as JSON Lines with text, label and Comments; further keys are its metadata."""

from pathlib import Path
from typing import Any

from pipeline.codings import CodedPassage
from pipeline.exchange.details import KEY, details_of, found_in, labels_of
from pipeline.exchange.json_files import Placed, list_in, object_in, read_objects, text_in
from pipeline.exchange.records import Content, Fault, Record, Records
from pipeline.jsonl import write_lines


def write(content: Content, path: Path) -> None:
    """Write an example per coding, with who coded it as ``username``."""
    write_lines(path, (_example(number, passage) for number, passage in enumerate(content.codings, start=1)))


def _example(number: int, passage: CodedPassage) -> dict[str, Any]:
    return {
        "id": number,
        "text": passage.text,
        "label": list(labels_of(passage)),
        "Comments": [passage.remark] if passage.remark else [],
        "username": passage.coder,
        "document": passage.document,
        KEY: details_of(passage),
    }


def read(path: Path) -> Records:
    """Yield what each example says; of versions before 1.0 too, which call the labels ``labels``."""
    for found in read_objects(path):
        yield found if isinstance(found, Fault) else _record(found)


def _record(found: Placed) -> Record | Fault:
    where, example = found
    given = example.get("label", example.get("labels"))
    labels = [given] if isinstance(given, str) else list_in(given)
    if not all(isinstance(label, str) for label in labels):
        return Fault(where, "its labels are not of whole texts; export a project for text classification")
    meta = object_in(example.get("meta"))
    details = found_in(example.get(KEY) or meta.get(KEY))
    comments = [text_in(comment) for comment in list_in(example.get("Comments"))]
    return Record(
        where,
        text_in(example.get("text", example.get("data"))),
        tuple(labels),
        document=text_in(example.get("document", meta.get("document"))),
        # beside our details the name is ours too, and says nothing of who changed the labels since
        coder="" if details else text_in(example.get("username", meta.get("username"))),
        remark="\n".join(comment for comment in comments if comment) or None,  # doccano takes no comments in
        details=details,
    )
