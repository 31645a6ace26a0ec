"""The records of a file as decisions for the store: which are new, and what else the file held."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.codings.cells import RowError
from pipeline.codings.storable import fault_in
from pipeline.exchange.codes import Codes, UnknownCodeError
from pipeline.exchange.records import MACHINE, Fault, Record, Records
from pipeline.exchange.whose import Wishes, coder_of, decision_of, is_ours

_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass
class TakenIn:
    """New ``decisions`` and what else the file held: ``known`` were stored before, ``unjudged`` has nobody answered.

    ``unknown`` counts the records per label that is no code of ours.
    """

    decisions: list[CodedPassage] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    known: int = 0
    machine: int = 0
    unjudged: int = 0


def take_in(records: Records, codebook: Codebook, wishes: Wishes, history: Sequence[CodedPassage]) -> TakenIn:
    """Return the decisions in ``records`` that ``history`` (oldest first) does not hold yet; nothing is stored."""
    taken = TakenIn()
    codes = Codes(codebook, wishes.mapping)
    stored = _Stored(history)
    for record in records:
        try:
            _take(record, codes, wishes, taken, stored)
        except UnknownCodeError as e:
            taken.unknown.update(e.labels)
            taken.faults.append(Fault(record.where, str(e)))
        except RowError as e:
            taken.faults.append(Fault(record.where, str(e)))
    return taken


def _take(record: Record | Fault, codes: Codes, wishes: Wishes, taken: TakenIn, stored: "_Stored") -> None:
    """Add one record to what was taken in."""
    if isinstance(record, Fault):
        taken.faults.append(record)
        return
    if not record.judged:
        taken.unjudged += 1
        return
    coder = coder_of(record, wishes, codes.codebook)
    if coder.lower() == MACHINE:
        taken.machine += 1
    elif not coder:
        raise RowError("it does not say who coded it; give a name with --coder")
    else:
        decision = _storable(decision_of(record, coder, codes, wishes))
        if stored.holds(decision, record, ours=is_ours(record, coder, codes.codebook)):
            taken.known += 1
        else:
            taken.decisions.append(decision)
            stored.add(decision)


def _storable(decision: CodedPassage) -> CodedPassage:
    """The store takes all or nothing: one record that it cannot hold must not keep the others out."""
    fault = fault_in(decision)
    if fault:
        raise RowError(fault)
    return decision


class _Stored:
    """What is stored or about to be."""

    def __init__(self, history: Iterable[CodedPassage]) -> None:
        self._exact: set[CodedPassage] = set()
        self._timed: set[object] = set()
        self._newest: dict[object, CodedPassage] = {}
        self._untimed: dict[object, object] = {}
        for decision in history:
            self.add(decision)

    def add(self, decision: CodedPassage) -> None:
        """Count a decision among those that are there."""
        self._exact.add(decision)
        self._timed.add((_whose(decision), _what(decision), decision.coded_at))
        newest = self._newest.get(_whose(decision), decision)
        if (decision.coded_at or _EARLIEST) >= (newest.coded_at or _EARLIEST):
            self._newest[_whose(decision)] = decision

    def holds(self, decision: CodedPassage, record: Record, *, ours: bool) -> bool:
        """Whether a decision is there already; one without a time of its own is when it says what the newest says.

        Raises RowError when the file says two things without a time: nobody knows which is the newest.
        """
        if ours:
            return decision in self._exact
        whose, what = _whose(decision), _what(decision)
        if record.coded_at:
            return (whose, what, decision.coded_at) in self._timed
        if self._untimed.setdefault(whose, what) != what:
            raise RowError("the same coder codes this passage otherwise elsewhere in the file; keep one of the two")
        return whose in self._newest and _what(self._newest[whose]) == what


def _whose(decision: CodedPassage) -> object:
    return decision.passage_key, decision.coder


def _what(decision: CodedPassage) -> object:
    return decision.mechanisms, decision.role, decision.decision, decision.remark
