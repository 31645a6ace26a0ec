"""One record of a file as a decision: whose it is, whether it is still as we gave it out, and what its labels mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage, Decision
from pipeline.codings.cells import RowError
from pipeline.codings.columns import from_row
from pipeline.exchange.codes import Codes
from pipeline.exchange.details import OF_PASSAGE, codes_in
from pipeline.exchange.records import MACHINE, Record

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


def coder_of(record: Record, wishes: Wishes, codebook: Codebook) -> str:
    """Return who decided; '' when that is not known.

    What somebody made of a coding of the machine is not the machine's. Raises RowError when a coding of ours was
    changed and nobody says by whom: it need not be the coder that we named.
    """
    ours = record.details.get("coder", "")
    if not ours or not _changed(record, codebook):
        return record.coder or ours or wishes.coder
    named = [name for name in (record.coder, wishes.coder) if name and name.lower() != MACHINE]
    if not named:
        raise RowError(f"the coding of {ours} was changed; by whom? Give --coder")
    return named[0]


def is_ours(record: Record, coder: str, codebook: Codebook) -> bool:
    """Whether a record is a decision that we wrote, as we wrote it."""
    return "coder" in record.details and record.details["coder"] == coder and not _changed(record, codebook)


def decision_of(record: Record, coder: str, codes: Codes, wishes: Wishes) -> CodedPassage:
    """Return the decision of a coder.

    A changed one keeps the place of the passage, and the proposal that its coder saw. Raises UnknownCodeError and
    RowError for what cannot be understood.
    """
    row = _as_given_out(record) if is_ours(record, coder, codes.codebook) else _new_row(record, coder, wishes)
    if not ("mechanismen" in row and all(code in codes.codebook.current for code in codes_in(row))):
        mechanisms, role = codes.split(record.labels)
        row |= {"mechanismen": ", ".join(mechanisms), "rol": role}
    if not row["rol"] and row.get("besluit", Decision.CODED) == Decision.CODED:
        row["rol"] = _role(wishes)
    row |= {"text": record.text, "document": row.get("document") or record.document or wishes.document}
    return from_row({name: _whole(cell.strip()) for name, cell in row.items()}, codes.codebook)


def _changed(record: Record, codebook: Codebook) -> bool:
    """Whether the tool says something else than what we gave it: the codes of then, or those of today for them."""
    details = record.details
    coded = details.get("besluit", Decision.CODED) == Decision.CODED
    given = set(codes_in(details))
    today = {codebook.current.get(code, code) for code in given} - {""}
    return (
        set(record.labels) not in (given, today)
        or (record.remark is not None and record.remark != details.get("opmerking", ""))
        or (record.decision is not None and (record.decision is Decision.CODED) != coded)
    )


def _as_given_out(record: Record) -> dict[str, str]:
    return {"mechanismen": "", "rol": "", **record.details}


def _new_row(record: Record, coder: str, wishes: Wishes) -> dict[str, str]:
    """The cells of a decision that is not as we wrote it, without its codes."""
    details = record.details
    proposal = _OF_PROPOSAL if details.get("coder") in (MACHINE, coder) else ()
    row = {name: details[name] for name in (*OF_PASSAGE, "codeboek", *proposal) if name in details}
    row["datum"] = (record.coded_at or wishes.at).isoformat(timespec="milliseconds")
    row |= {"coder": coder, "bron": wishes.source, "opmerking": record.remark or ""}
    return row | {"besluit": record.decision or Decision.CODED}


def _role(wishes: Wishes) -> str:
    if not wishes.role:
        raise RowError("it names no role; give the role of such records with --role, or code one")
    return wishes.role


def _whole(cell: str) -> str:
    """A cell that can be stored; JSON can hold NUL and half of a character, which no text file can."""
    if "\0" in cell or any("\ud800" <= character <= "\udfff" for character in cell):
        raise RowError("it holds NUL or half a character (a lone surrogate); mend it in the tool")
    return cell
