"""A filled-in review sheet back into decisions, whatever the spreadsheet did to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.codings.storable import fault_in
from pipeline.errors import UsageError
from pipeline.review import sheet_columns as columns
from pipeline.review.sheet_answer import AnswerError
from pipeline.review.sheet_earlier import Earlier, Standing, said
from pipeline.review.sheet_file import read_rows
from pipeline.review.sheet_row import Reviewed, review

_NEEDED = (columns.PASSAGE, columns.AGREED, columns.ROLE, columns.KEY)
_NOBODY = "nobody says who filled it in; fill in the column coder or give --coder"


@dataclass
class Filled:
    """What a sheet holds: new ``decisions``, rows that are not understood and conflicts (a line each), and counts.

    A conflict is a row on which its coder decided otherwise after the sheet was made; it is no decision here.
    ``disagreements`` are decisions that another coder took differently (a line each). ``changed`` decisions replace an
    earlier one of the same coder, ``unchanged`` rows were stored before, ``blank`` rows were not reviewed.
    """

    decisions: list[CodedPassage] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)
    changed: int = 0
    unchanged: int = 0
    blank: int = 0


def read_sheet(
    path: Path, codebook: Codebook, history: Iterable[CodedPassage], *, coder: str = "", sheet_wins: bool = False
) -> Filled:
    """Return what stands in a filled-in sheet beside the decisions so far, oldest first; nothing is stored yet.

    ``coder`` is for rows that do not say who filled them in. ``sheet_wins`` makes a conflict the newest decision.
    Raises UsageError when the file is no review sheet, lost a column, or nobody says who filled it in.
    """
    filled = Filled()
    reviewed = _reviewed(path, codebook, coder, filled)
    if reviewed and not any(row.decision.coder for row in reviewed):
        raise UsageError(f"{path} does not say who filled it in; give --coder NAME or fill in the column coder")
    earlier = Earlier(history)
    for row in _without_doubles(_storable(reviewed, filled), filled):
        _sort_out(row, earlier, filled, sheet_wins=sheet_wins)
    return filled


def _reviewed(path: Path, codebook: Codebook, coder: str, filled: Filled) -> list[Reviewed]:
    """The rows that a person filled in; the others are counted or named in ``filled``."""
    found: list[Reviewed] = []
    now = datetime.now(UTC)
    for row in read_rows(path, _NEEDED):
        try:
            one = review(row, codebook, coder=coder, at=now)
        except AnswerError as e:
            filled.faults.append(f"{row.place}: {e}")
            continue
        if one is None:
            filled.blank += columns.KEY in row.filled
        else:
            found.append(one)
    return found


def _storable(reviewed: Sequence[Reviewed], filled: Filled) -> list[Reviewed]:
    """The rows that the store can hold; it takes all or nothing, so one that it cannot would keep the others out."""
    faults = [fault_in(row.decision) if row.decision.coder else _NOBODY for row in reviewed]
    filled.faults += [f"{row.place}: {fault}" for row, fault in zip(reviewed, faults, strict=True) if fault]
    return [row for row, fault in zip(reviewed, faults, strict=True) if not fault]


def _without_doubles(reviewed: Sequence[Reviewed], filled: Filled) -> list[Reviewed]:
    """Of rows of one coder on one passage the first when they say the same, and none when they do not."""
    kept: list[Reviewed] = []
    rows: dict[tuple[str, ...], list[Reviewed]] = {}
    for row in reviewed:
        rows.setdefault((*row.decision.passage_key, row.decision.coder), []).append(row)
    for first, *others in rows.values():
        differing = [other for other in others if said(other.decision) != said(first.decision)]
        if differing:
            places = ", ".join(row.place for row in (first, *others))
            filled.faults.append(f"{places}: the same passage is decided on differently; keep one of the rows")
        else:
            kept.append(first)
            filled.unchanged += len(others)
    return kept


def _sort_out(row: Reviewed, earlier: Earlier, filled: Filled, *, sheet_wins: bool) -> None:
    """Add a row to the decisions or to what holds them up."""
    standing, before = earlier.standing(row.decision, row.made)
    if standing is Standing.UNCHANGED:
        filled.unchanged += 1
        return
    if before is not None and standing is Standing.CONFLICT and not sheet_wins:
        filled.conflicts.append(f"{row.place}: the sheet says {_told(row.decision)}; later {_by(before)}; not stored")
        return
    filled.decisions.append(row.decision)
    filled.changed += before is not None
    filled.disagreements += [
        f"{row.place}: {row.decision.coder} says {_told(row.decision)}; {_by(other)}"
        for other in earlier.otherwise(row.decision)
    ]


def _by(decision: CodedPassage) -> str:
    at = f" on {decision.coded_at:%Y-%m-%d %H:%M} UTC" if decision.coded_at else ""
    return f"{decision.coder} said {_told(decision)}{at}"


def _told(decision: CodedPassage) -> str:
    if not decision.role:
        return decision.decision.value
    remark = " (with a remark)" if decision.remark else ""
    return f"{' + '.join(decision.mechanisms) or 'geen mechanisme'}, {decision.role}{remark}"
