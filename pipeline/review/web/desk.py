"""The desk of one reviewer: what is to be decided, what was decided, and every decision on the disk at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Lock

from pipeline.codings import CONSENSUS, CodedPassage, Decision
from pipeline.codings.coders import as_known
from pipeline.codings.read import newest
from pipeline.codings.store import append
from pipeline.review.material import Material
from pipeline.review.queue import Wish, queue
from pipeline.review.records import Answer, Item, decided
from pipeline.review.veil import veiled


class Desk:
    """The items of one session, numbered from 0, with the answers given; it may be used from several threads.

    ``coder`` is '' until `begin`. ``made`` counts the decisions that were stored, withdrawals included. With ``veil``
    a proposal is held back where somebody else coded the passage (`review.veil`).
    """

    def __init__(self, material: Material, wish: Wish, folder: Path, *, veil: bool = True) -> None:
        self._material, self._wish, self._folder, self._veil = material, wish, folder, veil
        self._lock = Lock()
        self._answers: dict[int, Answer] = {}  # in the order in which they were given
        self._withdrawn: dict[int, Answer] = {}
        self._earlier: dict[tuple[str, str, str], CodedPassage] = {}
        self._held: dict[int, CodedPassage] = {}  # what was stored last, per item
        self._veiled: list[bool] = []
        self._seen: set[int] = set()  # items of which the proposal was given to the page
        self._today: set[tuple[str, str, str]] = set()
        self._made: list[CodedPassage] = []
        self.items: list[Item] = []
        self.coder = ""

    @property
    def made(self) -> int:
        """How many decisions were stored."""
        return len(self._made)

    @property
    def coders(self) -> list[str]:
        """Everybody who coded before, by name."""
        return sorted({decision.coder for decision in self._material.history} - {CONSENSUS, ""})

    @property
    def today(self) -> int:
        """How many passages this coder decided on today and did not withdraw, those of earlier sessions included."""
        return len(self._today)

    @property
    def last(self) -> int | None:
        """The number of the item that was answered last, of those whose answer stands."""
        return next(reversed(self._answers), None)

    def answer(self, number: int) -> Answer | None:
        """Return the answer that stands for an item."""
        return self._answers.get(number)

    def withdrawn(self, number: int) -> Answer | None:
        """Return the answer that was withdrawn last, to start from when the item is answered again."""
        return self._withdrawn.get(number)

    def veiled(self, number: int) -> bool:
        """Whether the proposal is held back until the coder asks for it."""
        return self._veiled[number]

    def with_proposal(self, number: int) -> Item:
        """Return an item to be shown with its proposal; what is decided on it from now on says so."""
        with self._lock:
            self._seen.add(number)
            return self.items[number]

    def earlier(self, number: int) -> CodedPassage | None:
        """Return this coder's own coding of an item that held when she began, if there was one."""
        document, text, passage = self.items[number].key
        return self._earlier.get((document, text, passage)) or self._earlier.get((document, text, ""))

    def answers(self) -> list[tuple[Item, Answer]]:
        """Return every item with an answer that stands."""
        return [(self.items[number], answer) for number, answer in self._answers.items()]

    def next_after(self, number: int) -> int | None:
        """Return the next item without an answer, from the start again when there is none further on."""
        count = len(self.items)
        order = [*range(number + 1, count), *range(min(number + 1, count))]
        return next((place for place in order if place not in self._answers), None)

    def begin(self, coder: str) -> None:
        """Lay out the items for this coder; a second call changes nothing."""
        with self._lock:
            if self.coder:
                return
            name = as_known(coder, self.coders)
            self._earlier = _standing(self._material.history, name)
            self._today = _decided_today(self._material.history, name)
            self._lay(queue(self._material, replace(self._wish, coder=name)), name)
            self.coder = name

    def more(self) -> int:
        """Lay out further items, chosen with what was decided since; return how many."""
        with self._lock:
            material = replace(self._material, history=[*self._material.history, *self._made])
            laid = {item.key for item in self.items}
            fresh = [item for item in queue(material, replace(self._wish, coder=self.coder)) if item.key not in laid]
            self._lay(fresh, self.coder)
            return len(fresh)

    def decide(self, number: int, answer: Answer) -> None:
        """Store an answer; one that stands already is not stored twice.

        To skip a passage is to leave it for later: what the coder decided on it before she began stays in force then.
        Raises what `append` raises; then nothing has changed here.
        """
        with self._lock:
            if self._answers.get(number) == answer:
                return
            if answer.decision is Decision.SKIPPED and (earlier := self.earlier(number)):
                self._restore(number, earlier, answer.remark)
            else:
                self._store(number, self._decision(number, answer))
            self._answers.pop(number, None)
            self._answers[number] = answer

    def undo(self, number: int) -> None:
        """Take the answer to an item back; nothing happens when it has none. Raises as `decide` does.

        What the coder decided on it before she began is stored again; when there was nothing, that it is withdrawn.
        """
        with self._lock:
            if number not in self._answers:
                return
            if earlier := self.earlier(number):
                self._restore(number, earlier)
            else:
                self._store(number, self._decision(number, Answer(decision=Decision.WITHDRAWN)))
            self._withdrawn[number] = self._answers.pop(number)

    def _lay(self, items: Sequence[Item], coder: str) -> None:
        history = self._material.history if self._veil else []
        self._veiled += veiled(items, history, coder)
        self.items += items

    def _restore(self, number: int, earlier: CodedPassage, remark: str = "") -> None:
        """Let the coding from before hold again, with a remark if there is one; nothing is stored when it holds."""
        held = self._held.get(number, earlier)
        wanted = Answer(earlier.mechanisms, earlier.role, remark or earlier.remark)
        if wanted == Answer(held.mechanisms, held.role, held.remark, held.decision):
            return
        again = self._decision(number, wanted)
        self._store(number, replace(again, proposal=earlier.proposal, source=earlier.source, split=earlier.split))

    def _decision(self, number: int, answer: Answer) -> CodedPassage:
        item = self.items[number]
        return decided(
            item if number in self._seen else item.without_proposal(),
            answer.mechanisms,
            answer.role,
            coder=self.coder,
            remark=answer.remark,
            decision=answer.decision,
        )

    def _store(self, number: int, decision: CodedPassage) -> None:
        append(self._folder, [decision])
        self._made.append(decision)
        self._held[number] = decision
        change = self._today.discard if decision.decision is Decision.WITHDRAWN else self._today.add
        change(self.items[number].key)


def _standing(history: Sequence[CodedPassage], coder: str) -> dict[tuple[str, str, str], CodedPassage]:
    """The codings of one coder that she did not take back, by passage."""
    own = newest([decision for decision in history if decision.coder == coder])
    return {decision.passage_key: decision for decision in own if decision.decision is Decision.CODED}


def _decided_today(history: Sequence[CodedPassage], coder: str) -> set[tuple[str, str, str]]:
    """By the clock of this machine: to the reviewer a day ends at midnight here."""
    today = datetime.now().astimezone().date()
    return {
        decision.passage_key
        for decision in newest([decision for decision in history if decision.coder == coder])
        if decision.decision is not Decision.WITHDRAWN
        and decision.coded_at
        and decision.coded_at.astimezone().date() == today
    }
