"""What is said of the loop: which links the text shows, and where the circle is whole."""

from pipeline.loops import WITHIN
from pipeline.synthesis.dutch import in_words, listed, number, of_things, titles
from pipeline.synthesis.records import Claim, Loop


def loop_claims(loop: Loop) -> tuple[Claim, ...]:
    """Say which links of the loop the text shows, and in which reports the circle is whole."""
    links = []
    for link in loop.links:
        quotes = tuple(quote for pair in link.quotes[:2] for quote in dict.fromkeys(pair))
        if not link.times:
            links.append(Claim(f"Van {link.first} naar {link.second}: dat laat de tekst nergens zien.", table="lus"))
            continue
        where = of_things(len(link.reports), "rapport", "rapporten")
        links.append(
            Claim(
                f"Van {link.first} naar {link.second}: {of_things(link.times, 'keer', 'keer')} in {where}, "
                f"waar bij toeval {number(link.expected, digits=1)} keer te verwachten is.",
                quotes,
                "lus",
            )
        )
    return (*links, closing_claim(loop))


def closing_claim(loop: Loop) -> Claim:
    """Say where the circle is whole."""
    if not loop.closed:
        missing = [f"van {link.first} naar {link.second}" for link in loop.links if not link.times]
        verb = "ontbreekt" if len(missing) == 1 else "ontbreken"
        why = f": {listed(missing)} {verb}" if missing else ""
        return Claim(f"In geen enkel rapport is de lus rond{why}.", table="lus")
    return Claim(
        f"In {titles(loop.closed)} zijn alle stappen van de lus te lezen, elk hooguit {in_words(WITHIN)} zinnen na de "
        "vorige.",
        tuple(link.quotes[0][0] for link in loop.links if link.quotes),
        "lus",
    )
