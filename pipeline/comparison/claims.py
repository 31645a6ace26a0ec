"""What is said of the differences, sentence by sentence, each with what it rests on."""

from collections.abc import Callable, Iterator, Sequence

from pipeline.comparison.mechanism_claims import from_to
from pipeline.comparison.records import (
    Comparison,
    Difference,
    Link,
    MechanismChange,
    OrganisationChange,
    PairChange,
    Side,
    Table,
    Verdict,
)
from pipeline.synthesis.dutch import capital, in_words, listed, number, of_things
from pipeline.synthesis.records import Claim, Evidence

_THEMES = 3
_ROLES = 3
_ORGANISATIONS = 5


def summary(found: Comparison) -> tuple[Claim, ...]:
    """Return the paragraph 'In het kort'."""
    first, second = found.sides
    return (
        _sizes(first, second),
        *_of_sentences(found),
        *_of_reports(found),
        *_of_roles(found),
        *_of_pairs(found.pairs, found.names, second.label),
        *_of_themes(found),
        *_of_verdicts(found),
        *_of_documents(found),
        *_of_organisations(found),
    )


def _sizes(first: Side, second: Side) -> Claim:
    parts = [
        f"{side.label} ({of_things(len(side.sources), 'rapport', 'rapporten')}, {number(side.sentences)} zinnen)"
        for side in (first, second)
    ]
    return Claim(f"Vergeleken zijn {listed(parts)}.", table=Table.SIDES)


def _of_sentences(found: Comparison) -> Iterator[Claim]:
    label = found.sides[1].label
    yield from _moved(
        found.mechanisms,
        lambda one: one.sentences,
        higher=f"In {label} gaat een groter deel van de zinnen over",
        lower=f"In {label} gaat een kleiner deel van de zinnen over",
    )
    yield from _unmoved([one for one in found.mechanisms if not one.sentences.verdict.is_change], found)


def _of_reports(found: Comparison) -> Iterator[Claim]:
    label = found.sides[1].label
    return _moved(
        found.mechanisms,
        lambda one: one.reports,
        higher=f"In een groter deel van de rapporten van {label} is aanwezig:",
        lower=f"In een kleiner deel van de rapporten van {label} is aanwezig:",
    )


def _moved(
    mechanisms: Sequence[MechanismChange],
    measure: Callable[[MechanismChange], Difference],
    *,
    higher: str,
    lower: str,
) -> Iterator[Claim]:
    """Name the mechanisms that went up, and those that went down, the largest difference first."""
    for verdict, text in ((Verdict.HIGHER, higher), (Verdict.LOWER, lower)):
        moved = [one for one in mechanisms if measure(one).verdict == verdict]
        ranked = sorted(moved, key=lambda one: -abs(_size(measure(one))))
        if ranked:
            parts = listed([f"‘{one.name}’ ({from_to(measure(one))})" for one in ranked])
            yield Claim(f"{text} {parts}.", _best(ranked), Table.MECHANISMS)


def _unmoved(same: Sequence[MechanismChange], found: Comparison) -> Iterator[Claim]:
    if len(same) == len(found.mechanisms):
        what = "het mechanisme" if len(same) == 1 else f"geen van de {in_words(len(same))} mechanismen"
        negation = "geen" if len(same) == 1 else "een"
        yield Claim(
            f"Voor {what} is {negation} verschil in het aandeel van de zinnen aan te tonen.", table=Table.MECHANISMS
        )
    elif same:
        names = listed([f"‘{one.name}’" for one in same])
        yield Claim(
            f"Geen aantoonbaar verschil in het aandeel van de zinnen is er voor {names}.", table=Table.MECHANISMS
        )


def _of_roles(found: Comparison) -> Iterator[Claim]:
    moved = [(one, role) for one in found.mechanisms for role in one.roles if role.share.verdict.is_change]
    ranked = sorted(moved, key=lambda pair: -abs(_size(pair[1].share)))
    parts = [
        f"binnen ‘{one.name}’ is het aandeel {role.name.lower()} {role.share.verdict} ({from_to(role.share)})"
        for one, role in ranked[:_ROLES]
    ]
    more = len(ranked) - len(parts)
    if more > 0:
        parts.append(f"nog {of_things(more, 'ander aandeel verschuift', 'andere aandelen verschuiven')}")
    if parts:
        yield Claim(f"De rol van de passages verschuift: {listed(parts)}.", table=Table.MECHANISMS)


def _of_pairs(pairs: Sequence[PairChange], names: dict[str, str], label: str) -> Iterator[Claim]:
    texts = {
        Link.NEW: f"Alleen in {label} staan vaker onder één kop dan bij toeval:",
        Link.GONE: f"In {label} staan niet meer aantoonbaar vaker onder één kop dan bij toeval:",
        Link.KEPT: "Aan beide kanten staan vaker onder één kop dan bij toeval:",
    }
    for link, text in texts.items():
        own = [f"‘{names[pair.first]}’ met ‘{names[pair.second]}’" for pair in pairs if pair.link == link]
        if own:
            yield Claim(f"{text} {listed(own)}.", table=Table.PAIRS)


def _of_themes(found: Comparison) -> Iterator[Claim]:
    label = found.sides[1].label
    for verdict, text in ((Verdict.HIGHER, "groter"), (Verdict.LOWER, "kleiner")):
        moved = [theme for theme in found.themes if theme.reports.verdict == verdict][:_THEMES]
        if moved:
            parts = [f"{theme.name} ({from_to(theme.reports)})" for theme in moved]
            yield Claim(
                f"Thema’s in een {text} deel van de rapporten van {label}: {listed(parts)}.", table=Table.THEMES
            )
    if found.themes and not any(theme.reports.verdict.is_change for theme in found.themes):
        text = "Voor geen enkel thema is een verschil in het aandeel van de rapporten aan te tonen."
        yield Claim(text, table=Table.THEMES)


def _of_verdicts(found: Comparison) -> Iterator[Claim]:
    both = found.documents.both
    if both:
        changed = len({one.source for one in found.verdicts})
        what = "geen" if not changed else in_words(changed)
        yield Claim(
            f"{capital(of_things(both, 'rapport staat', 'rapporten staan'))} aan beide kanten; bij {what} daarvan "
            "veranderde het oordeel over een mechanisme.",
            table=Table.REPORTS,
        )


def _of_documents(found: Comparison) -> Iterator[Claim]:
    new, gone = len(found.documents.new), len(found.documents.gone)
    if found.documents.both and (new or gone):
        yield Claim(
            f"{capital(of_things(new, 'rapport is', 'rapporten zijn'))} nieuw en {of_things(gone, 'is', 'zijn')} "
            f"vervallen in {found.sides[1].label}.",
            table=Table.REPORTS,
        )


def _of_organisations(found: Comparison) -> Iterator[Claim]:
    own = found.organisations
    groups = (("nieuw genoemd", own.new, 1), ("niet meer genoemd", own.gone, 0))
    parts = [f"{text} {_organisations(named, side)}" for text, named, side in groups if named]
    if parts:
        yield Claim(f"Organisaties: {'; '.join(parts)}.", table=Table.ORGANISATIONS)


def _organisations(named: Sequence[OrganisationChange], side: int) -> str:
    shown = [f"{one.name} ({one.passages[side]})" for one in named[:_ORGANISATIONS]]
    verb = "wordt" if len(shown) == 1 else "worden"
    return f"{verb} {listed(shown)}"


def _best(mechanisms: Sequence[MechanismChange]) -> tuple[Evidence, ...]:
    return tuple(quote for one in mechanisms for quote in one.quotes[:1])


def _size(one: Difference) -> float:
    return one.change.value if one.change else 0.0
