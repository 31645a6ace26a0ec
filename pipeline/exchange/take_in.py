"""The records of a file as decisions for the store: whose they are, what their labels mean, and which are new."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage, Decision
from pipeline.codings.columns import RowError, from_row
from pipeline.codings.storable import fault_in
from pipeline.exchange.codes import Codes, UnknownCodeError
from pipeline.exchange.details import codes_in
from pipeline.exchange.records import MACHINE, Fault, Record, Records

_OF_PASSAGE = (
    *("document", "ervoor", "erna", "sectie", "passage_id", "pagina", "blok", "start", "eind", "rapport_sha256"),
    "codeboek",
)
_OF_PROPOSAL = ("model", "voorstel", "voorstel_rol", "gekozen")


@dataclass(frozen=True)
class Wishes:
    """What the user adds to what the file says, for records that say nothing of it.

    ``mapping`` gives our code for a label of the file, '' for a label to be left out. ``source`` is where the decisions
    come from, ``at`` the time of decisions without one.
    """

    at: datetime
    source: str
    document: str
    coder: str = ""
    role: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)


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
    """Return the decisions in ``records`` that ``history`` does not hold yet; nothing is stored."""
    taken = TakenIn()
    codes = Codes(codebook, wishes.mapping)
    seen = {key for passage in history for key in _keys(passage)}
    for record in records:
        try:
            _take(record, codebook, codes, wishes, taken, seen)
        except UnknownCodeError as e:
            taken.unknown.update(e.labels)
            taken.faults.append(Fault(record.where, str(e)))
        except RowError as e:
            taken.faults.append(Fault(record.where, str(e)))
    return taken


def _take(
    record: Record | Fault,
    codebook: Codebook,
    codes: Codes,
    wishes: Wishes,
    taken: TakenIn,
    seen: set[object],
) -> None:
    """Add one record to what was taken in."""
    if isinstance(record, Fault):
        taken.faults.append(record)
        return
    coder = _coder(record, wishes)
    if coder.lower() == MACHINE:
        taken.machine += 1
    elif not record.judged:
        taken.unjudged += 1
    elif not coder:
        raise RowError("it does not say who coded it; give a name with --coder")
    else:
        decision = _storable(from_row(_row(record, coder, codes, wishes), codebook))
        exact, timed, ever = _keys(decision)
        same = exact if _is_ours(record, coder) else timed if record.coded_at else ever
        if same in seen:
            taken.known += 1
        else:
            taken.decisions.append(decision)
            seen |= {exact, timed, ever}


def _storable(decision: CodedPassage) -> CodedPassage:
    """The store takes all or nothing: one record that it cannot hold must not keep the others out."""
    fault = fault_in(decision)
    if fault:
        raise RowError(fault)
    return decision


def _keys(passage: CodedPassage) -> tuple[object, object, object]:
    """What makes a decision the same as another: one of ours, one with a time, and one without a time of its own."""
    what = (*passage.passage_key, passage.coder, passage.mechanisms, passage.role, passage.decision, passage.remark)
    return passage, (*what, passage.coded_at), (*what, "whenever")


def _changed(record: Record) -> bool:
    """Whether the tool says something else than what we gave it."""
    details = record.details
    coded = details.get("besluit", Decision.CODED) == Decision.CODED
    return (
        set(record.labels) != set(codes_in(details))
        or (record.remark is not None and record.remark != details.get("opmerking", ""))
        or (record.decision is not None and (record.decision is Decision.CODED) != coded)
    )


def _is_ours(record: Record, coder: str) -> bool:
    """Whether a record is a decision that we wrote, as we wrote it."""
    return "coder" in record.details and record.details["coder"] == coder and not _changed(record)


def _coder(record: Record, wishes: Wishes) -> str:
    """Who decided; '' when that is not known. What somebody made of a coding of the machine is not the machine's."""
    ours = record.details.get("coder", "")
    if not ours or not _changed(record):
        return record.coder or ours or wishes.coder
    return next((name for name in (record.coder, wishes.coder, ours) if name and name.lower() != MACHINE), "")


def _row(record: Record, coder: str, codes: Codes, wishes: Wishes) -> dict[str, str]:
    """The cells of the decision; of a changed one those of the passage, and of the proposal that its coder saw."""
    details = record.details
    mechanisms, role = codes.split(record.labels)
    row: dict[str, str] = dict(details)
    if not _is_ours(record, coder):
        proposal = _OF_PROPOSAL if details.get("coder") in (MACHINE, coder) else ()
        row = {name: details[name] for name in (*_OF_PASSAGE, *proposal) if name in details}
        row["datum"] = (record.coded_at or wishes.at).isoformat(timespec="milliseconds")
        row |= {"coder": coder, "bron": wishes.source, "opmerking": record.remark or ""}
        row["besluit"] = record.decision or Decision.CODED
    if not role and row.get("besluit", Decision.CODED) == Decision.CODED:
        role = _role(wishes)
    row |= {"text": record.text, "mechanismen": ", ".join(mechanisms), "rol": role}
    row["document"] = row.get("document") or record.document or wishes.document
    return {name: cell.strip() for name, cell in row.items()}


def _role(wishes: Wishes) -> str:
    if not wishes.role:
        raise RowError("it names no role; give the role of such records with --role, or code one")
    return wishes.role
