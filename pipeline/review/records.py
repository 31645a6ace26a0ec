"""What passes between the queue and the places where people review: an item, the answer, and the decision it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from pipeline.codings import CodedPassage, Decision, Place, Proposal
from pipeline.codings.records import tidy

SOURCE = "beoordeling"  # in the column bron of what was coded in a review


class Picked(StrEnum):
    """Why a passage is in the queue; the value is what stands in the files, in the column gekozen."""

    UNCERTAIN = "onzeker"
    RANDOM = "willekeurig"
    REPORT = "rapport"
    CODE = "code"
    DISAGREEMENT = "verschil"


@dataclass(frozen=True, slots=True)
class Item:
    """One passage to be reviewed, with what the machine makes of it.

    ``mechanisms`` and ``role`` are the machine's; ``scores`` and ``role_scores`` its probability per code. ``link``
    goes from the folder of results to the page of the report. ``proposed`` is false for an item without a proposal;
    then there are no mechanisms, role, probabilities or model.
    """

    place: Place
    document: str
    section: str
    text: str
    before: str
    after: str
    mechanisms: tuple[str, ...]
    role: str
    scores: Mapping[str, float]
    role_scores: Mapping[str, float]
    link: str
    model: str
    codebook: str
    picked: Picked
    proposed: bool = True

    @property
    def key(self) -> tuple[str, str, str]:
        """The same as `CodedPassage.passage_key` of every decision on this passage."""
        return tidy(self.document), tidy(self.text), self.place.passage_id

    def without_proposal(self) -> "Item":
        """Return the item without what the model makes of it."""
        return replace(self, mechanisms=(), role="", scores={}, role_scores={}, model="", proposed=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is decided on an item; one that is skipped has no mechanisms and no role."""

    mechanisms: tuple[str, ...] = ()
    role: str = ""
    remark: str = ""
    decision: Decision = Decision.CODED


def decided(
    item: Item,
    mechanisms: tuple[str, ...],
    role: str,
    *,
    coder: str,
    remark: str = "",
    decision: Decision = Decision.CODED,
    at: datetime | None = None,
) -> CodedPassage:
    """Return the decision of a coder on an item, taken now unless ``at`` says when (UTC).

    Nothing is kept as proposed when the item has no proposal: who compares people with the model must be able to tell.
    """
    proposal = Proposal(item.mechanisms, item.role, item.model, item.picked)
    return CodedPassage(
        text=item.text,
        mechanisms=mechanisms,
        role=role,
        document=item.document,
        coder=coder,
        coded_at=_to_milliseconds(at or datetime.now(UTC)),
        source=SOURCE,
        remark=remark,
        before=item.before,
        after=item.after,
        section=item.section,
        decision=decision,
        place=item.place,
        proposal=proposal if item.proposed else Proposal(picked=item.picked),
        codebook=item.codebook,
    )


def _to_milliseconds(moment: datetime) -> datetime:
    """As precise as a file of coded passages keeps it."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
