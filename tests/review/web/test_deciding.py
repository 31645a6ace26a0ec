"""Decisions through the addresses of the page: stored at once, once, and never changed."""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from starlette.testclient import TestClient

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage, Decision, Proposal, read_codings, store
from pipeline.codings.coders import tidy_name
from pipeline.codings.read import in_force
from pipeline.codings.store import append
from pipeline.review.material import Material
from pipeline.review.queue import Wish
from pipeline.review.records import Picked, decided
from pipeline.review.web import desk as desk_module
from pipeline.review.web.coders import fault_in
from pipeline.review.web.desk import Desk
from tests.review.web.conftest import HOSTILE, TEXTS

PLAN = {"decision": "gecodeerd", "mechanisms": ["bomen"], "role": "plan", "remark": " twijfel\x00\n  over\tde iep "}
SKIP = {"decision": "overgeslagen", "mechanisms": ["bomen"], "role": "", "remark": ""}


@pytest.fixture
def coded(passages: Path, codebook: Codebook) -> "Coded":
    return Coded(passages, codebook)


class Coded:
    """What stands on the disk of what Noor decided, oldest first."""

    def __init__(self, folder: Path, codebook: Codebook) -> None:
        self.folder, self.codebook = folder, codebook

    def all(self) -> list[CodedPassage]:
        history = read_codings(self.folder, self.codebook).history
        return [decision for decision in history if decision.coder == "Noor"]

    def kinds(self) -> list[Decision]:
        return [decision.decision for decision in self.all()]


def test_a_decision_is_on_the_disk_when_the_answer_comes(noor: TestClient, coded: Coded) -> None:
    answer = noor.post("/item/1/besluit", json=PLAN)
    assert answer.status_code == 200
    (decision,) = coded.all()
    assert (decision.text, decision.mechanisms, decision.role) == (TEXTS[1][2], ("bomen",), "plan")
    assert decision.remark == "twijfel over de iep"
    assert decision.place.passage_id == "p001"


def test_a_proposal_is_kept_with_a_decision_only_when_it_was_given(noor: TestClient, coded: Coded) -> None:
    noor.post("/item/1/besluit", json=PLAN)
    assert noor.post("/item/2/voorstel").json()["role"] == "klacht"
    noor.post("/item/2/besluit", json=PLAN)
    noor.post("/item/1/voorstel")  # shown with the answer that stands, and so seen from then on
    noor.post("/item/1/besluit", json=PLAN | {"mechanisms": []})
    unseen, seen = Proposal(picked="willekeurig"), Proposal((), "klacht", "f1", "willekeurig")
    assert [one.proposal for one in coded.all()] == [unseen, seen, seen]


def test_a_passage_of_somebody_else_is_veiled_and_ones_own_is_not(
    client: TestClient, desk: Desk, material: Material
) -> None:
    own, other, withdrawn = (material.item(material.passages.row(n, named=True), Picked.RANDOM) for n in (1, 2, 3))
    history = [
        decided(own, (), "plan", coder="Noor"),
        decided(own, (), "", coder="Noor", decision=Decision.WITHDRAWN),
        decided(other, (), "plan", coder="Bob"),
        decided(withdrawn, (), "plan", coder="Bob"),
        decided(withdrawn, (), "", coder="Bob", decision=Decision.WITHDRAWN),
    ]
    desk._material = replace(material, history=history)
    client.post("/naam", json={"name": "Noor"})
    items = [client.get(f"/item/{number}").json() for number in range(5)]
    assert [item["veiled"] for item in items] == [False, False, True, True, False]
    assert not any("proposal" in item for item in items)


def test_the_answer_says_how_far_it_is_and_what_comes_next(noor: TestClient) -> None:
    progress = noor.post("/item/1/besluit", json=PLAN).json()
    assert {name: progress[name] for name in ("total", "done", "today", "last", "next")} == {
        "total": 22, "done": 1, "today": 1, "last": 1, "next": 2,
    }  # fmt: skip
    assert noor.post("/item/21/besluit", json=PLAN).json()["next"] == 0


def test_the_same_decision_twice_is_stored_once(noor: TestClient, coded: Coded) -> None:
    for _ in range(3):
        assert noor.post("/item/0/besluit", json=PLAN).json()["done"] == 1
    assert len(coded.all()) == 1


def test_another_decision_on_the_same_passage_is_added(noor: TestClient, coded: Coded) -> None:
    noor.post("/item/0/besluit", json=PLAN)
    noor.post("/item/0/besluit", json=PLAN | {"role": "klacht"})
    assert [decision.role for decision in coded.all()] == ["plan", "klacht"]
    assert [decision.role for decision in in_force(coded.all())] == ["klacht"]


def test_mechanisms_come_in_the_order_of_the_codebook(noor: TestClient, coded: Coded) -> None:
    noor.post("/item/0/besluit", json=PLAN | {"mechanisms": ["water", "bomen", "water"]})
    assert coded.all()[0].mechanisms == ("bomen", "water")


def test_undo_withdraws_and_gives_back_what_was_chosen(noor: TestClient, coded: Coded) -> None:
    noor.post("/item/0/besluit", json=PLAN)
    progress = noor.post("/item/0/ongedaan").json()
    assert (progress["done"], progress["today"], progress["last"]) == (0, 0, None)
    assert coded.kinds() == [Decision.CODED, Decision.WITHDRAWN]
    assert in_force(coded.all()) == []
    item = noor.get("/item/0").json()
    assert (item["answer"], item["withdrawn"]["role"]) == (None, "plan")


def test_undo_twice_withdraws_once_and_then_the_same_can_be_decided_again(noor: TestClient, coded: Coded) -> None:
    noor.post("/item/0/besluit", json=PLAN)
    for _ in range(2):
        noor.post("/item/0/ongedaan")
    noor.post("/item/0/besluit", json=PLAN)
    assert coded.kinds() == [Decision.CODED, Decision.WITHDRAWN, Decision.CODED]


def test_a_skipped_passage_is_remembered_without_codes(noor: TestClient, coded: Coded) -> None:
    progress = noor.post("/item/0/besluit", json=SKIP).json()
    assert (progress["done"], progress["coded"], progress["next"]) == (1, 0, 1)
    (decision,) = coded.all()
    assert (decision.decision, decision.mechanisms, decision.role) == (Decision.SKIPPED, (), "")


@contextmanager
def full_disk(passages: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "beoordeeld-noor.csv")

    with monkeypatch.context() as broken:
        broken.setattr(desk_module, "append", fail)
        yield


@contextmanager
def held_lock(passages: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as hurried, FileLock(passages / store.LOCK):
        hurried.setattr(store, "_WAIT", 0.1)
        yield


@contextmanager
def read_only_folder(passages: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if sys.platform == "win32" or os.geteuid() == 0:
        pytest.skip("this user may write in every folder")
    passages.chmod(0o555)
    yield
    passages.chmod(0o755)


@contextmanager
def folder_in_its_place(passages: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (passages / "beoordeeld-noor.csv").mkdir()
    yield
    (passages / "beoordeeld-noor.csv").rmdir()


@contextmanager
def file_for_a_folder(passages: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    aside = passages.rename(passages.with_name("opzij"))
    passages.write_text("", encoding="utf-8")
    yield
    passages.unlink()
    aside.rename(passages)


@pytest.mark.parametrize(
    ("hindrance", "said"),
    [
        (full_disk, "de schijf is vol (beoordeeld-noor.csv)"),
        (held_lock, "een ander programma houdt het bestand met coderingen bezet"),
        (read_only_folder, "het bestand mag niet worden beschreven"),
        (folder_in_its_place, "op de plaats van het bestand staat een map"),
        (file_for_a_folder, "op de plaats van de map met coderingen staat een bestand"),
    ],
)
def test_a_decision_that_cannot_be_stored_is_told_in_dutch_and_can_be_stored_later(
    noor: TestClient,
    coded: Coded,
    monkeypatch: pytest.MonkeyPatch,
    hindrance: Callable[[Path, pytest.MonkeyPatch], AbstractContextManager[None]],
    said: str,
) -> None:
    with hindrance(coded.folder, monkeypatch):
        answer = noor.post("/item/0/besluit", json=PLAN)
    assert answer.status_code == 507
    assert answer.json()["fault"].startswith(f"Niet opgeslagen: {said}")
    assert answer.json()["fault"].endswith("De keuze staat nog op het scherm: los dit op en sla opnieuw op.")
    assert noor.get("/stand").json()["done"] == 0
    assert noor.post("/item/0/besluit", json=PLAN).json()["done"] == 1
    assert len(coded.all()) == 1


@pytest.mark.parametrize("number", ["22", "-1", "99999999999999999999", "een", "0%2f..", ""])
@pytest.mark.parametrize("what", ["", "/pagina", "/beeld"])
def test_an_item_that_is_not_there_is_not_there(noor: TestClient, number: str, what: str) -> None:
    assert noor.get(f"/item/{number}{what}").status_code == 404


def test_before_a_name_is_given_there_are_no_items(client: TestClient) -> None:
    assert client.get("/item/0").status_code == 404
    assert client.post("/item/0/besluit", json=PLAN).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"mechanisms": ["tuinen"]},
        {"role": ""},
        {"role": "bomen"},
        {"decision": "ingetrokken"},
        {"remark": "x" * 4001},
        {"mechanisms": "bomen"},
        {"coder": "Bob"},
    ],
)
def test_what_is_no_decision_is_refused(noor: TestClient, coded: Coded, wrong: dict[str, object]) -> None:
    assert noor.post("/item/0/besluit", json=PLAN | wrong).status_code == 422
    assert coded.all() == []


@pytest.mark.parametrize(
    ("body", "status"), [(b"", 422), (b"[", 422), (b'{"decision": "\xff"}', 422), (b"x" * 70_000, 413)]
)
def test_what_is_no_json_is_refused(noor: TestClient, coded: Coded, body: bytes, status: int) -> None:
    assert noor.post("/item/0/besluit", content=body).status_code == status
    assert coded.all() == []


def test_markup_in_a_passage_stays_what_it_is_until_the_page_shows_it_as_text(noor: TestClient) -> None:
    answer = noor.get("/item/3")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["text"] == HOSTILE


@pytest.mark.parametrize("name", ["", "  ", "=2+2", "-anna", "Consensus", "x" * 61, "\x00"])
def test_what_is_no_name_is_refused(client: TestClient, name: str) -> None:
    assert client.post("/naam", json={"name": name}).json()["fault"]
    assert client.get("/stand").json()["coder"] == ""


def test_a_name_is_taken_once_and_as_it_was_spelled_before(client: TestClient, desk: Desk) -> None:
    assert client.post("/naam", json={"name": " ANNA\u200b "}).json()["coder"] == "anna"  # as in the coded passages
    assert client.post("/naam", json={"name": "Bob"}).json()["coder"] == "anna"
    assert desk.coder == "anna"


def test_a_name_is_one_line_that_a_file_can_hold() -> None:
    assert tidy_name(" Zoë\t de\nVries\ud800 ") == "Zoë de Vries"
    assert fault_in("Zoë de Vries") == ""


def test_more_passages_come_when_the_round_is_done(noor: TestClient) -> None:
    for number in range(22):
        progress = noor.post(f"/item/{number}/besluit", json=PLAN).json()
    assert progress["next"] is None
    assert noor.post("/meer").json() | {"next": 22, "total": 25} == noor.get("/stand").json()


EARLIER = {"mechanisms": ["bomen"], "role": "plan", "remark": "eerst gezien"}


@pytest.fixture
def again(client: TestClient, desk: Desk, material: Material, coded: Coded) -> TestClient:
    """Noor's page with one passage, number 0: she coded it on 12 November, and Bob otherwise."""
    item = material.item(material.passages.row(2, named=True), Picked.RANDOM)
    when = datetime(2026, 11, 12, 12, tzinfo=UTC)
    own = decided(item, ("bomen",), "plan", coder="Noor", remark="eerst gezien", at=when)
    other = decided(item, ("water",), "plan", coder="Bob", at=when)
    append(coded.folder, [own, other])
    desk._material = replace(material, history=[*material.history, own, other])
    desk._wish = Wish(mode=Picked.DISAGREEMENT)
    assert client.post("/naam", json={"name": "Noor"}).json()["total"] == 1
    return client


def held(coded: Coded) -> list[tuple[tuple[str, ...], str, str]]:
    return [(one.mechanisms, one.role, one.remark) for one in in_force(coded.all())]


def test_an_earlier_coding_is_shown_to_start_from(again: TestClient) -> None:
    item = again.get("/item/0").json()
    assert (item["earlier"], item["answer"]) == (EARLIER | {"day": "12 november 2026"}, None)


@pytest.mark.parametrize("answer", [PLAN | {"mechanisms": ["water"]}, SKIP])
def test_undo_lets_an_earlier_coding_hold_again(again: TestClient, coded: Coded, answer: dict[str, object]) -> None:
    again.post("/item/0/besluit", json=answer)
    assert again.post("/item/0/ongedaan").json()["done"] == 0
    assert held(coded) == [(("bomen",), "plan", "eerst gezien")]
    first, *later = coded.all()
    assert [one.decision for one in later] == [Decision.CODED] * (2 if answer != SKIP else 0)
    assert all(one.coded_at and first.coded_at and one.coded_at > first.coded_at for one in later)


@pytest.mark.parametrize("number_of_codings", [0, 1])
def test_skipping_leaves_an_earlier_coding_in_force(again: TestClient, coded: Coded, number_of_codings: int) -> None:
    for _ in range(number_of_codings):
        again.post("/item/0/besluit", json=PLAN | {"mechanisms": ["water"]})
    assert again.post("/item/0/besluit", json=SKIP).json()["next"] is None
    assert held(coded) == [(("bomen",), "plan", "eerst gezien")]
    assert len(coded.all()) == 1 + 2 * number_of_codings


def test_a_remark_on_a_passage_that_is_skipped_is_kept_with_the_earlier_coding(again: TestClient, coded: Coded) -> None:
    again.post("/item/0/besluit", json=SKIP | {"remark": "voor Bob"})
    assert held(coded) == [(("bomen",), "plan", "voor Bob")]


def test_the_same_coding_again_is_a_decision_of_its_own(again: TestClient, coded: Coded) -> None:
    again.post("/item/0/besluit", json=EARLIER | {"decision": "gecodeerd"})
    assert [one.proposal.picked for one in coded.all()] == ["willekeurig", "verschil"]
