"""What passes between our store and the files of other tools."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage, Decision

# The user of codings that no person made; a record of this user is never stored as what a person decided.
MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a report as it stands in the results."""

    passage_id: str
    section: str
    text: str


@dataclass(frozen=True)
class Content:
    """What is written to a file: ``decisions`` of people, oldest first, and the codings of the ``machine``.

    ``scores`` holds, by passage id, the lowest probability among the mechanisms that the machine assigned.
    ``sentences`` holds the sentences of each report of the results in reading order; documents of the corpus have none.
    """

    codebook: Codebook
    decisions: Sequence[CodedPassage] = ()
    machine: Sequence[CodedPassage] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    sentences: Mapping[str, Sequence[Line]] = field(default_factory=dict)

    @property
    def codings(self) -> list[CodedPassage]:
        """Decisions of people first, then the machine's."""
        return [*self.decisions, *self.machine]


@dataclass(frozen=True, slots=True)
class Record:
    """One coding as a file has it, before it is known what its labels mean. ``where`` is its place in the file.

    ``coder``, ``coded_at``, ``remark`` and ``decision`` are what the tool says; a remark or decision is None where the
    format has no place for it.
    ``details`` are the cells of `columns.to_row` that our own export added, empty for a foreign file. ``judged`` is
    false for a task that nobody has answered.
    """

    where: str
    text: str
    labels: tuple[str, ...]
    document: str = ""
    coder: str = ""
    coded_at: datetime | None = None
    remark: str | None = None
    decision: Decision | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    judged: bool = True


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that cannot be understood: its place in the file, and what is wrong with it."""

    where: str
    why: str

    def __str__(self) -> str:
        """One line for the terminal."""
        return f"{self.where}: {self.why}"


Records = Iterable[Record | Fault]
