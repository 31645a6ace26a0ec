"""Label Studio: a JSON array of tasks, people's codings as annotations and the machine's as predictions."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from pipeline.codings import CodedPassage, Decision
from pipeline.exchange.details import KEY, OF_PASSAGE, details_of, found_in
from pipeline.exchange.json_files import Placed, list_in, moment_in, object_in, read_objects, text_in, write_array
from pipeline.exchange.records import MACHINE, Content, Fault, Record, Records
from pipeline.exchange.text_edits import slug

_MECHANISMS, _ROLE, _REMARK = "mechanismen", "rol", "opmerking"  # the controls of the labelling configuration


def write(content: Content, path: Path) -> None:
    """Write a task per passage, with its annotations and its prediction."""
    passages: dict[tuple[str, str, str], list[CodedPassage]] = {}
    for coding in content.codings:
        passages.setdefault(coding.passage_key, []).append(coding)
    write_array(path, [_task(codings, content.scores) for codings in passages.values()])


def _task(codings: list[CodedPassage], scores: Mapping[str, float]) -> dict[str, Any]:
    first = codings[0]
    known = details_of(first)
    place = {name: known[name] for name in OF_PASSAGE if name in known}
    return {
        "data": {"text": first.text, **{name: known.get(name, "") for name in OF_PASSAGE[:4]}, KEY: place},
        "annotations": [_annotation(coding) for coding in codings if coding.coder != MACHINE],
        "predictions": [
            _prediction(coding, scores.get(coding.place.passage_id)) for coding in codings if coding.coder == MACHINE
        ],
    }


def _annotation(coding: CodedPassage) -> dict[str, Any]:
    return {
        "completed_by": {"email": f"{slug(coding.coder)}@coder.invalid", "first_name": coding.coder, "last_name": ""},
        "was_cancelled": coding.decision is not Decision.CODED,
        **({"created_at": coding.coded_at.isoformat(timespec="milliseconds")} if coding.coded_at else {}),
        "result": _results(coding, with_details=True),
    }


def _prediction(coding: CodedPassage, score: float | None) -> dict[str, Any]:
    return {
        "model_version": coding.proposal.model or MACHINE,
        **({"score": score} if score is not None else {}),
        "result": _results(coding, with_details=False),
    }


def _results(coding: CodedPassage, *, with_details: bool) -> list[dict[str, Any]]:
    """Details stand in the first result: Label Studio drops what it does not know elsewhere in an annotation."""
    values: list[tuple[str, str, dict[str, list[str]]]] = [
        (_MECHANISMS, "choices", {"choices": list(coding.mechanisms)}),
        (_ROLE, "choices", {"choices": [coding.role] if coding.role else []}),
        (_REMARK, "textarea", {"text": [coding.remark] if coding.remark else []}),
    ]
    filled = [value for value in values if any(value[2].values())] or values[:1]
    results: list[dict[str, Any]] = [
        {"id": _id(coding, name), "from_name": name, "to_name": "text", "type": kind, "value": value}
        for name, kind, value in filled
    ]
    if with_details:
        results[0]["meta"] = {KEY: details_of(coding)}
    return results


def _id(coding: CodedPassage, control: str) -> str:
    return uuid5(NAMESPACE_URL, "\n".join((*coding.passage_key, coding.coder, str(coding.coded_at), control))).hex[:10]


def read(path: Path) -> Records:
    """Yield a record per annotation; predictions are the machine's, and a task without annotations was not judged."""
    for found in read_objects(path):
        if isinstance(found, Fault):
            yield found
        else:
            yield from _records(found)


def _records(found: Placed) -> Iterator[Record | Fault]:
    where, task = found
    data = object_in(task.get("data"))
    annotations = [object_in(one) for one in list_in(task.get("annotations"))]
    for number, annotation in enumerate(annotations, start=1):
        yield _record(f"{where}, annotation {number}", data, annotation)
    predictions = list_in(task.get("predictions"))
    for _ in predictions:
        yield Record(where, text_in(data.get("text")), (), coder=MACHINE)
    if not annotations and not predictions:
        yield Record(where, text_in(data.get("text")), (), judged=False)


def _record(where: str, data: Mapping[str, Any], annotation: Mapping[str, Any]) -> Record | Fault:
    results = [object_in(result) for result in list_in(annotation.get("result"))]
    kinds = {str(result.get("type")) for result in results}
    if not kinds <= {"choices", "textarea"}:
        odd = ", ".join(sorted(kinds - {"choices", "textarea"}))
        return Fault(where, f"found results of the type {odd}; only choices on whole texts can be read")
    kept = [found_in(object_in(result.get("meta")).get(KEY)) for result in results]
    return Record(
        where,
        text_in(data.get("text")),
        tuple(choice for result in results for choice in _strings(result, "choices")),
        document=text_in(data.get("document")),
        coder=_person(annotation.get("completed_by")),
        coded_at=moment_in(annotation.get("updated_at")) or moment_in(annotation.get("created_at")),
        remark="\n".join(text for result in results for text in _strings(result, "text")),
        decision=Decision.SKIPPED if annotation.get("was_cancelled") else Decision.CODED,
        details=next((details for details in kept if details), found_in(data.get(KEY))),
    )


def _strings(result: Mapping[str, Any], name: str) -> list[str]:
    return [value for value in list_in(object_in(result.get("value")).get(name)) if isinstance(value, str)]


def _person(who: object) -> str:
    """A name where there is one, else the address, else the number that Label Studio gave."""
    if isinstance(who, dict):
        name = f"{text_in(who.get('first_name'))} {text_in(who.get('last_name'))}".strip()
        return name or text_in(who.get("email")) or _person(who.get("id"))
    return f"gebruiker {who}" if isinstance(who, int) else text_in(who)
