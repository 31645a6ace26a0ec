"""What several people decided on one passage, taken together as what the results say."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.codebook import Codebook
from pipeline.codings.read import in_order
from pipeline.codings.records import CodedPassage

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing:
    """What people say of a passage: its codes, who say so (by name), and their remarks."""

    mechanisms: tuple[str, ...]
    role: str
    coders: tuple[str, ...]
    remark: str = ""


def together(holding: Sequence[CodedPassage], codebook: Codebook) -> Standing:
    """Return what the codings that hold for one passage make together; there is at least one.

    Each mechanism, and the role, is what most coders say; when as many say otherwise, what was said last. A consensus
    holds alone (`read.in_force`).
    """
    votes = in_order(holding)
    return Standing(
        mechanisms=tuple(
            code for code in codebook.mechanisms if _majority([code in vote.mechanisms for vote in votes])
        ),
        role=_majority([vote.role for vote in votes]),
        coders=tuple(sorted({vote.coder for vote in votes})),
        remark="; ".join(dict.fromkeys(vote.remark for vote in votes if vote.remark)),
    )


def _majority(votes: Sequence[T]) -> T:
    """The answer given most often, the last one given of those; ``votes`` are oldest first."""
    times = Counter(votes)
    return next(vote for vote in reversed(votes) if times[vote] == max(times.values()))
