"""What is said of one mechanism, sentence by sentence, each with what it rests on."""

from collections.abc import Iterator, Sequence

from pipeline.synthesis.dutch import (
    between,
    capital,
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
    return Claim(f"In geen van de rapporten vond de software een passage over ‘{thread.name}’.", table="aanwezigheid")


def _spread(thread: Thread) -> Claim:
    present, weak = (with_verdict(thread.cells, verdict) for verdict in ("aanwezig", "zwak"))
    total = len(thread.cells)
    of_all = f"{in_words(len(present))} van de {in_words(total)} rapporten"
    name = f"‘{thread.name}’"
    softly = f" en klinkt zwak door in {of_things(len(weak), 'ander', 'andere')}" if weak else ""
    sentence = {
        "hoofddraad": f"{name} is een hoofddraad: het is aanwezig in {of_all}{softly}.",
        "draad": f"{name} is een draad: het is aanwezig in {of_all}{softly}.",
        "los eindje": f"{name} is een los eindje: het is alleen aanwezig in {titles(present)}{softly}.",
        "afwezig": f"{name} is in geen enkel rapport met voldoende zekerheid aanwezig"
        + (f"; het klinkt wel zwak door in {of_things(len(weak), 'rapport', 'rapporten')}." if weak else "."),
    }[thread.strength]
    return Claim(sentence + _sureness(thread), table="aanwezigheid")


def _sureness(thread: Thread) -> str:
    """How sure it is that the mechanism runs through enough reports to make a thread."""
    if thread.strength not in ("hoofddraad", "draad"):
        return ""
    return f" Dat het door ten minste {_PART} van de rapporten loopt, is {certain(thread.certainty)} zeker."


def _share(thread: Thread) -> Claim:
    found = of_things(thread.passages, "passage", "passages")
    share = between(thread.per_sentence)
    return Claim(
        f"De software wees {found} aan; gecorrigeerd voor haar fouten gaat naar schatting {share} van alle zinnen "
        "hierover.",
        table="aanwezigheid",
    )


def _strongest(thread: Thread, best: Sequence[Evidence]) -> Iterator[Claim]:
    present = [cell for cell in thread.cells if cell.verdict == "aanwezig"]
    ranked = sorted(present, key=lambda cell: -_density(cell))[:_STRONGEST]
    if len(present) < 2:
        return
    parts = [f"{quoted_title(cell.source)} ({percent(_density(cell))} van de zinnen)" for cell in ranked]
    quotes = tuple(quote for cell in ranked for quote in best if quote.source == cell.source)
    yield Claim(f"Het sterkst spreekt het uit {listed(parts)}.", quotes, table="aanwezigheid")


def _density(cell: Cell) -> float:
    return cell.true.value / max(cell.sentences, 1)


def _themes(themes: Sequence[Theme]) -> Iterator[Claim]:
    if themes:
        parts = [f"{theme.name} ({of_things(theme.reports, 'rapport', 'rapporten')})" for theme in themes[:_THEMES]]
        quotes = tuple(quote for theme in themes[:_THEMES] for quote in theme.quotes[:1])
        yield Claim(f"Het gaat dan vooral om {listed(parts)}.", quotes, table="themas")


def _roles(roles: Sequence[RoleShare]) -> Claim:
    parts = [f"{percent(role.share)} {role.name.lower()}" for role in roles if role.passages]
    return Claim(f"Naar hun rol zijn de passages {listed(parts)}.", table="rode_draad")


def _beside(thread: Thread, pairs: Sequence[Pair], names: dict[str, str]) -> Iterator[Claim]:
    own = [pair for pair in pairs if pair.real and thread.code in (pair.first, pair.second)]
    if not own:
        return
    ranked = sorted(own, key=lambda pair: -(pair.lift or 0))
    parts = [f"‘{names[_other(pair, thread.code)]}’ ({number(pair.lift or 0, digits=1)} keer)" for pair in ranked]
    quotes = tuple(quote for pair in ranked for quote in pair.quotes[:1])
    yield Claim(
        f"Onder dezelfde kop staat het vaker dan bij toeval samen met {listed(parts)}.", quotes, table="samenhang"
    )


def _other(pair: Pair, code: str) -> str:
    return pair.second if pair.first == code else pair.first


def _counter(thread: Thread) -> Iterator[Claim]:
    silent = with_verdict(thread.cells, "stil")
    if silent and thread.strength != "afwezig":
        verb = "blijft" if len(silent) == 1 else "blijven"
        yield Claim(f"{capital(titles(silent))} {verb} er stil over.", table="aanwezigheid")
    yield from _contradicted(thread.contradictions)


def _contradicted(against: Sequence[Evidence]) -> Iterator[Claim]:
    if against:
        sources = list(dict.fromkeys(quote.source for quote in against))
        yield Claim(
            f"Tegengeluid: volgens {titles(sources)} gaat het op dit punt goed, of is het opgelost.", tuple(against)
        )
