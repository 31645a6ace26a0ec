"""All figures of a comparison as one table: vergelijking.csv, a row per thing that is compared."""

from collections.abc import Iterator

import polars as pl

from pipeline.comparison.records import Comparison, Difference, OrganisationChange
from pipeline.synthesis.records import Estimate

SCHEMA = {
    "onderdeel": pl.String,
    "code": pl.String,
    "naam": pl.String,
    "toen": pl.Float64,
    "toen_ondergrens": pl.Float64,
    "toen_bovengrens": pl.Float64,
    "nu": pl.Float64,
    "nu_ondergrens": pl.Float64,
    "nu_bovengrens": pl.Float64,
    "verschil": pl.Float64,
    "verschil_ondergrens": pl.Float64,
    "verschil_bovengrens": pl.Float64,
    "p": pl.Float64,
    "p_holm": pl.Float64,
    "oordeel": pl.String,
    "toelichting": pl.String,
}
Row = dict[str, str | float | None]


def comparison_table(found: Comparison) -> pl.DataFrame:
    """Return every figure and verdict; 'toen' is the first side and 'nu' the second, their labels in the first row."""
    rows = [*_sides(found), *_mechanisms(found), *_pairs(found), *_themes(found), *_verdicts(found), *_others(found)]
    return pl.DataFrame([[row.get(name) for name in SCHEMA] for row in rows], schema=SCHEMA, orient="row")


def _sides(found: Comparison) -> Iterator[Row]:
    first, second = found.sides
    yield {"onderdeel": "kant", "naam": "naam", "toelichting": f"{first.label} -> {second.label}"}
    counts = {
        "rapporten": (len(first.sources), len(second.sources)),
        "bladzijden": (first.pages, second.pages),
        "zinnen": (first.sentences, second.sentences),
        "passages": (first.passages, second.passages),
        "niet gelezen": (first.unread, second.unread),
    }
    for name, (then, now) in counts.items():
        yield {"onderdeel": "kant", "naam": name, "toen": then, "nu": now}
    facts = {
        "model": (first.model, second.model),
        "codeboek": (first.codebook, second.codebook),
        "versie": (first.version, second.version),
    }
    for name, (was, became) in facts.items():
        yield {"onderdeel": "kant", "naam": name, "toelichting": f"{was} -> {became}"}


def _mechanisms(found: Comparison) -> Iterator[Row]:
    for one in found.mechanisms:
        known = {"code": one.code, "naam": one.name}
        yield {"onderdeel": "mechanisme, aandeel van de zinnen", **known, **_difference(one.sentences)}
        yield {"onderdeel": "mechanisme, aandeel van de rapporten", **known, **_difference(one.reports)}
        for role in one.roles:
            place = {"code": f"{one.code}/{role.role}", "naam": f"{one.name}: {role.name}"}
            yield {"onderdeel": "rol, aandeel van de passages", **place, **_difference(role.share)}


def _pairs(found: Comparison) -> Iterator[Row]:
    for pair in found.pairs:
        names = (found.names[pair.first], found.names[pair.second])
        yield {
            "onderdeel": "paar onder één kop, keer zo vaak als bij toeval",
            "code": f"{pair.first}+{pair.second}",
            "naam": " en ".join(names),
            "toen": pair.lifts[0],
            "nu": pair.lifts[1],
            "oordeel": str(pair.link),
            "toelichting": f"{pair.together[0]} -> {pair.together[1]} keer samen",
        }


def _themes(found: Comparison) -> Iterator[Row]:
    for theme in found.themes:
        yield {
            "onderdeel": "thema, aandeel van de rapporten",
            "code": theme.mechanism,
            "naam": theme.name,
            **_difference(theme.reports),
            "toelichting": f"{theme.counts[0]} -> {theme.counts[1]} rapporten",
        }


def _verdicts(found: Comparison) -> Iterator[Row]:
    for one in found.verdicts:
        yield {
            "onderdeel": "rapport, ander oordeel",
            "code": one.mechanism,
            "naam": one.source.document,
            "oordeel": f"{one.then} -> {one.now}",
        }


def _others(found: Comparison) -> Iterator[Row]:
    for kind, documents in (("nieuw", found.documents.new), ("vervallen", found.documents.gone)):
        for document in documents:
            yield {"onderdeel": "rapport", "naam": document, "oordeel": kind}
    own = found.organisations
    for kind, organisations in (("nieuw", own.new), ("verdwenen", own.gone), ("ander mechanisme", own.moved)):
        yield from (_organisation(one, kind) for one in organisations)


def _organisation(one: OrganisationChange, kind: str) -> Row:
    return {
        "onderdeel": "organisatie, passages",
        "naam": one.name,
        "toen": one.passages[0],
        "nu": one.passages[1],
        "oordeel": kind,
        "toelichting": f"{one.mechanisms[0] or '-'} -> {one.mechanisms[1] or '-'}",
    }


def _difference(one: Difference) -> Row:
    return {
        **_bounded("toen", one.first),
        **_bounded("nu", one.second),
        **_bounded("verschil", one.change),
        "p": one.chance,
        "p_holm": one.adjusted,
        "oordeel": str(one.verdict),
    }


def _bounded(name: str, estimate: Estimate | None) -> Row:
    if estimate is None:
        return {}
    return {name: estimate.value, f"{name}_ondergrens": estimate.low, f"{name}_bovengrens": estimate.high}
