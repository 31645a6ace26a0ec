"""Prodigy: tasks of the interface 'choice', a JSON object per line, as its commands db-out and db-in write and read."""

from pathlib import Path
from typing import Any

from pipeline.codings import CodedPassage, Decision
from pipeline.exchange.details import KEY, details_of, found_in, labels_of
from pipeline.exchange.json_files import Placed, list_in, moment_in, object_in, read_objects, text_in
from pipeline.exchange.records import MACHINE, Content, Fault, Record, Records
from pipeline.jsonl import write_lines

_ANSWERS = {
    Decision.CODED: "accept",
    Decision.SKIPPED: "ignore",
    Decision.WITHDRAWN: "reject",
    Decision.REOPENED: "ignore",
}


def write(content: Content, path: Path) -> None:
    """Write a task per coding; what the machine coded has its choices filled in and no answer yet."""
    options = [{"id": code.code, "text": code.naam} for code in (*content.codebook.mechanisme, *content.codebook.rol)]
    write_lines(path, (_task(passage, options) for passage in content.codings))


def _task(passage: CodedPassage, options: list[dict[str, str]]) -> dict[str, Any]:
    shown = {"document": passage.document, "pagina": passage.place.page, "sectie": passage.section}
    task: dict[str, Any] = {
        "text": passage.text,
        "meta": {name: value for name, value in shown.items() if value},
        "options": options,
        "accept": list(labels_of(passage)),
        "config": {"choice_style": "multiple"},
        "_view_id": "choice",
        KEY: details_of(passage),
    }
    if passage.coder == MACHINE:
        return task
    task |= {"answer": _ANSWERS[passage.decision], "_annotator_id": passage.coder, "_session_id": passage.coder}
    return task | ({"_timestamp": int(passage.coded_at.timestamp())} if passage.coded_at else {})


def read(path: Path) -> Records:
    """Yield what each task says; a task without an answer was not judged."""
    for found in read_objects(path):
        yield found if isinstance(found, Fault) else _record(found)


def _record(found: Placed) -> Record | Fault:
    where, task = found
    answer = task.get("answer")
    if "accept" not in task and "label" in task:
        return Fault(where, "this task is about one label only; export tasks of the interface 'choice'")
    if answer is not None and answer not in _ANSWERS.values():
        return Fault(where, f"found '{answer}' as the answer; needed accept, reject or ignore")
    details = found_in(task.get(KEY) or object_in(task.get("meta")).get(KEY))
    return Record(
        where,
        text_in(task.get("text")),
        tuple(label for label in list_in(task.get("accept")) if isinstance(label, str)),
        document=text_in(object_in(task.get("meta")).get("document")),
        coder=text_in(task.get("_annotator_id")) or text_in(task.get("_session_id")),
        coded_at=moment_in(task.get("_timestamp")),
        decision=Decision.CODED if answer == "accept" else Decision.SKIPPED,
        details=details,
        judged=answer is not None,
    )
