"""What is said of all reports together, sentence by sentence, each with what it rests on."""

from collections.abc import Iterator, Sequence

from pipeline.synthesis.dutch import capital, in_words, listed, number, of_things, quoted_title, titles
from pipeline.synthesis.records import Claim, Named, Pair, Source, Theme, Thread

_STRONG = ("hoofddraad", "draad")
# Per tenth of a report.
_WHERE = (
    *("helemaal vooraan", "in het begin", "in het begin", "net voor het midden", "net voor het midden"),
    *("net na het midden", "net na het midden", "tegen het eind", "tegen het eind", "helemaal achteraan"),
)
_REMEDIES = 4
_ORGANISATIONS = 5


def read_claim(sources: Sequence[Source], coded: int) -> Claim:
    """Return what was read."""
    pages, sentences = sum(source.pages for source in sources), sum(source.sentences for source in sources)
    return Claim(
        f"In {of_things(len(sources), 'rapport', 'rapporten')} ({number(pages)} pagina’s, {number(sentences)} zinnen) "
        f"wees de software {of_things(coded, 'passage', 'passages')} aan die over een mechanisme gaan.",
        table="documenten",
    )


def through_claims(threads: Sequence[Thread]) -> Iterator[Claim]:
    """Say which mechanisms run through the reports, widest first, and which do not."""
    own = sorted((thread for thread in threads if not thread.generic), key=lambda thread: -thread.per_report.value)
    strong = [thread for thread in own if thread.strength in _STRONG]
    loose = [f"‘{thread.name}’" for thread in own if thread.strength not in _STRONG]
    if strong:
        counts = [f"in {of_things(_present(thread), 'rapport', 'rapporten')}" for thread in strong[:1]]
        counts += [f"in {in_words(_present(thread))}" for thread in strong[1:]]
        parts = [f"‘{thread.name}’ ({count})" for thread, count in zip(strong, counts, strict=True)]
        quotes = tuple(quote for thread in strong for quote in thread.quotes[:1])
        which = _which(len(strong), len(own))
        yield Claim(f"{which} als een draad door de rapporten: {listed(parts)}.", quotes, table="aanwezigheid")
    if loose:
        verb = "loopt" if len(loose) == 1 else "lopen"
        yield Claim(
            f"Geen draad {verb} er van {listed(loose)}."
            if strong
            else "Door deze rapporten loopt geen draad: geen mechanisme is in genoeg rapporten aanwezig.",
            table="aanwezigheid",
        )


def _which(strong: int, total: int) -> str:
    if strong == total:
        return f"Alle {in_words(total)} mechanismen lopen" if total > 1 else "Het mechanisme loopt"
    return f"Van de {in_words(total)} mechanismen {'loopt er één' if strong == 1 else f'lopen er {in_words(strong)}'}"


def _present(thread: Thread) -> int:
    return sum(cell.verdict == "aanwezig" for cell in thread.cells)


def generic_claims(threads: Sequence[Thread]) -> Iterator[Claim]:
    """Name the themes beside the mechanisms that the reports share."""
    for thread in threads:
        if thread.generic and _present(thread):
            where = of_things(_present(thread), "rapport", "rapporten")
            yield Claim(
                f"Daarnaast keert ‘{thread.name}’ als algemeen thema terug in {where}.",
                thread.quotes[:2],
                "aanwezigheid",
            )


def pair_claims(pairs: Sequence[Pair], names: dict[str, str]) -> tuple[Claim, ...]:
    """Say which mechanisms stand under one heading more often than chance would have it, strongest first."""
    real = sorted((pair for pair in pairs if pair.real), key=lambda pair: -(pair.lift or 0))
    if not real:
        return (
            Claim(
                "Geen twee mechanismen staan aantoonbaar vaker onder dezelfde kop dan bij toeval.", table="samenhang"
            ),
        )
    return tuple(
        Claim(
            f"‘{names[pair.first]}’ en ‘{names[pair.second]}’ staan {in_words(pair.together)} keer onder dezelfde kop, "
            f"{number(pair.lift or 0, digits=1)} keer zo vaak als bij toeval te verwachten is "
            f"({number(pair.expected, digits=1)}).",
            pair.quotes,
            "samenhang",
        )
        for pair in real
    )


def interlocked_claims(pairs: Sequence[Pair]) -> Iterator[Claim]:
    """Say in one sentence how many pairs of mechanisms interlock."""
    real = [pair for pair in pairs if pair.real]
    if real:
        verb = "staat" if len(real) == 1 else "staan"
        yield Claim(
            f"De mechanismen grijpen in elkaar: {of_things(len(real), 'paar', 'paren')} {verb} vaker onder dezelfde "
            "kop dan bij toeval.",
            tuple(quote for pair in real for quote in pair.quotes[:1])[:3],
            "samenhang",
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


def remedied_claims(remedies: Sequence[Theme]) -> Iterator[Claim]:
    """Say in one sentence what the reports propose most."""
    if remedies:
        shown = remedies[:_REMEDIES]
        parts = [f"{theme.name} ({of_things(theme.reports, 'rapport', 'rapporten')})" for theme in shown]
        quotes = tuple(quote for theme in shown for quote in theme.quotes[:1])
        yield Claim(f"Als aanpak noemen de rapporten vooral {listed(parts)}.", quotes, "themas")


def silent_claims(sources: Sequence[Source], threads: Sequence[Thread]) -> Iterator[Claim]:
    """Name the reports in which no mechanism is present or weak."""
    speaking = {cell.source for thread in threads for cell in thread.cells if cell.verdict != "stil"}
    silent = [source for source in sources if source not in speaking]
    if silent:
        verb = "zwijgt" if len(silent) == 1 else "zwijgen"
        yield Claim(f"{capital(titles(silent))} {verb} over alle mechanismen.", table="aanwezigheid")


def contrary_claims(threads: Sequence[Thread]) -> Iterator[Claim]:
    """Say which mechanisms are contradicted somewhere."""
    against = [thread for thread in threads if thread.contradictions]
    if against:
        names = listed([f"‘{thread.name}’" for thread in against])
        quotes = tuple(thread.contradictions[0] for thread in against)
        yield Claim(f"Tegengeluid, dat het goed gaat of is opgelost, klinkt over {names}.", quotes)


def named_claims(threads: Sequence[Thread]) -> tuple[Claim, ...]:
    """Say which organisations are named most with each mechanism."""
    return tuple(
        Claim(
            f"Bij ‘{thread.name}’: {listed([_organisation(one) for one in thread.named[:_ORGANISATIONS]])}.",
            table="organisaties",
        )
        for thread in threads
        if thread.named
    )


def _organisation(one: Named) -> str:
    return f"{one.organisation} ({one.passages})"


def places_claims(threads: Sequence[Thread]) -> tuple[Claim, ...]:
    """Say where in the reports each mechanism stands most closely, as far as it stands out."""
    return tuple(_densest(thread) for thread in threads if thread.passages)


def _densest(thread: Thread) -> Claim:
    where = "nergens aantoonbaar dichter dan elders" if thread.peak is None else f"het dichtst {_WHERE[thread.peak]}"
    if not thread.sections:
        return Claim(f"‘{thread.name}’ staat {where}.", table="passages")
    source, page, section, count = thread.sections[0]
    heading = section.rpartition(" > ")[2]
    return Claim(
        f"‘{thread.name}’ staat {where}; onder één kop het meest in {quoted_title(source)}, p. {page}, ‘{heading}’ "
        f"({of_things(count, 'passage', 'passages')}).",
        table="passages",
    )
