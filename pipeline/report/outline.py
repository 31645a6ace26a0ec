"""The order and the headings of the written report: a synthesis -> elements that Markdown and Word write alike."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.report import outline_tables as table
from pipeline.report import outline_texts as text
from pipeline.report.elements import Element, Heading, Line, Listing, Paragraph, Run, Table
from pipeline.report.links import Links
from pipeline.report.outline_thread import thread_elements
from pipeline.report.references import References
from pipeline.synthesis.dutch import capital, number
from pipeline.synthesis.records import Claim, Loop, Synthesis, Thread


def outline(synthesis: Synthesis, links: Links) -> tuple[Element, ...]:
    """Return everything that is written, in reading order; sections without content are left out."""
    refer = References(links)
    return (
        Heading(1, f"De rode draad: {synthesis.title}"),
        *_section("De rode draad in het kort", _with_key(refer.paragraph(synthesis.summary))),
        *_section("Welke draden er lopen", _explained(text.THREADS, table.overview(synthesis.threads))),
        *_section("Rapport bij mechanisme", _explained(text.VERDICTS, table.matrix(synthesis, refer))),
        *_left_out(synthesis),
        *_threads("Mechanismen", [thread for thread in synthesis.threads if not thread.generic], refer),
        *_threads("Algemeen thema", [thread for thread in synthesis.threads if thread.generic], refer),
        *_section("Hoe de mechanismen samenhangen", _pairs(synthesis, refer)),
        *_section("De lus", _loop(synthesis.loop, refer) if synthesis.loop else ()),
        *_section("Waar het in de rapporten staat", _places(synthesis, refer)),
        *_section("Wat de rapporten voorstellen", _with_quotes(synthesis.remedy_claims, refer)),
        *_section("Wie worden genoemd", _named(synthesis, refer)),
        *_section("Waar het model onzeker over is", _doubts(synthesis, refer)),
        *_section("Kwaliteit van de codering", _quality(synthesis, refer)),
        *_section("Gelezen rapporten", [table.sources(synthesis, refer)]),
        *_section("Hoe dit is gemaakt", [table.making(synthesis.making)]),
    )


def _section(heading: str, elements: Iterable[Element]) -> Iterator[Element]:
    """Give the elements that are not empty under a heading; without any the heading is left out too."""
    filled = [element for element in elements if _has_content(element)]
    if filled:
        yield Heading(2, heading)
        yield from filled


def _explained(explanation: str, shown: Table) -> tuple[Element, ...]:
    """Say how to read a table that has rows."""
    return (Paragraph(((Run(explanation),),)), shown) if shown.rows else ()


def _with_key(summary: Paragraph) -> tuple[Element, ...]:
    """Say how to read the references in the summary."""
    return (summary, Paragraph(((Run(text.REFERENCES),),))) if summary.lines else ()


def _left_out(synthesis: Synthesis) -> Iterator[Element]:
    """Say that not all reports are shown, where that is so."""
    total = len(synthesis.sources)
    if total > table.MOST_REPORTS:
        shown = f"Getoond zijn de {number(table.MOST_REPORTS)} rapporten waarin de meeste mechanismen aanwezig zijn"
        yield Paragraph(((Run(f"{shown}; alle {number(total)} staan in aanwezigheid.csv."),),))


def _has_content(element: Element) -> bool:
    match element:
        case Paragraph(lines=content) | Listing(items=content):
            return bool(content)
        case Table(rows=rows):
            return bool(rows)
    return True


def _threads(heading: str, threads: Sequence[Thread], refer: References) -> Iterator[Element]:
    yield from _section(heading, (element for thread in threads for element in thread_elements(thread, refer)))


def _pairs(synthesis: Synthesis, refer: References) -> Iterator[Element]:
    yield _listing(synthesis.pair_claims, refer)
    yield from _explained(text.PAIRS, table.pairs(synthesis.pairs, dict(synthesis.mechanisms)))


def _loop(loop: Loop, refer: References) -> Iterator[Element]:
    yield Paragraph((_label(capital(loop.name)),))
    yield _listing(loop.claims, refer)
    yield from _explained(text.LOOP, table.loop(loop, refer))
    for link in loop.links:
        for pair in link.quotes[:1]:
            yield Paragraph((_label(f"Van {link.first} naar {link.second}"),))
            yield from (refer.quote(evidence) for evidence in dict.fromkeys(pair))


def _places(synthesis: Synthesis, refer: References) -> Iterator[Element]:
    yield _listing(synthesis.places_claims, refer)
    for label, found in (
        ("Deel van de zinnen met het mechanisme, per tiende deel van de rapporten", table.places(synthesis.threads)),
        ("Koppen met de meeste passages", table.sections(synthesis.threads, refer)),
    ):
        if found.rows:
            yield Paragraph((_label(label),))
            yield found


def _with_quotes(claims: Iterable[Claim], refer: References) -> Iterator[Element]:
    for claim in claims:
        yield refer.paragraph([claim])
        yield from (refer.quote(evidence) for evidence in claim.evidence)


def _named(synthesis: Synthesis, refer: References) -> Iterator[Element]:
    yield _listing(synthesis.named_claims, refer)
    yield table.named(synthesis.threads)


def _doubts(synthesis: Synthesis, refer: References) -> Iterator[Element]:
    yield _listing(synthesis.doubts, refer)
    yield table.unread(synthesis.unread)
    if synthesis.unsure:
        yield Heading(3, "Om eerst zelf te beoordelen")
        yield from (refer.quote(evidence, with_chance=True) for evidence in synthesis.unsure)


def _quality(synthesis: Synthesis, refer: References) -> Iterator[Element]:
    yield refer.paragraph(synthesis.quality_claims)
    yield from _explained(text.QUALITY, table.quality(synthesis.quality))


def _listing(claims: Iterable[Claim], refer: References) -> Listing:
    return Listing(tuple(refer.sentence(claim) for claim in claims))


def _label(label: str) -> Line:
    return (Run(label, strong=True),)
