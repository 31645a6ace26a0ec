"""What a comparison holds. All text is Dutch, for analysts; shares lie between 0 and 1, differences between -1 and 1.

The first side is 'then' and the second 'now': 'hoger' means higher on the second side.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from pipeline.synthesis.records import Claim, Estimate, Evidence, Source

SideNumber = Literal[1, 2]


class Verdict(StrEnum):
    """What is decided of a difference, as an analyst reads it."""

    HIGHER = "hoger"
    LOWER = "lager"
    NOT_SHOWN = "geen aantoonbaar verschil"
    UNKNOWN = "niet te zeggen"

    @property
    def is_change(self) -> bool:
        """Whether the two sides were found to differ."""
        return self in (Verdict.HIGHER, Verdict.LOWER)


class Link(StrEnum):
    """What became of a pair of mechanisms under one heading."""

    NEW = "nieuw"
    GONE = "verdwenen"
    KEPT = "gebleven"


class Table(StrEnum):
    """The tables of a comparison that claims rest on: sections of the page."""

    SIDES = "kanten"
    MECHANISMS = "mechanismen"
    PAIRS = "samenhang"
    THEMES = "themas"
    REPORTS = "rapporten"
    ORGANISATIONS = "organisaties"


@dataclass(frozen=True, slots=True)
class Difference:
    """A share on both sides and what changed, each with its 95 % interval; None where a side has nothing to count.

    ``chance`` is the p-value of the difference, ``adjusted`` the same after the correction of Holm for all differences
    of its kind; the verdict rests on ``adjusted``.
    """

    first: Estimate | None
    second: Estimate | None
    change: Estimate | None
    chance: float | None = None
    adjusted: float | None = None
    verdict: Verdict = Verdict.UNKNOWN

    @property
    def larger_side(self) -> SideNumber:
        """The side with the larger share; the second when they are equal or unknown."""
        return 1 if self.change is not None and self.change.value < 0 else 2


@dataclass(frozen=True, slots=True)
class Side:
    """One folder of results. The numbers of its ``sources`` count on from side to side, so that no two are equal.

    ``base`` is the address of its reports as reached from the folder of the comparison.
    """

    label: str
    base: str
    sources: tuple[Source, ...]
    pages: int
    sentences: int
    passages: int
    unread: int
    model: str
    codebook: str
    version: str


@dataclass(frozen=True, slots=True)
class RoleChange:
    """The share of a mechanism's passages that have a role."""

    role: str
    name: str
    share: Difference


@dataclass(frozen=True, slots=True)
class MechanismChange:
    """One mechanism: the share of all sentences that truly say it, and of the reports in which it is present.

    ``quotes`` are the strongest passages of the side where its share of sentences is larger, when that is certain.
    """

    code: str
    name: str
    sentences: Difference
    reports: Difference
    roles: tuple[RoleChange, ...]
    quotes: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class PairChange:
    """Two mechanisms under one heading: how often on each side, and how many times what chance would give."""

    first: str
    second: str
    link: Link
    together: tuple[int, int]
    lifts: tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """A theme of the codebook that both sides know: in how many reports it is named, and what share of them that is."""

    name: str
    mechanism: str
    counts: tuple[int, int]
    reports: Difference


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A report on both sides, as it is on the second, whose verdict on a mechanism is another one now."""

    source: Source
    mechanism: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class OrganisationChange:
    """An organisation: passages on each side, and the mechanism that it is named with most ('' when not named)."""

    name: str
    passages: tuple[int, int]
    mechanisms: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Organisations:
    """Organisations that are named on one side only, and those that go with another mechanism now; most named first."""

    new: tuple[OrganisationChange, ...]
    gone: tuple[OrganisationChange, ...]
    moved: tuple[OrganisationChange, ...]


@dataclass(frozen=True, slots=True)
class Documents:
    """Reports by their path: on the first side only, on the second only, and how many are on both.

    ``same`` are the paths (on the second side) of files whose bytes are on both sides.
    """

    gone: tuple[str, ...]
    new: tuple[str, ...]
    both: int
    same: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two folders of results.

    ``warnings`` say why a difference may come from something else than the reports; ``names`` has the name of every
    mechanism that both sides have.
    """

    sides: tuple[Side, Side]
    names: dict[str, str]
    mechanisms: tuple[MechanismChange, ...]
    pairs: tuple[PairChange, ...]
    themes: tuple[ThemeChange, ...]
    documents: Documents
    verdicts: tuple[VerdictChange, ...]
    organisations: Organisations
    warnings: tuple[Claim, ...]
    summary: tuple[Claim, ...]

    def side_of(self, source: Source) -> Side:
        """Return the side that a report is on."""
        return self.sides[source.number > len(self.sides[0].sources)]
