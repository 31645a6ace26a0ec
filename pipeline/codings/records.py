"""One decision of a person on one passage, with what is needed to find the passage again and to judge the decision."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from operator import attrgetter

from pipeline.codings.coders import CONSENSUS, tidy_name

__all__ = ["CONSENSUS", "CodedPassage", "Decision", "Place", "Proposal"]


class Decision(StrEnum):
    """What a person did with a passage; the value is what stands in the file."""

    CODED = "gecodeerd"
    WITHDRAWN = "ingetrokken"  # an earlier decision of this coder on this passage was undone
    SKIPPED = "overgeslagen"  # looked at and left for later or for somebody else
    REOPENED = "heropend"  # coded with a code that was split since: holds no longer, to be coded again


def tidy(text: str) -> str:
    """Return a text as a file of coded passages keeps it: LF for every end of a line, and no blanks around it.

    A CR would look like the end of a row, and cells are read without blanks around them.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _tidy(record: "Place | Proposal | CodedPassage") -> None:
    for name, value in zip(record.__slots__, attrgetter(*record.__slots__)(record), strict=True):
        if type(value) is str and ("\r" in value or value.strip() != value):
            object.__setattr__(record, name, tidy(value))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stood when it was coded, as in `records.Passage`; empty as far as it is not known.

    ``sha256`` is that of the file of the report.
    """

    passage_id: str = ""
    page: int | None = None
    block: int | None = None
    start: int | None = None
    end: int | None = None
    sha256: str = ""

    def __post_init__(self) -> None:
        """Tidy the texts."""
        _tidy(self)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the machine proposed to the person who decided: by which model, and why the passage was in the queue.

    ``mechanisms`` is None when nothing was proposed, and empty when the proposal was that there is none. ``picked`` is
    the mode of the queue ('willekeurig' for a random draw), '' when the person chose the passage.
    """

    mechanisms: tuple[str, ...] | None = None
    role: str = ""
    model: str = ""
    picked: str = ""

    def __post_init__(self) -> None:
        """Tidy the texts."""
        _tidy(self)


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """One passage as a person coded it. ``document`` groups passages, so that evaluation is on unseen documents.

    ``mechanisms`` and ``role`` are codes of today, also where the row has the codes of an earlier codebook. Codes that
    were split since stand in ``split`` (mechanisms) and ``split_role``; they have to be looked at again.

    ``coded_at`` is in UTC; None means not known, which counts as older than any. ``codebook`` is its version.
    Texts are kept as a file of them is read: without blanks around them, and with LF for every end of a line; the name
    of a coder is one line (`coders.tidy_name`).
    """

    text: str
    mechanisms: tuple[str, ...]
    role: str
    document: str
    coder: str
    coded_at: datetime | None = None
    source: str = ""
    remark: str = ""
    before: str = ""
    after: str = ""
    section: str = ""
    decision: Decision = Decision.CODED
    place: Place = Place()
    proposal: Proposal = Proposal()
    codebook: str = ""
    split: tuple[str, ...] = ()
    split_role: str = ""

    def __post_init__(self) -> None:
        """Tidy the texts and the name."""
        _tidy(self)
        object.__setattr__(self, "coder", tidy_name(self.coder))
        if self.coded_at and not self.coded_at.tzinfo:
            object.__setattr__(self, "coded_at", self.coded_at.replace(tzinfo=UTC))

    @property
    def passage_key(self) -> tuple[str, str, str]:
        """What decisions on one and the same passage share."""
        return self.document, self.text, self.place.passage_id
