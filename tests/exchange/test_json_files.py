"""The JSON of Prodigy, doccano and Label Studio: the shape that they document, and what people did in them."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage, Decision, Proposal
from pipeline.errors import UsageError
from pipeline.exchange.formats import Format, format_to_read, read, write
from pipeline.exchange.label_config import write_config
from pipeline.exchange.records import Content
from pipeline.exchange.take_in import TakenIn, take_in
from pipeline.exchange.whose import Wishes
from tests.exchange.made import BY_MACHINE, FULL

AT = datetime(2026, 4, 1, tzinfo=UTC)
Take = Callable[..., TakenIn]
CHOICES = {"type": "choices", "from_name": "x", "to_name": "text"}


@pytest.fixture
def take(codebook: Codebook, tmp_path: Path) -> Take:
    """Take in records that a tool wrote, recognised by their shape."""

    def taken(*records: Any, lines: bool = True, history: list[CodedPassage] | None = None, **wishes: Any) -> TakenIn:
        path = tmp_path / ("map.jsonl" if lines else "map.json")
        text = "\n".join(json.dumps(one) for one in records) if lines else json.dumps(records)
        path.write_text(text, encoding="utf-8")
        kind = format_to_read(path, None)
        return take_in(read(path, kind), codebook, Wishes(AT, str(kind), "map", **wishes), history or [])

    return taken


def written(content: Content, kind: Format, folder: Path) -> Any:
    write(content, folder / "uit", kind)
    text = (folder / "uit").read_text(encoding="utf-8")
    return json.loads(text) if kind is Format.LABEL_STUDIO else [json.loads(line) for line in text.splitlines()]


def test_prodigy_as_written(codebook: Codebook, tmp_path: Path) -> None:
    mine, machine = written(Content(codebook, [FULL], [BY_MACHINE]), Format.PRODIGY, tmp_path)
    assert mine["text"] == FULL.text
    assert mine["accept"] == ["bomen", "water", "klacht"]
    assert mine["options"][0] == {"id": "bomen", "text": "Zorg voor bomen"}
    assert (mine["answer"], mine["_annotator_id"], mine["_timestamp"]) == ("accept", "anna", 1772357415)
    assert mine["meta"] == {"document": "verslag.pdf", "pagina": 3, "sectie": "Groen > Bomen"}
    assert "answer" not in machine
    assert "_annotator_id" not in machine


def test_doccano_as_written(codebook: Codebook, tmp_path: Path) -> None:
    mine, machine = written(Content(codebook, [FULL], [BY_MACHINE]), Format.DOCCANO, tmp_path)
    assert (mine["text"], mine["label"]) == (FULL.text, ["bomen", "water", "klacht"])
    assert (mine["Comments"], mine["username"]) == ([FULL.remark], "anna")
    assert machine["username"] == "machine"


def test_label_studio_as_written(codebook: Codebook, tmp_path: Path) -> None:
    content = Content(codebook, [FULL, replace(FULL, coder="bram")], [BY_MACHINE], {"p1": 0.62})
    (task,) = written(content, Format.LABEL_STUDIO, tmp_path)
    assert (task["data"]["text"], task["data"]["ervoor"]) == (FULL.text, "Ervoor.")
    assert [one["completed_by"]["first_name"] for one in task["annotations"]] == ["anna", "bram"]
    first = task["annotations"][0]["result"][0]
    assert (first["from_name"], first["to_name"], first["type"]) == ("mechanismen", "text", "choices")
    assert first["value"] == {"choices": ["bomen", "water"]}
    (prediction,) = task["predictions"]
    assert (prediction["model_version"], prediction["score"]) == ("m1", 0.62)


def test_the_labelling_configuration_names_the_controls_of_the_results(codebook: Codebook, tmp_path: Path) -> None:
    write_config(codebook, tmp_path / "l.xml")
    root = etree.parse(tmp_path / "l.xml").getroot()
    assert [(group.get("name"), group.get("choice")) for group in root.iter("Choices")] == [
        ("mechanismen", "multiple"),
        ("rol", "single"),
    ]
    assert [choice.get("alias") for choice in root.iter("Choice")] == ["bomen", "water", "klacht", "plan"]


def test_an_answer_to_a_proposal_is_a_decision_of_who_gave_it(codebook: Codebook, tmp_path: Path, take: Take) -> None:
    (task,) = written(Content(codebook, [], [BY_MACHINE]), Format.PRODIGY, tmp_path)
    assert take(task).unjudged + take(task).machine == 1
    (made,) = take(task | {"answer": "accept", "_annotator_id": "bram", "_timestamp": 1775001600}).decisions
    assert (made.coder, made.mechanisms, made.coded_at) == ("bram", ("bomen", "water"), AT)
    assert (made.place, made.proposal) == (FULL.place, Proposal(("bomen", "water"), "klacht", "m1"))


@pytest.mark.parametrize(("answer", "decision"), [("ignore", Decision.SKIPPED), ("reject", Decision.SKIPPED)])
def test_prodigy_without_labels_that_count(answer: str, decision: Decision, take: Take) -> None:
    (made,) = take({"text": "Een els.", "accept": [], "answer": answer, "_annotator_id": "bram"}).decisions
    assert made.decision is decision


def test_a_prodigy_task_of_another(take: Take) -> None:
    task = {"text": " Een els. ", "accept": ["bomen", "Plan"], "answer": "accept", "_session_id": "set-bram"}
    (made,) = take(task).decisions
    assert (made.text, made.document, made.coder, made.coded_at) == ("Een els.", "map", "set-bram", AT)
    assert (made.mechanisms, made.role, made.source) == (("bomen",), "plan", "prodigy")


def test_a_changed_label_in_doccano_is_a_new_decision_on_the_same_passage(
    codebook: Codebook, tmp_path: Path, take: Take
) -> None:
    (example,) = written(Content(codebook, [FULL]), Format.DOCCANO, tmp_path)
    changed = example | {"label": ["water", "klacht"]}
    (made,) = take(changed, history=[FULL], coder="anna").decisions
    assert made == replace(FULL, mechanisms=("water",), coded_at=AT, source="doccano")
    assert take(changed, history=[FULL, made], coder="anna").known == 1
    assert take(changed, history=[FULL], coder="bram").decisions[0].coder == "bram"


def test_who_changed_the_codes_of_a_coder_is_never_guessed(codebook: Codebook, tmp_path: Path, take: Take) -> None:
    (example,) = written(Content(codebook, [FULL]), Format.DOCCANO, tmp_path)
    taken = take(example | {"label": ["plan"]}, history=[FULL])
    assert taken.decisions == []
    assert "the coding of anna was changed; by whom? Give --coder" in taken.faults[0].why


def test_a_changed_coding_of_the_machine_needs_a_person(codebook: Codebook, tmp_path: Path, take: Take) -> None:
    (example,) = written(Content(codebook, [], [BY_MACHINE]), Format.DOCCANO, tmp_path)
    assert take(example, coder="bram").machine == 1
    changed = example | {"label": ["plan"]}
    assert "--coder" in take(changed).faults[0].why
    (made,) = take(changed, coder="bram").decisions
    assert (made.coder, made.role, made.proposal.role) == ("bram", "plan", "klacht")


@pytest.mark.parametrize(
    "example",
    [
        {"id": 7, "text": "Een els.", "label": ["bomen", "plan"], "Comments": []},
        {"id": 7, "text": "Een els.", "labels": ["bomen", "plan"]},
        {"id": 7, "data": "Een els.", "label": ["bomen", "plan"], "meta": {"document": "map"}},
    ],
)
def test_examples_of_doccano_of_several_versions(example: dict[str, Any], take: Take) -> None:
    (made,) = take(example, coder="bram").decisions
    assert (made.text, made.mechanisms, made.role, made.document) == ("Een els.", ("bomen",), "plan", "map")
    assert "does not say who coded" in take(example).faults[0].why


def test_a_label_studio_task_of_another(take: Take) -> None:
    result = [CHOICES | {"value": {"choices": ["bomen", "plan"]}}]
    annotations = [
        {"completed_by": 4, "result": result, "created_at": "2026-03-01T10:00:00.123456Z"},
        {"completed_by": {"email": "bram@dienst.nl"}, "result": result},
        {"completed_by": {"first_name": "Carla", "last_name": "Put"}, "result": [], "was_cancelled": True},
    ]
    task = {"id": 1, "data": {"text": "Een els."}, "annotations": annotations, "predictions": [{"result": result}]}
    taken = take(task, {"data": {"text": "Nog niet."}}, lines=False)
    assert [made.coder for made in taken.decisions] == ["gebruiker 4", "bram@dienst.nl", "Carla Put"]
    assert taken.decisions[0].coded_at == datetime(2026, 3, 1, 10, 0, 0, 123000, tzinfo=UTC)
    assert [made.decision for made in taken.decisions][1:] == [Decision.CODED, Decision.SKIPPED]
    assert (taken.machine, taken.unjudged) == (1, 1)


def test_a_new_annotation_in_label_studio_keeps_the_place_of_the_passage(
    codebook: Codebook, tmp_path: Path, take: Take
) -> None:
    (task,) = written(Content(codebook, [], [BY_MACHINE]), Format.LABEL_STUDIO, tmp_path)
    new = {"completed_by": {"first_name": "bram"}, "result": [CHOICES | {"value": {"choices": ["plan"]}}]}
    (made,) = take(task | {"annotations": [new]}, lines=False).decisions
    assert (made.place, made.section, made.document) == (FULL.place, FULL.section, FULL.document)
    assert (made.mechanisms, made.role) == ((), "plan")


def test_a_coding_without_a_time_is_known_whenever_it_is_taken_in_again(take: Take) -> None:
    example = {"text": "Een els.", "label": ["bomen", "plan"], "username": "bram"}
    (made,) = take(example).decisions
    assert made.coded_at == AT
    later = replace(made, coded_at=datetime(2026, 5, 1, tzinfo=UTC))
    assert take(example, history=[later]).known == 1


def test_a_coding_without_a_time_is_new_when_the_newest_decision_says_otherwise(take: Take) -> None:
    one, other = ({"text": "Een els.", "label": [code, "plan"], "username": "bram"} for code in ("bomen", "water"))
    history: list[CodedPassage] = []
    for day, example in enumerate((one, other, one), start=1):
        (made,) = take(example, history=history).decisions
        history.append(replace(made, coded_at=datetime(2026, 5, day, tzinfo=UTC)))
    assert [made.mechanisms for made in history] == [("bomen",), ("water",), ("bomen",)]
    assert take(one, history=history).known == 1


def test_two_things_said_at_no_time_of_one_passage_are_named(take: Take) -> None:
    one, other = ({"text": "Een els.", "label": [code, "plan"], "username": "bram"} for code in ("bomen", "water"))
    taken = take(one, other, one)
    assert ([made.mechanisms for made in taken.decisions], taken.known) == ([("bomen",)], 1)
    assert [fault.where for fault in taken.faults] == ["line 2"]
    assert (take(one, other, history=taken.decisions).known, len(taken.faults)) == (1, 1)


def test_an_annotation_that_was_edited_is_as_new_as_the_edit(take: Take) -> None:
    annotation = {"completed_by": {"first_name": "bram"}, "result": [CHOICES | {"value": {"choices": ["plan"]}}]}
    annotation |= {"created_at": "2026-03-01T10:00:00Z", "updated_at": "2026-03-05T10:00:00Z"}
    (made,) = take({"data": {"text": "Een els."}, "annotations": [annotation]}, lines=False).decisions
    assert made.coded_at == datetime(2026, 3, 5, 10, tzinfo=UTC)


DOCCANO = {"text": "Goed.", "label": ["plan"]}
PRODIGY = {"text": "Goed.", "accept": ["plan"], "answer": "accept"}
LABEL_STUDIO = {
    "data": {"text": "Goed."},
    "annotations": [{"result": [CHOICES | {"value": {"choices": ["plan"]}}]}],
}


@pytest.mark.parametrize(
    ("good", "record", "why"),
    [
        (DOCCANO, {"text": "Els.", "label": ["gras", "plan"]}, "unknown code 'gras'"),
        (DOCCANO, {"text": "Els.", "label": ["plan", "klacht"]}, "2 roles"),
        (DOCCANO, {"text": "Els.", "label": ["bomen"]}, "names no role"),
        (DOCCANO, {"text": "", "label": ["plan"]}, "'text' is empty"),
        (DOCCANO, {"text": 3, "label": ["plan"]}, "'text' is empty"),
        (DOCCANO, {"text": "Els \ud83d.", "label": ["plan"]}, "half a character"),
        (DOCCANO, {"text": "Els.", "label": ["plan"], "document": "a\0b"}, "NUL"),
        (DOCCANO, {"text": "Els.", "label": [[0, 3, "bomen"]]}, "not of whole texts"),
        (DOCCANO, ["Els."], "found list"),
        (PRODIGY, {"text": "Els.", "label": "bomen", "answer": "accept"}, "one label only"),
        (PRODIGY, {"text": "Els.", "accept": ["plan"], "answer": "ja"}, "found 'ja'"),
        (PRODIGY, {"text": "Els.", "accept": ["plan"], "answer": ["accept"]}, "found '['accept']'"),
        (LABEL_STUDIO, {"data": {"text": "Els."}, "annotations": [{"result": [{"type": "labels"}]}]}, "type labels"),
        (LABEL_STUDIO, {"data": {"text": "Els."}, "annotations": [{"result": [{"type": ["a"]}]}]}, "type ['a']"),
    ],
)
def test_what_cannot_be_understood_is_named_and_the_rest_taken(
    good: dict[str, Any], record: Any, why: str, take: Take
) -> None:
    taken = take(good, record, coder="bram")
    assert [made.text for made in taken.decisions] == ["Goed."]
    (fault,) = taken.faults
    assert fault.where.startswith("line 2")
    assert why in fault.why


def test_unknown_codes_are_counted_and_mapped_when_asked(take: Take) -> None:
    records = [{"text": f"Els {number}.", "label": ["Bomenziekte", "lek", "plan"]} for number in range(3)]
    assert take(*records, coder="bram").unknown == {"Bomenziekte": 3, "lek": 3}
    taken = take(*records, coder="bram", mapping={"Bomenziekte": "bomen", "lek": ""})
    assert [made.mechanisms for made in taken.decisions] == [("bomen",)] * 3
    with pytest.raises(UsageError, match="no code of the codebook"):
        take(*records, mapping={"lek": "gas"})


def test_a_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "Els.", "label": []}\n{"text": \n', encoding="utf-8")
    *_, fault = read(path, Format.DOCCANO)
    assert str(fault).startswith("line 2: no JSON")
    path.write_text("[1, 2", encoding="utf-8")
    with pytest.raises(UsageError, match="no JSON"):
        list(read(path, Format.DOCCANO))
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="not UTF-8"):
        list(read(path, Format.DOCCANO))


def test_a_shape_that_is_not_recognised_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('[{"zin": "Els."}]', encoding="utf-8")
    with pytest.raises(UsageError, match="--format"):
        format_to_read(tmp_path / "x.json", None)
