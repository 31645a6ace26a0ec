"""What the sections on all reports together say, sentence by sentence, each with what it rests on."""

from collections.abc import Sequence

from pipeline.synthesis.dutch import capital, in_words, listed, number, of_things, quoted, quoted_title
from pipeline.synthesis.records import Claim, Named, Pair, Source, Theme, Thread

# Per tenth of a report.
_WHERE = (
    *("helemaal vooraan in", "in het begin van", "in het begin van", "net voor het midden van"),
    *("net voor het midden van", "net na het midden van", "net na het midden van", "tegen het eind van"),
    *("tegen het eind van", "helemaal achteraan in"),
)
_ORGANISATIONS = 5


def pair_claims(pairs: Sequence[Pair], names: dict[str, str]) -> tuple[Claim, ...]:
    """Say which mechanisms stand under one heading more often than chance would have it, strongest first."""
    real = sorted((pair for pair in pairs if pair.real), key=lambda pair: -(pair.lift or 0))
    if not real:
        text = "Geen twee mechanismen staan aantoonbaar vaker onder dezelfde kop dan bij toeval."
        return (Claim(text, table="samenhang"),)
    return tuple(
        Claim(
            f"{quoted(names[pair.first])} en {quoted(names[pair.second])} staan "
            f"{of_things(pair.together, 'keer', 'keer')} onder dezelfde kop, tegen {number(pair.expected, digits=1)} "
            f"keer bij toeval: {number(pair.lift or 0, digits=1)} keer zo vaak.",
            pair.quotes,
            "samenhang",
        )
        for pair in real
    )


def remedy_claims(remedies: Sequence[Theme]) -> tuple[Claim, ...]:
    """Say what the reports propose, named in most reports first."""
    return tuple(
        Claim(
            f"{capital(theme.name)}: {of_things(theme.passages, 'passage', 'passages')} in "
            f"{of_things(theme.reports, 'rapport', 'rapporten')}.",
            theme.quotes,
            "themas",
        )
        for theme in remedies
    )


def named_claims(threads: Sequence[Thread]) -> tuple[Claim, ...]:
    """Say which organisations are named most with each mechanism, and in how many passages."""
    return tuple(_named(thread) for thread in threads if thread.named)


def _named(thread: Thread) -> Claim:
    shown = thread.named[:_ORGANISATIONS]
    verb = "wordt" if len(shown) == 1 else "worden"
    most = "het vaakst genoemd" if len(thread.named) > len(shown) else "genoemd"
    who = [_organisation(shown[0], said=True), *(_organisation(one, said=False) for one in shown[1:])]
    return Claim(f"Bij {quoted(thread.name)} {verb} {most}: {listed(who)}.", table="organisaties")


def _organisation(one: Named, *, said: bool) -> str:
    count = of_things(one.passages, "passage", "passages") if said else in_words(one.passages)
    return f"{one.organisation} ({count})"


def places_claims(threads: Sequence[Thread]) -> tuple[Claim, ...]:
    """Say where in the reports each mechanism stands most closely, as far as it stands out."""
    return tuple(
        Claim(f"{_densest(thread)}{_fullest(thread.sections)}.", table="passages")
        for thread in threads
        if thread.passages
    )


def _densest(thread: Thread) -> str:
    if thread.peak is None:
        return f"{quoted(thread.name)} staat nergens in de rapporten aantoonbaar dichter opeen dan elders"
    return f"{quoted(thread.name)} staat het dichtst opeen {_WHERE[thread.peak]} de rapporten"


def _fullest(sections: Sequence[tuple[Source, int, str, int]]) -> str:
    """The heading with most passages."""
    if not sections:
        return ""
    source, page, section, count = sections[0]
    heading = quoted(section.rpartition(" > ")[2])
    where = f", p. {page}" if source.document.lower().endswith(".pdf") else ""
    return f"; de kop met de meeste passages ({in_words(count)}) is {heading} in {quoted_title(source)}{where}"
