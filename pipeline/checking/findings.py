"""One thing found in the coded passages, and the table of all of them, in Dutch."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from pipeline.codings import CodedPassage
from pipeline.codings.find import Located


class Kind(StrEnum):
    """What was found, the most pressing first; the value is what stands in the table."""

    FAULT = "fout"  # stops the training
    UNUSABLE = "niet bruikbaar"
    VANISHED = "verdwenen"  # was saved, and somebody or something took it away
    CONTRADICTION = "tegenspraak"
    UNDATED = "zonder datum"  # and therefore not what counts
    DOUBLE = "dubbel"
    NEARLY_DOUBLE = "bijna dubbel"
    DOUBT = "twijfel"


@dataclass(frozen=True)
class Finding:
    """``chance`` is how likely the coding is wrong, None when that is not known; ``line`` is 0 for a whole file."""

    kind: Kind
    what: str
    advice: str = ""
    document: str = ""
    passage: str = ""
    coder: str = ""
    chance: float | None = None
    file: str = ""
    line: int = 0


SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "soort": pl.String,
    "document": pl.String,
    "passage": pl.String,
    "coder": pl.String,
    "wat": pl.String,
    "voorstel": pl.String,
    "kans": pl.Float64,
    "bestand": pl.String,
    "regel": pl.Int64,
}


def finding(kind: Kind, found: Located, what: str, advice: str = "", *, chance: float | None = None) -> Finding:
    """Return a finding about one decision."""
    passage = found.passage
    place = found.path.name, found.line
    return Finding(kind, what, advice, passage.document, passage.text, passage.coder, chance, *place)


def table(findings: Sequence[Finding]) -> pl.DataFrame:
    """Return a row per finding (`SCHEMA`): by kind, then the likeliest to be wrong first, then as they stand."""
    kinds = list(Kind)
    ordered = sorted(findings, key=lambda one: (kinds.index(one.kind), -(one.chance or 0), one.file, one.line))
    rows = [
        (*(one.kind.value, one.document, one.passage, one.coder, one.what, one.advice), one.chance, one.file, one.line)
        for one in ordered
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def counted(findings: Sequence[Finding]) -> pl.DataFrame:
    """Return how many findings there are of each kind, also of those that were not found: soort, aantal."""
    counts = Counter(one.kind for one in findings)
    return pl.DataFrame({"soort": [kind.value for kind in Kind], "aantal": [counts[kind] for kind in Kind]})


def codes_of(passage: CodedPassage) -> str:
    """Return a coding in words: 'bomen, water (plan)'."""
    return f"{', '.join(passage.mechanisms) or 'geen mechanisme'} ({passage.role})"
