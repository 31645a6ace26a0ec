"""The rode draad in one paragraph, sentence by sentence, each with what it rests on."""

from collections.abc import Iterator, Sequence

from pipeline.synthesis.dutch import in_words, listed, number, of_things, quoted, titles
from pipeline.synthesis.records import Claim, Pair, Source, Theme, Thread

_STRONG = ("hoofddraad", "draad")
_REMEDIES = 4
_THEMES = 2
_FEWEST = 3


def read_claim(sources: Sequence[Source], coded: int, unread: int) -> Claim:
    """Return what was read, and how many files were not."""
    pages, sentences = sum(source.pages for source in sources), sum(source.sentences for source in sources)
    size = (
        f"{number(pages)} {_one(pages, 'pagina', 'pagina’s')}, {number(sentences)} {_one(sentences, 'zin', 'zinnen')}"
    )
    return Claim(
        f"In {of_things(len(sources), 'rapport', 'rapporten')} ({size}) wees het model "
        f"{of_things(coded, 'passage', 'passages')} aan die over een mechanisme {_one(coded, 'gaat', 'gaan')}"
        f"{_not_read(unread)}.",
        table="documenten",
    )


def _not_read(unread: int) -> str:
    if not unread:
        return ""
    return f"; {of_things(unread, 'bestand', 'bestanden')} {_one(unread, 'kon', 'konden')} niet worden gelezen"


def _one(count: int, one: str, more: str) -> str:
    return one if count == 1 else more


def through_claims(threads: Sequence[Thread]) -> Iterator[Claim]:
    """Say which mechanisms run through the reports, widest first, and which do not."""
    own = _widest_first(threads)
    main, lesser = ([one for one in own if one.strength == kind] for kind in _STRONG)
    loose = [one for one in own if one.strength not in _STRONG]
    if not main and not lesser:
        yield Claim(_no_thread(own), table="aanwezigheid")
        return
    if not loose and len(own) > 1:
        yield _running(_all(own, main), own)
        return
    if main:
        yield _running(_main(main), main)
    if lesser:
        yield _running(_lesser(lesser, len(own), beside=bool(main)), lesser)
    if loose:
        yield Claim(_loose(loose), table="aanwezigheid")


def _all(own: Sequence[Thread], main: Sequence[Thread]) -> str:
    kind = "hoofddraad" if len(main) == len(own) else "een draad"
    counted = _counted(own, first="in")
    every = "Beide" if len(own) == 2 else f"Alle {in_words(len(own))}"
    text = f"{every} mechanismen lopen als {kind} door de rapporten: {counted}."
    names = listed([quoted(thread.name) for thread in main])
    which = f" De hoofddraad is {names}." if len(main) == 1 else f" Hoofddraden zijn {names}."
    return text + (which if 0 < len(main) < len(own) else "")


def _main(main: Sequence[Thread]) -> str:
    verb = "De hoofddraad is" if len(main) == 1 else f"Er zijn {in_words(len(main))} hoofddraden:"
    return f"{verb} {_counted(main, first='aanwezig in')}."


def _lesser(lesser: Sequence[Thread], total: int, *, beside: bool) -> str:
    counted = _counted(lesser, first="in" if beside else "aanwezig in")
    verb, how_many = "loopt" if len(lesser) == 1 else "lopen", in_words(len(lesser))
    if beside:
        return f"Als draad {verb} daarnaast door de rapporten: {counted}."
    return f"Van de {in_words(total)} mechanismen {verb} er {how_many} als draad door de rapporten: {counted}."


def _loose(loose: Sequence[Thread]) -> str:
    if len(loose) == 1:
        return f"Geen draad is {quoted(loose[0].name)}: het is in te weinig rapporten aanwezig."
    names = listed([quoted(thread.name) for thread in loose])
    return f"Geen draad zijn {names}: zij zijn in te weinig rapporten aanwezig."


def _no_thread(own: Sequence[Thread]) -> str:
    if own and len(own[0].cells) == 1:
        present = [quoted(thread.name) for thread in own if _present(thread)]
        found = f"aanwezig {'is' if len(present) == 1 else 'zijn'} hier {listed(present)}" if present else ""
        return f"Eén rapport maakt nog geen rode draad; {found or 'ook is er geen mechanisme in aanwezig'}."
    return "Door deze rapporten loopt geen draad: geen enkel mechanisme is in genoeg rapporten aanwezig."


def _running(text: str, threads: Sequence[Thread]) -> Claim:
    return Claim(text, tuple(quote for thread in threads for quote in thread.quotes[:1]), "aanwezigheid")


def _counted(threads: Sequence[Thread], *, first: str) -> str:
    total = len(threads[0].cells)
    counts = [f"{first} {in_words(_present(threads[0]))} van de {in_words(total)} rapporten"]
    counts += [f"in {in_words(_present(thread))}" for thread in threads[1:]]
    return listed([f"{quoted(thread.name)} ({count})" for thread, count in zip(threads, counts, strict=True)])


def _present(thread: Thread) -> int:
    return sum(cell.verdict == "aanwezig" for cell in thread.cells)


def about_claims(threads: Sequence[Thread]) -> Iterator[Claim]:
    """Say of each mechanism that runs through the reports what it is mostly about, widest first."""
    for thread in _widest_first(threads):
        most = sorted(thread.themes, key=lambda theme: -theme.passages)[:_THEMES]
        if most and thread.strength in _STRONG:
            about = " en om ".join(theme.name for theme in most)
            quotes = tuple(quote for theme in most for quote in theme.quotes[:1])
            yield Claim(
                f"Bij {quoted(thread.name)} gaat het vooral om {about}.", tuple(dict.fromkeys(quotes)), "themas"
            )


def _widest_first(threads: Sequence[Thread]) -> list[Thread]:
    """The mechanisms that are no general theme, present in most reports first."""
    own = (thread for thread in threads if not thread.generic)
    return sorted(own, key=lambda thread: (-_present(thread), -thread.per_report.value))


def generic_claims(threads: Sequence[Thread]) -> Iterator[Claim]:
    """Name the themes beside the mechanisms that the reports share."""
    for thread in threads:
        if thread.generic and _present(thread):
            where = of_things(_present(thread), "rapport", "rapporten")
            yield Claim(
                f"Daarnaast is {quoted(thread.name)} als algemeen thema aanwezig in {where}.",
                thread.quotes[:2],
                "aanwezigheid",
            )


def interlocked_claims(pairs: Sequence[Pair], names: dict[str, str]) -> Iterator[Claim]:
    """Say in one sentence how many pairs of mechanisms stand together more often than chance would have it."""
    real = sorted((pair for pair in pairs if pair.real), key=lambda pair: (pair.chance, -(pair.lift or 0)))
    if not real:
        if any(pair.together for pair in pairs):
            yield Claim(
                "Dat de mechanismen met elkaar samenhangen, is niet aan te tonen: geen twee ervan staan aantoonbaar "
                "vaker dan bij toeval onder dezelfde kop.",
                table="samenhang",
            )
        return
    verb = "staat" if len(real) == 1 else "staan"
    pair = f"{quoted(names[real[0].first])} en {quoted(names[real[0].second])}"
    which = f", namelijk {pair}" if len(real) == 1 else f", {pair} het duidelijkst"
    yield Claim(
        f"Van de {in_words(len(pairs))} paren van mechanismen {verb} er {in_words(len(real))} aantoonbaar vaker dan "
        f"bij toeval onder dezelfde kop{which}.",
        tuple(quote for pair in real for quote in pair.quotes[:1])[:3],
        "samenhang",
    )


def remedied_claims(remedies: Sequence[Theme], reports: int) -> Iterator[Claim]:
    """Say in one sentence what so many reports propose most; what is said only once or twice is left out."""
    shown = [theme for theme in remedies if theme.passages >= _FEWEST][:_REMEDIES]
    if shown:
        parts = [f"{theme.name} ({_found(theme, reports)})" for theme in shown]
        quotes = tuple(quote for theme in shown for quote in theme.quotes[:1])
        who = "noemt het rapport" if reports == 1 else "noemen de rapporten"
        yield Claim(f"Als aanpak {who} vooral {listed(parts)}.", tuple(dict.fromkeys(quotes)), "themas")


def _found(theme: Theme, reports: int) -> str:
    where = "" if reports == 1 else f" in {of_things(theme.reports, 'rapport', 'rapporten')}"
    return f"{of_things(theme.passages, 'passage', 'passages')}{where}"


def contrary_claims(threads: Sequence[Thread]) -> Iterator[Claim]:
    """Say which mechanisms are contradicted somewhere."""
    against = [thread for thread in threads if thread.contradictions]
    if against:
        names = listed([quoted(thread.name) for thread in against])
        quotes = tuple(thread.contradictions[0] for thread in against)
        yield Claim(f"Over {names} klinkt ook tegengeluid: dat het goed gaat of is opgelost.", quotes)


def silent_claims(sources: Sequence[Source], threads: Sequence[Thread]) -> Iterator[Claim]:
    """Name the reports in which no mechanism is present or weak."""
    speaking = {cell.source for thread in threads for cell in thread.cells if cell.verdict != "stil"}
    silent = [source for source in sources if source not in speaking]
    if silent:
        yield Claim(
            f"In {titles(silent)} vond het model over geen enkel mechanisme genoeg om mee te tellen "
            "(overal het oordeel ‘stil’).",
            table="aanwezigheid",
        )
