"""What is said of one mechanism, sentence by sentence, each with what it rests on."""

from collections.abc import Iterator, Sequence

from pipeline.synthesis.dutch import (
    between,
    certain,
    in_words,
    listed,
    number,
    of_things,
    percent,
    quoted_title,
    titles,
)
from pipeline.synthesis.records import Cell, Claim, Evidence, Pair, RoleShare, Source, Theme, Thread

_STRONGEST = 3
_PART = "een vijfde"
_THEMES = 4


def thread_claims(
    thread: Thread, best: Sequence[Evidence], pairs: Sequence[Pair], names: dict[str, str]
) -> tuple[Claim, ...]:
    """Return the paragraph on a mechanism: how far it spreads, what it is about, what stands beside and against it.

    ``best`` is the strongest passage of every report; ``names`` are those of the mechanisms.
    """
    if not thread.passages:
        return (_absent(thread),)
    return (
        _spread(thread),
        _share(thread),
        *_strongest(thread, best),
        *_themes(thread.themes),
        _roles(thread.roles),
        *_beside(thread, pairs, names),
        *_counter(thread),
    )


def with_verdict(cells: Sequence[Cell], verdict: str) -> list[Source]:
    """Return the reports with this verdict, in their order."""
    return [cell.source for cell in cells if cell.verdict == verdict]


def _absent(thread: Thread) -> Claim:
    where = "het rapport" if len(thread.cells) == 1 else "geen van de rapporten"
    text = f"In {where} vond het model {'geen' if len(thread.cells) == 1 else 'een'} passage over dit {_kind(thread)}."
    return Claim(text, table="aanwezigheid")


def _kind(thread: Thread) -> str:
    return "thema" if thread.generic else "mechanisme"


def _spread(thread: Thread) -> Claim:
    present, weak = (with_verdict(thread.cells, verdict) for verdict in ("aanwezig", "zwak"))
    name = f"Dit {_kind(thread)}"
    if not present:
        where = "het rapport niet" if len(thread.cells) == 1 else "geen enkel rapport"
        text = f"{name} is in {where} met voldoende zekerheid aanwezig"
    elif thread.strength == "los eindje":
        text = f"{name} is een los eindje: het is alleen aanwezig in {titles(present)}"
    else:
        of_all = f"{in_words(len(present))} van de {in_words(len(thread.cells))} rapporten"
        text = f"{name} is een {thread.strength}: het is aanwezig in {of_all}"
    return Claim(f"{text}{_undecided(len(weak))}.{_sureness(thread)}", table="aanwezigheid")


def _undecided(weak: int) -> str:
    """A weak verdict says that it cannot be said, not that something is there."""
    return f"; voor {of_things(weak, 'rapport', 'rapporten')} is dat niet te zeggen (oordeel ‘zwak’)" if weak else ""


def _sureness(thread: Thread) -> str:
    """How sure it is that the mechanism runs through enough reports to make a thread."""
    if thread.strength not in ("hoofddraad", "draad"):
        return ""
    return f" De kans dat het in ten minste {_PART} van de rapporten aanwezig is, is {certain(thread.certainty)}."


def _share(thread: Thread) -> Claim:
    found = of_things(thread.passages, "passage", "passages")
    share = between(thread.per_sentence)
    if thread.by_people:
        own = in_words(thread.by_people)
        verb = "is" if thread.passages == 1 else "zijn"
        start = f"Er {verb} {found} aangewezen, waarvan {own} door codeurs; met correctie voor de fouten van het model"
    else:
        start = f"Het model wees {found} aan; met correctie voor zijn fouten"
    return Claim(f"{start} gaat naar schatting {share} van alle zinnen hierover.", table="aanwezigheid")


def _strongest(thread: Thread, best: Sequence[Evidence]) -> Iterator[Claim]:
    present = [cell for cell in thread.cells if cell.verdict == "aanwezig"]
    ranked = sorted(present, key=lambda cell: -_density(cell))[:_STRONGEST]
    if len(present) < 2:
        return
    parts = [f"{quoted_title(cell.source)} ({percent(_density(cell))})" for cell in ranked]
    parts[0] = f"{quoted_title(ranked[0].source)} (naar schatting {percent(_density(ranked[0]))} van de zinnen)"
    quotes = tuple(quote for cell in ranked for quote in [one for one in best if one.source == cell.source][:1])
    yield Claim(f"Naar verhouding staat er het meest over in {listed(parts)}.", quotes, table="aanwezigheid")


def _density(cell: Cell) -> float:
    return cell.true.value / max(cell.sentences, 1)


def _themes(themes: Sequence[Theme]) -> Iterator[Claim]:
    if themes:
        shown = sorted(themes, key=lambda theme: -theme.passages)[:_THEMES]
        parts = [f"{theme.name} ({in_words(theme.passages)})" for theme in shown]
        parts[0] = f"{shown[0].name} ({of_things(shown[0].passages, 'passage', 'passages')})"
        quotes = tuple(quote for theme in shown for quote in theme.quotes[:1])
        yield Claim(f"Het gaat dan vooral om {listed(parts)}.", quotes, table="themas")


def _roles(roles: Sequence[RoleShare]) -> Claim:
    parts = [f"{percent(role.share)} {role.name.lower()}" for role in roles if role.passages]
    return Claim(f"Naar hun rol verdeeld: {listed(parts)}.", table="rode_draad")


def _beside(thread: Thread, pairs: Sequence[Pair], names: dict[str, str]) -> Iterator[Claim]:
    own = [pair for pair in pairs if pair.real and thread.code in (pair.first, pair.second)]
    if not own:
        return
    ranked = sorted(own, key=lambda pair: -(pair.lift or 0))
    parts = [
        f"‘{names[_other(pair, thread.code)]}’ ({number(pair.lift or 0, digits=1)} keer zo vaak)" for pair in ranked
    ]
    quotes = tuple(quote for pair in ranked for quote in pair.quotes[:1])
    yield Claim(
        f"Het staat aantoonbaar vaker dan bij toeval onder één kop met {listed(parts)}.", quotes, table="samenhang"
    )


def _other(pair: Pair, code: str) -> str:
    return pair.second if pair.first == code else pair.first


def _counter(thread: Thread) -> Iterator[Claim]:
    silent = with_verdict(thread.cells, "stil")
    if silent and thread.strength != "afwezig":
        text = f"In {titles(silent)} vond het model hierover te weinig om mee te tellen (oordeel ‘stil’)."
        yield Claim(text, table="aanwezigheid")
    yield from _contradicted(thread.contradictions)
    yield from _contrary(thread)


def _contradicted(against: Sequence[Evidence]) -> Iterator[Claim]:
    if against:
        sources = list(dict.fromkeys(quote.source for quote in against))
        text = f"Tegengeluid klinkt in {titles(sources)}: dat het op dit punt goed gaat of is opgelost."
        yield Claim(text, tuple(against))


def _contrary(thread: Thread) -> Iterator[Claim]:
    """Warn that a report speaks of the mechanism much, and of its going well."""
    for one in thread.contrary:
        quotes = tuple(quote for quote in thread.contradictions if quote.source == one.source)
        many = f"in {in_words(one.going_well)} van de {in_words(one.passages)} passages"
        text = f"Let op {quoted_title(one.source)}: {many} staat daar dat het juist goed gaat, en het model mist de "
        yield Claim(f"{text}meeste van zulke zinnen.", quotes, table="passages")
