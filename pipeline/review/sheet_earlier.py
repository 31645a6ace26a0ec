"""What was decided before on the passages of a sheet, and what a row of the sheet adds to that."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from enum import Enum, auto

from pipeline.codings import CodedPassage, Decision
from pipeline.report.safe_text import one_line
from pipeline.review.records import SOURCE


class Standing(Enum):
    """What a row is beside the earlier decisions of its coder on its passage."""

    NEW = auto()
    CHANGED = auto()
    UNCHANGED = auto()
    CONFLICT = auto()


def source_of(sheet: str) -> str:
    """Return what stands in the column bron of what was decided in a sheet of this name."""
    return f"{SOURCE} blad {sheet}"


def said(decision: CodedPassage) -> tuple[object, ...]:
    """Return what was decided, without when and where."""
    return decision.decision, frozenset(decision.mechanisms), decision.role, one_line(decision.remark).strip()


class Earlier:
    """The decisions so far, by passage."""

    def __init__(self, history: Iterable[CodedPassage]) -> None:
        self._on: dict[tuple[str, ...], list[CodedPassage]] = defaultdict(list)
        for decision in history:
            self._on[decision.passage_key].append(decision)

    def standing(self, row: CodedPassage, made: datetime) -> tuple[Standing, CodedPassage | None]:
        """Return what a row is, and the earlier decision that it replaces or is in conflict with.

        A row that says what it said when it was read before is unchanged, whatever was decided since. Otherwise a
        decision that its coder took elsewhere after the sheet was made (UTC), or at an unknown time, is in conflict.
        """
        mine = [earlier for earlier in self._on[row.passage_key] if earlier.coder == row.coder]
        from_row = [earlier for earlier in mine if earlier.source == row.source]
        if any(said(last) == said(row) for last in (*from_row[-1:], *mine[-1:])):
            return Standing.UNCHANGED, None
        if not mine:
            return Standing.NEW, None
        last = mine[-1]
        is_later = last.coded_at is None or last.coded_at > made
        conflicts = is_later and last.source != row.source
        return (Standing.CONFLICT if conflicts else Standing.CHANGED), last

    def otherwise(self, row: CodedPassage) -> list[CodedPassage]:
        """Return the newest decision of every other coder on a passage that codes it differently."""
        last = {earlier.coder: earlier for earlier in self._on[row.passage_key] if earlier.coder != row.coder}
        if row.decision is not Decision.CODED:
            return []
        return [other for other in last.values() if other.decision is Decision.CODED and _codes(other) != _codes(row)]


def _codes(decision: CodedPassage) -> tuple[object, ...]:
    return frozenset(decision.mechanisms), decision.role
