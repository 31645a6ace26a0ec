"""Every mechanism that both sides have: its shares then and now, its roles, and quotes where it changed."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from pipeline.aggregate import FITS
from pipeline.classify import role_score_column, score_column
from pipeline.comparison.change import Ratio, Values, difference, ratios
from pipeline.comparison.folder import Results
from pipeline.comparison.presence import difference_of_presence
from pipeline.comparison.records import Difference, MechanismChange, RoleChange
from pipeline.comparison.verdicts import judged
from pipeline.synthesis.evidence import strongest
from pipeline.synthesis.records import Evidence

Two = tuple[Results, Results]

SEED = 1
QUOTES = 3


def mechanism_changes(sides: Two, names: dict[str, str]) -> tuple[MechanismChange, ...]:
    """Return what changed in each of the mechanisms ``names`` (code, name)."""
    codes = list(names)
    sentences, reports, roles = _of_sentences(sides, codes), _of_reports(sides, codes), _of_roles(sides, codes)
    return tuple(
        MechanismChange(code, names[code], change, reports[code], roles[code], _quotes(sides, code, change))
        for code, change in sentences.items()
    )


def common_roles(sides: Two) -> dict[str, str]:
    """Return the roles that both sides have, by code, named as the second side names them."""
    return {code: name for code, name in sides[1].roles.items() if code in sides[0].roles}


def _of_sentences(sides: Two, codes: Sequence[str]) -> dict[str, Difference]:
    """The share of all sentences that truly say it."""
    found = [_shares_of_sentences(side, codes, seed) for seed, side in enumerate(sides, start=SEED)]
    return dict(zip(codes, judged([difference(*pair) for pair in zip(*found, strict=True)]), strict=True))


def _shares_of_sentences(side: Results, codes: Sequence[str], seed: int) -> list[Ratio | None]:
    counts, totals, deviations = (_per_report(side, codes, column) for column in ("geschat", "zinnen", "spreiding"))
    return ratios(counts, totals, deviations**2, seed=seed)


def _of_reports(sides: Two, codes: Sequence[str]) -> dict[str, Difference]:
    """The share of the reports in which it is present."""
    chances = [_per_report(side, codes, "kans") for side in sides]
    found = [difference_of_presence(chances[0][:, place], chances[1][:, place]) for place in range(len(codes))]
    return dict(zip(codes, judged(found), strict=True))


def _of_roles(sides: Two, codes: Sequence[str]) -> dict[str, tuple[RoleChange, ...]]:
    """The share of each role in the passages with a mechanism; all of them are tested together."""
    roles = common_roles(sides)
    kinds = [(code, role) for code in codes for role in roles]
    found = [_shares_of_roles(side, kinds, seed) for seed, side in enumerate(sides, start=SEED)]
    shares = judged([difference(*pair) for pair in zip(*found, strict=True)])
    changes: dict[str, tuple[RoleChange, ...]] = dict.fromkeys(codes, ())
    for (code, role), share in zip(kinds, shares, strict=True):
        changes[code] += (RoleChange(role, roles[role], share),)
    return changes


def _shares_of_roles(side: Results, kinds: Sequence[tuple[str, str]], seed: int) -> list[Ratio | None]:
    """Passages are counted as they were coded; whether the role is right is as uncertain as its probability says."""
    shape = (len(side.sources), len(kinds))
    counts, totals, variances = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    rows = {document: row for row, document in enumerate(side.sources)}
    for place, (code, role) in enumerate(kinds):
        chance = pl.col(role_score_column(role))
        found = (
            side.with_mechanism(code)
            .group_by("document", maintain_order=True)
            .agg((pl.col("rol") == role).sum(), pl.len().alias("alle"), (chance * (1 - chance)).sum().alias("fout"))
        )
        for document, having, every, wrong in found.iter_rows():
            counts[rows[document], place], totals[rows[document], place] = having, every
            variances[rows[document], place] = wrong
    return ratios(counts, totals, variances, seed=seed)


def _per_report(side: Results, codes: Sequence[str], column: str) -> Values:
    """Return (n, K): a column of the table on presence, a row per report and a column per mechanism."""
    table = side.tables["aanwezigheid"]
    columns = [table.filter(pl.col("mechanisme") == code)[column].to_numpy().astype(np.float64) for code in codes]
    return np.stack(columns, axis=1)


def _quotes(sides: Two, code: str, change: Difference) -> tuple[Evidence, ...]:
    """The strongest passages of the side that says it more, when that is certain."""
    if not change.verdict.is_change:
        return ()
    side = sides[change.larger_side - 1]
    own = side.with_mechanism(code).filter(~pl.col("tegenspraak")).with_columns(FITS)
    return strongest(own, pl.col(score_column(code)), side.quoted_sources, QUOTES)
