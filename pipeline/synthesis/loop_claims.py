"""What is said of the loop: which links the text shows, and where the circle is whole."""

from collections.abc import Iterator, Sequence

from scipy.special import pdtrc

from pipeline.loops import WITHIN
from pipeline.synthesis.dutch import in_words, listed, number, of_things, titles
from pipeline.synthesis.records import Claim, Evidence, Loop, LoopLink, Source

# As for pairs of mechanisms. Sentences with one step stand in clusters, so this is the least that must be asked.
_RULED_OUT = 0.01


def loop_claims(loop: Loop) -> tuple[Claim, ...]:
    """Say which links of the loop the text shows, and in which reports the circle is whole."""
    links = []
    for link in loop.links:
        quotes = tuple(quote for pair in link.quotes[:2] for quote in dict.fromkeys(pair))
        if not link.times:
            links.append(Claim(f"Van {link.first} naar {link.second}: nergens gevonden.", table="lus"))
            continue
        where = of_things(len(link.reports), "rapport", "rapporten")
        more = "aantoonbaar vaker" if _beyond_chance(link) else "niet aantoonbaar vaker"
        links.append(
            Claim(
                f"Van {link.first} naar {link.second}: {of_things(link.times, 'keer', 'keer')} in {where}, {more} dan "
                f"bij toeval ({number(link.expected, digits=1)} keer).",
                quotes,
                "lus",
            )
        )
    return (*links, closing_claim(loop))


def _beyond_chance(link: LoopLink) -> bool:
    """Whether so many links are too many for chance (Poisson)."""
    return bool(link.times) and float(pdtrc(link.times - 1, link.expected)) < _RULED_OUT


def closing_claim(loop: Loop) -> Claim:
    """Say where the circle is whole."""
    if not loop.closed:
        missing = [f"van {link.first} naar {link.second}" for link in loop.links if not link.times]
        verb = "ontbreekt" if len(missing) == 1 else "ontbreken"
        if len(missing) == len(loop.links):
            return Claim(f"Van de lus {loop.name} is geen enkele stap naar de volgende gevonden.", table="lus")
        why = f": {listed(missing)} {verb}" if missing else ""
        return Claim(f"In geen enkel rapport zijn alle stappen van de lus gevonden{why}.", table="lus")
    return Claim(
        f"In {titles(loop.closed)} is elke stap van de lus {loop.name} ten minste eens te vinden, hooguit "
        f"{in_words(WITHIN)} zinnen na de vorige; {_proven(loop)}",
        tuple(dict.fromkeys(quote for link in loop.links for quote in _in_reports(link, loop.closed))),
        "lus",
    )


def _proven(loop: Loop) -> str:
    beyond = sum(map(_beyond_chance, loop.links))
    if beyond == len(loop.links):
        return (
            "over alle rapporten samen komt dat vaker voor dan bij toeval, maar dat bewijst nog niet dat het een "
            "uit het ander volgt."
        )
    which = "geen van de stappen komt" if not beyond else "niet alle stappen komen"
    return f"{which} aantoonbaar vaker voor dan bij toeval, en de lus is daarmee niet aangetoond."


def _in_reports(link: LoopLink, reports: Sequence[Source]) -> Iterator[Evidence]:
    """The surest pair of sentences in each of these reports, as far as they are quoted."""
    surest = {pair[0].source: pair for pair in reversed(link.quotes)}
    for source in reports:
        yield from surest.get(source, ())
