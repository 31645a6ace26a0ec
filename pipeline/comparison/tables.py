"""What changed in the other tables of a run: pairs, themes, verdicts per report, reports and organisations."""

from itertools import combinations
from typing import NamedTuple

import numpy as np
import polars as pl

from pipeline.comparison.change import Values
from pipeline.comparison.folder import Results
from pipeline.comparison.presence import difference_of_presence
from pipeline.comparison.records import (
    Documents,
    Link,
    OrganisationChange,
    Organisations,
    PairChange,
    ThemeChange,
    VerdictChange,
)
from pipeline.comparison.verdicts import judged
from pipeline.synthesis.pairs import rules_out_chance

Two = tuple[Results, Results]

MOST_ORGANISATIONS = 10
# With fewer on either side the mechanism that an organisation is named with is a matter of chance.
FEWEST_PASSAGES = 3


def pair_changes(sides: Two, names: dict[str, str]) -> tuple[PairChange, ...]:
    """Return the pairs of mechanisms that stand under one heading more often than by chance, on either side."""
    then, now = (_pairs(side) for side in sides)
    known = [pair for pair in combinations(names, 2) if frozenset(pair) in then and frozenset(pair) in now]
    found = [(pair, then[frozenset(pair)], now[frozenset(pair)]) for pair in known]
    return tuple(
        PairChange(
            *pair,
            _link(before, after),
            (before.together, after.together),
            (before.lift, after.lift),
        )
        for pair, before, after in found
        if before.real or after.real
    )


def theme_changes(sides: Two, names: dict[str, str]) -> tuple[ThemeChange, ...]:
    """Return every theme of both codebooks that some report names, largest difference first; all are tested together.

    Themes within a mechanism that is not in ``names`` are left out.
    """
    then, now = ({row[:3]: row[3] for row in side.tables["themas"].iter_rows()} for side in sides)
    counts = {key: (then[key], now[key]) for key in now if key in then and (not key[1] or key[1] in names)}
    named = {key: count for key, count in counts.items() if any(count)}
    shares = judged([difference_of_presence(*map(_named_in, sides, count)) for count in named.values()])
    changes = [
        ThemeChange(key[0], key[1], count, share) for (key, count), share in zip(named.items(), shares, strict=True)
    ]
    return tuple(sorted(changes, key=lambda one: -abs(one.reports.change.value) if one.reports.change else 0.0))


def documents(sides: Two) -> Documents:
    """Return which reports are on one side only, and which files are on both, whatever they are called."""
    then, now = (list(side.sources) for side in sides)
    before, after = set(then), set(now)
    hashes = set(sides[0].manifest["inputs"].values())
    return Documents(
        gone=tuple(path for path in then if path not in after),
        new=tuple(path for path in now if path not in before),
        both=len(before & after),
        same=tuple(path for path, digest in sides[1].manifest["inputs"].items() if digest in hashes),
    )


def verdict_changes(sides: Two, names: dict[str, str]) -> tuple[VerdictChange, ...]:
    """Return the verdicts that changed in reports with the same path on both sides, in the order of the second."""
    then, now = (side.tables["aanwezigheid"].select("document", "mechanisme", "oordeel") for side in sides)
    both = now.join(then, on=["document", "mechanisme"], suffix="_toen", maintain_order="left")
    changed = both.filter(pl.col("oordeel") != pl.col("oordeel_toen"), pl.col("mechanisme").is_in(list(names)))
    return tuple(
        VerdictChange(sides[1].sources[document], code, before, after)
        for document, code, after, before in changed.iter_rows()
    )


def organisation_changes(sides: Two, names: dict[str, str]) -> Organisations:
    """Return the organisations that came, went, or are named most with another mechanism than they were."""
    then, now = (_organisations(side, names) for side in sides)
    changes = [_organisation(name, then, now) for name in dict.fromkeys([*now, *then])]
    ranked = sorted(changes, key=lambda one: (-sum(one.passages), one.name))
    return Organisations(
        new=tuple(one for one in ranked if not one.passages[0])[:MOST_ORGANISATIONS],
        gone=tuple(one for one in ranked if not one.passages[1])[:MOST_ORGANISATIONS],
        moved=tuple(one for one in ranked if _moved(one))[:MOST_ORGANISATIONS],
    )


def _moved(one: OrganisationChange) -> bool:
    return min(one.passages) >= FEWEST_PASSAGES and one.mechanisms[0] != one.mechanisms[1]


class _Pair(NamedTuple):
    """A row of samenhang: sections with both, their lift, and whether chance is ruled out."""

    together: int
    lift: float | None
    real: bool


def _pairs(side: Results) -> dict[frozenset[str], _Pair]:
    """Every pair by its codes, whichever the codebook names first."""
    rows = side.tables["samenhang"].iter_rows(named=True)
    return {
        frozenset((row["code_a"], row["code_b"])): _Pair(row["sectie_samen"], row["sectie_lift"], rules_out_chance(row))
        for row in rows
    }


def _link(then: _Pair, now: _Pair) -> Link:
    if then.real and now.real:
        return Link.KEPT
    return Link.NEW if now.real else Link.GONE


def _named_in(side: Results, count: int) -> Values:
    """A one for each report that names it and a zero for each other report."""
    return (np.arange(len(side.sources)) < count).astype(np.float64)


def _organisations(side: Results, names: dict[str, str]) -> dict[str, tuple[int, str]]:
    """Per organisation in how many coded passages it is named, and the mechanism that most of them have."""
    named = side.tables["passages"].select("passage_id", "mechanismen", pl.col("organisaties").alias("naam"))
    each = named.explode("naam").drop_nulls("naam")
    passages = dict(each.group_by("naam").agg(pl.col("passage_id").n_unique()).iter_rows())
    ranked = (
        each.explode("mechanismen")
        .filter(pl.col("mechanismen").is_in(list(names)))
        .group_by("naam", "mechanismen")
        .len()
        .sort("naam", "len", "mechanismen", descending=[False, True, False])
        .unique("naam", keep="first", maintain_order=True)
    )
    most = dict(ranked.select("naam", "mechanismen").iter_rows())
    return {name: (count, most.get(name, "")) for name, count in sorted(passages.items())}


def _organisation(name: str, then: dict[str, tuple[int, str]], now: dict[str, tuple[int, str]]) -> OrganisationChange:
    before, after = (side.get(name, (0, "")) for side in (then, now))
    return OrganisationChange(name, (before[0], after[0]), (before[1], after[1]))
