"""A comparison as Markdown: vergelijking.md."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.comparison.mechanism_claims import how_tested, mechanism_claims, points
from pipeline.comparison.records import Comparison, Difference
from pipeline.report.comparison_view import MOST_ROWS, beside, facts, left_out, organisations
from pipeline.report.links import Links, has_pages
from pipeline.report.markdown import escape
from pipeline.synthesis.dutch import between, number
from pipeline.synthesis.records import Claim, Evidence


def comparison_markdown(found: Comparison) -> str:
    """Return the comparison as text; the same comparison gives the same text."""
    first, second = found.sides
    parts = [f"# {escape(first.label)} en {escape(second.label)} vergeleken", *_short(found), *_mechanisms(found)]
    parts += [*_pairs(found), *_themes(found), *_reports(found), *_organisations(found), *_sides(found)]
    return "\n\n".join(part for part in parts if part) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; what stands in a cell or above it is text."""
    first, *others = ([escape(cell) for cell in row] for row in (header, *rows))
    return "\n".join(f"| {' | '.join(line)} |" for line in (first, ["---"] * len(header), *others))


def shares(one: Difference) -> list[str]:
    """Return the cells then, now, difference with interval, and verdict."""
    sides = [between(side) if side else "niets te tellen" for side in (one.first, one.second)]
    moved = one.change
    change = f"{points(moved.value)} ({points(moved.low)} tot {points(moved.high)})" if moved else "niet te zeggen"
    return [*sides, change, str(one.verdict)]


def _short(found: Comparison) -> Iterator[str]:
    yield "## In het kort"
    yield _claims(found.summary, found)
    if found.warnings:
        yield "## Let op"
        yield _claims(found.warnings, found)


def _mechanisms(found: Comparison) -> Iterator[str]:
    header = ["Mechanisme", *(side.label for side in found.sides), "Verschil (procentpunt)", "Oordeel"]
    yield "## Mechanismen"
    yield "Welk deel van alle zinnen er werkelijk over gaat, gecorrigeerd voor de fouten van het model:"
    yield table(header, ([one.name, *shares(one.sentences)] for one in found.mechanisms))
    yield "In welk deel van de rapporten het aanwezig is:"
    yield table(header, ([one.name, *shares(one.reports)] for one in found.mechanisms))
    yield escape(how_tested(found).text)
    for one in found.mechanisms:
        yield f"### {escape(one.name)}"
        yield _claims(mechanism_claims(one, found.sides), found)
        roles = ([role.name, *shares(role.share)] for role in one.roles)
        yield table(["Rol van de passages", *header[1:]], roles) if one.roles else ""


def _pairs(found: Comparison) -> Iterator[str]:
    if found.pairs:
        labels = [f"Keer toeval, {side.label}" for side in found.sides]
        rows = (
            [f"{found.names[pair.first]} en {found.names[pair.second]}", *map(_lift, pair.lifts), str(pair.link)]
            for pair in found.pairs
        )
        yield "## Mechanismen onder één kop"
        yield "Paren die aan minstens een van beide kanten vaker samen staan dan bij toeval:"
        yield table(["Paar", *labels, "Oordeel"], rows)


def _themes(found: Comparison) -> Iterator[str]:
    if found.themes:
        header = ["Thema", *(side.label for side in found.sides), "Verschil (procentpunt)", "Oordeel"]
        yield "## Thema’s"
        yield "In welk deel van de rapporten een thema klinkt:"
        yield table(header, ([theme.name, *shares(theme.reports)] for theme in found.themes))


def _reports(found: Comparison) -> Iterator[str]:
    own = found.documents
    yield "## Rapporten"
    if not own.both:
        yield "Geen rapport staat onder dezelfde naam aan beide kanten; ze zijn dus niet een voor een te vergelijken."
        return
    yield f"Aan beide kanten: {number(own.both)}; nieuw: {number(len(own.new))}; vervallen: {number(len(own.gone))}."
    if found.verdicts:
        rows = ([one.source.title, found.names[one.mechanism], one.then, one.now] for one in found.verdicts[:MOST_ROWS])
        yield table(["Rapport", "Mechanisme", *(side.label for side in found.sides)], rows)
        yield left_out(found.verdicts)
    for name, documents in (("Nieuw", own.new), ("Vervallen", own.gone)):
        if documents:
            yield f"{name}: {', '.join(map(escape, documents[:MOST_ROWS]))}."
            yield left_out(documents)


def _organisations(found: Comparison) -> Iterator[str]:
    groups = organisations(found)
    if groups:
        yield "## Organisaties"
    for name, group in groups:
        header = [name, *(f"Passages, {side.label}" for side in found.sides), "Vooral bij"]
        yield table(header, ([one.name, *map(number, one.passages), beside(one, found)] for one in group))


def _sides(found: Comparison) -> Iterator[str]:
    yield "## De twee kanten"
    yield table(["", *(side.label for side in found.sides)], ([name, *values] for name, values in facts(found)))


def _claims(claims: Sequence[Claim], found: Comparison) -> str:
    return "\n".join(line for claim in claims for line in (f"- {escape(claim.text)}", *_quotes(claim.evidence, found)))


def _quotes(evidence: Sequence[Evidence], found: Comparison) -> Iterator[str]:
    for quote in evidence:
        address = Links(found.side_of(quote.source).base).to(quote.source.document, quote.page)
        page = f", p. {quote.page}" if has_pages(quote.source.document) else ""
        where = f"[{escape(quote.source.title)}{page}](<{address}>)"
        yield f"  - ‘{escape(quote.text)}’ ({where})"


def _lift(lift: float | None) -> str:
    return "–" if lift is None else number(lift, digits=1)
