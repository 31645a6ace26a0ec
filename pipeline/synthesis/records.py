"""What a synthesis holds: claims in Dutch with their evidence, and the figures that the page draws.

All text is Dutch, for analysts. Shares lie between 0 and 1. Nothing here knows of HTML, Word or Excel.
"""

from dataclasses import dataclass

from pipeline.presence import Strength


@dataclass(frozen=True, slots=True)
class Source:
    """One report: ``number`` counts from 1 in the order of documenten.csv; ``document`` is its path in the folder."""

    number: int
    document: str
    title: str
    pages: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """One coded passage as it is quoted. ``score`` is the probability of the mechanism it is quoted for.

    ``coders`` are the people who gave it its codes, none when the machine did.
    """

    passage_id: str
    source: Source
    page: int
    section: str
    text: str
    role: str
    score: float
    by_ocr: bool = False
    coders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of the synthesis and what it rests on: quotes, or a table (its name, as 'aanwezigheid')."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    table: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One mechanism in one report: a row of aanwezigheid.csv.

    ``assigned`` passages were given the code; ``true`` is how many say it once the classifier's errors are taken into
    account; ``certainty`` is that of the ``verdict`` ('aanwezig' or 'stil'), for 'zwak' the chance that it is present.
    """

    source: Source
    mechanism: str
    sentences: int
    assigned: int
    true: Estimate
    least: int
    verdict: str
    certainty: float


@dataclass(frozen=True, slots=True)
class Theme:
    """What is said within a mechanism or role: a theme of the codebook, with the reports and passages that name it."""

    name: str
    reports: int
    passages: int
    quotes: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class RoleShare:
    """How often a mechanism's passages have a role, with quotes."""

    role: str
    name: str
    passages: int
    share: float
    quotes: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation named in passages with a mechanism."""

    organisation: str
    mechanism: str
    passages: int
    reports: int


@dataclass(frozen=True, slots=True)
class Contrary:
    """A report that often says that it goes well: so many of its passages with the mechanism, as far as found."""

    source: Source
    going_well: int
    passages: int


@dataclass(frozen=True, slots=True)
class Thread:
    """One mechanism through all reports.

    ``cells`` has one cell per report, in their order. ``per_sentence`` is the share of all sentences that truly say
    it, ``per_report`` that of the reports in which it is present. ``certainty`` is how sure it is that at least a
    fifth of the reports have it. ``generic`` mechanisms are themes beside the others. ``places`` are ten shares: what
    part of the sentences in each tenth of a report has the code; ``peak`` is the tenth (0 to 9) that stands out.
    ``by_people`` is how many of the ``passages`` people coded.
    """

    code: str
    name: str
    generic: bool
    strength: Strength
    certainty: float
    per_report: Estimate
    per_sentence: Estimate
    passages: int
    cells: tuple[Cell, ...]
    claims: tuple[Claim, ...]
    quotes: tuple[Evidence, ...]
    themes: tuple[Theme, ...]
    roles: tuple[RoleShare, ...]
    contradictions: tuple[Evidence, ...]
    places: tuple[float, ...]
    peak: int | None
    sections: tuple[tuple[Source, int, str, int], ...]
    named: tuple[Named, ...]
    words: tuple[str, ...]
    contrary: tuple[Contrary, ...] = ()
    by_people: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mechanisms under the same heading: how often, how often by chance, and how likely so many are by chance.

    ``lift`` is ``together`` over ``expected``; None when nothing is expected. ``real`` says that chance is ruled out.
    """

    first: str
    second: str
    together: int
    expected: float
    lift: float | None
    chance: float
    real: bool
    quotes: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class LoopLink:
    """A step of the loop that is followed by the next one within a few sentences, with the passages that show it.

    ``quotes`` are pairs: a passage of the first step and one of the second, which may be the same passage.
    ``expected`` is how many there would be if the second step stood anywhere in the same reports.
    """

    first: str
    second: str
    times: int
    expected: float
    reports: tuple[Source, ...]
    quotes: tuple[tuple[Evidence, Evidence], ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """A circle of steps; ``closed`` are the reports in which every link is found."""

    name: str
    links: tuple[LoopLink, ...]
    closed: tuple[Source, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class CodeQuality:
    """How well a code is assigned on documents that the classifier had not seen; None where it cannot be said."""

    code: str
    name: str
    kind: str
    precision: float
    recall: float
    f1: Estimate | None
    passages: int


@dataclass(frozen=True, slots=True)
class Synthesis:
    """The rode draad through a folder of reports. ``making`` are labels and values on how it was made."""

    title: str
    sources: tuple[Source, ...]
    unread: tuple[tuple[str, str, str], ...]
    mechanisms: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    summary: tuple[Claim, ...]
    threads: tuple[Thread, ...]
    pairs: tuple[Pair, ...]
    pair_claims: tuple[Claim, ...]
    loop: Loop | None
    places_claims: tuple[Claim, ...]
    remedies: tuple[Theme, ...]
    remedy_claims: tuple[Claim, ...]
    named_claims: tuple[Claim, ...]
    doubts: tuple[Claim, ...]
    unsure: tuple[Evidence, ...]
    quality: tuple[CodeQuality, ...]
    quality_claims: tuple[Claim, ...]
    making: tuple[tuple[str, str], ...]
