"""What stands on one span of a text in a project, in however many selections, as the decision of each user.

Other tools write a selection per code, put all users' codes in one, or add to a selection of ours. What a user left
standing when adding a code to a coding of ours is part of what that user decided.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.exchange.details import codes_in
from pipeline.exchange.records import MACHINE, Fault, Record
from pipeline.exchange.text_edits import shown_in_xml


@dataclass(frozen=True, slots=True)
class Mark:
    """One code on a span: by which user ('' when not known), what the file calls it, and when it was made."""

    user: str
    label: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Selection:
    """A selection with its marks. ``details`` is empty for one of another tool; ``editor`` changed it last."""

    remark: str
    details: Mapping[str, str]
    editor: str
    marks: tuple[Mark, ...]

    @property
    def owner(self) -> str:
        """Whose coding of ours it is, as the file shows the name."""
        return shown_in_xml(self.details.get("coder", ""))


@dataclass(slots=True)
class _Coding:
    """The selections that are one coding, ours or that of one user of another tool."""

    first: Selection
    marks: list[Mark] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, selection: Selection, marks: Sequence[Mark]) -> None:
        self.marks += marks
        if selection.remark and selection.remark not in self.remarks:
            self.remarks.append(selection.remark)


@dataclass(frozen=True, slots=True)
class Span:
    """The text between two positions in a document; ``where`` names it."""

    where: str
    text: str
    document: str

    def records(self, selections: Sequence[Selection]) -> Iterator[Record | Fault]:
        """Yield a record per user, and a fault where it cannot be known what a user decided."""
        ours: dict[object, _Coding] = {}
        for one in (selection for selection in selections if selection.details):
            ours.setdefault(frozenset(one.details.items()), _Coding(one)).add(one, one.marks)
        theirs: dict[str, _Coding] = {}
        for one in (selection for selection in selections if not selection.details):
            for user, marks in _by_user(one.marks).items():
                theirs.setdefault(user, _Coding(one)).add(one, marks)
        for user, coding in theirs.items():
            yield from self._join(user, coding, list(ours.values()))
        for coding in ours.values():
            yield from self._of_ours(coding)

    def _join(self, user: str, coding: _Coding, ours: Sequence[_Coding]) -> Iterator[Record | Fault]:
        """Add a coding of another tool to the one of ours that its user saw, or yield it when there is none."""
        if not ours:
            yield self._record(coding, user, coding.marks, "\n".join(coding.remarks))
            return
        mine = [one for one in ours if one.first.owner == user]
        seen = mine or sorted(ours, key=lambda one: one.first.owner != MACHINE)
        if len({_standing(one) for one in seen}) > 1:
            owners = ", ".join(one.first.owner for one in seen)
            yield Fault(self.where, f"it is not known to which of the codings ({owners}) {user or 'somebody'} added")
        else:
            seen[0].marks += coding.marks
            seen[0].remarks += coding.remarks

    def _of_ours(self, coding: _Coding) -> Iterator[Record | Fault]:
        """What became of a coding of ours: its own, and what one other user made of it."""
        first, owner = coding.first, coding.first.owner
        own = [mark for mark in coding.marks if mark.user in (owner, "")]
        others = list(dict.fromkeys(mark.user for mark in coding.marks if mark.user not in (owner, "", MACHINE)))
        given = codes_in(first.details)
        added = [mark.user for mark in own if mark.label not in given]
        remark = "\n".join(coding.remarks)
        if not others:
            yield self._record(coding, added[0] if added else first.editor, own, remark)
            return
        if own:  # what is gone from it, the other took away
            kept = () if added else tuple(Mark(owner, code, None) for code in given)
            yield self._record(coding, owner, kept or own, first.details.get("opmerking", ""))
        if len(others) > 1:
            yield Fault(self.where, f"{' and '.join(others)} added codes to one selection; give each one of their own")
            return
        said = "" if _exact(remark, first.details) == first.details.get("opmerking", "") else remark
        theirs = [mark for mark in coding.marks if mark.user == others[0]]
        yield self._record(coding, others[0], [*coding.marks], said, made=theirs)

    def _record(
        self, coding: _Coding, user: str, marks: Sequence[Mark], remark: str, *, made: Sequence[Mark] = ()
    ) -> Record:
        details = coding.first.details
        return Record(
            self.where,
            self.text,
            tuple(dict.fromkeys(mark.label for mark in marks)),
            document=self.document,
            coder=details.get("coder", "") if user == coding.first.owner else user,
            coded_at=max((mark.at for mark in made or marks if mark.at), default=None),
            remark=_exact(remark, details),
            details=details,
        )


def _by_user(marks: Sequence[Mark]) -> dict[str, list[Mark]]:
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.user, []).append(mark)
    return found


def _standing(coding: _Coding) -> object:
    """Which passage a coding is of, and with what."""
    details = coding.first.details
    return details.get("document"), details.get("passage_id"), frozenset(mark.label for mark in coding.marks)


def _exact(shown: str, details: Mapping[str, str]) -> str:
    """The remark that we wrote, where XML could only show it with replacement characters."""
    ours = details.get("opmerking", "")
    return ours if shown == shown_in_xml(ours) else shown
