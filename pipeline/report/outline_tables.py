"""The tables of the written report."""

from collections.abc import Sequence

from pipeline.report.elements import Cell, Run, Table, plain
from pipeline.report.references import References
from pipeline.report.telling import most_telling
from pipeline.synthesis.dutch import between, number, percent
from pipeline.synthesis.records import Cell as Presence
from pipeline.synthesis.records import CodeQuality, Estimate, Loop, Pair, Synthesis, Thread

_HEAT = {"aanwezig": 1.0, "zwak": 0.35, "stil": 0.0}
# Closer to certain than this is not written as 100 %.
_NEARLY = 0.995
_SMALL_CHANCE = 0.001
# A written report with more rows than this is no longer read.
MOST_REPORTS = 100


def overview(threads: Sequence[Thread]) -> Table:
    """Return how strong each mechanism is through all reports."""
    rows = tuple(
        (
            plain(thread.name),
            plain(thread.strength),
            plain(number(sum(cell.verdict == "aanwezig" for cell in thread.cells))),
            plain(between(thread.per_report)),
            plain(number(thread.passages)),
            plain(between(thread.per_sentence)),
        )
        for thread in threads
    )
    heads = (
        *("Mechanisme", "Oordeel", "Rapporten waarin aanwezig", "Deel van de rapporten (95 %-interval)"),
        *("Passages", "Deel van de zinnen (95 %-interval)"),
    )
    return Table(heads, rows, (2, 3, 4, 5))


def matrix(synthesis: Synthesis, refer: References) -> Table:
    """Return the verdict on every mechanism in the reports that are shown, with its certainty."""
    rows = tuple(
        (
            plain(str(synthesis.sources[place].number)),
            Cell((refer.report(synthesis.sources[place]),)),
            *(_verdict(thread.cells[place]) for thread in synthesis.threads),
        )
        for place in most_telling(synthesis, MOST_REPORTS)
    )
    return Table(("Nr.", "Rapport", *(thread.name for thread in synthesis.threads)), rows, (0,), upright=True)


def pairs(found: Sequence[Pair], names: dict[str, str]) -> Table:
    """Return how often two mechanisms stand under the same heading, and how likely that is by chance."""
    rows = tuple(
        (
            plain(f"{names[pair.first]} – {names[pair.second]}"),
            plain(number(pair.together)),
            plain(number(pair.expected, digits=1)),
            plain("–" if pair.lift is None else number(pair.lift, digits=1)),
            plain(_chance(pair.chance)),
            plain("ja" if pair.real else "nee"),
        )
        for pair in found
    )
    heads = ("Mechanismen", "Samen onder één kop", "Bij toeval", "Verhouding", "Kans op toeval", "Aantoonbaar")
    return Table(heads, rows, (1, 2, 3, 4))


def loop(circle: Loop, refer: References) -> Table:
    """Return how often each step of the loop is followed by the next."""
    rows = tuple(
        (
            plain(f"{link.first} → {link.second}"),
            plain(number(link.times)),
            plain(number(link.expected, digits=1)),
            Cell(refer.reports(link.reports)),
        )
        for link in circle.links
    )
    return Table(("Schakel", "Keer", "Bij toeval", "Rapporten"), rows, (1, 2))


def places(threads: Sequence[Thread]) -> Table:
    """Return which part of the sentences in each tenth of the reports has a mechanism; the most is the darkest."""
    most = max((share for thread in threads for share in thread.places), default=0.0) or 1.0
    rows = tuple(
        (plain(thread.name), *(Cell((Run(percent(share)),), share / most) for share in thread.places))
        for thread in threads
    )
    tenths = max((len(thread.places) for thread in threads), default=0)
    heads = ("Mechanisme", *(f"{place}e" for place in range(1, tenths + 1)))
    return Table(heads, rows, tuple(range(1, tenths + 1)))


def sections(threads: Sequence[Thread], refer: References) -> Table:
    """Return the headings under which a mechanism stands most."""
    rows = tuple(
        (
            plain(thread.name),
            Cell((refer.heading(source, page, heading),)),
            plain(source.title),
            plain(number(count)),
        )
        for thread in threads
        for source, page, heading, count in thread.sections
    )
    return Table(("Mechanisme", "Kop", "Rapport", "Passages"), rows, (3,))


def named(threads: Sequence[Thread]) -> Table:
    """Return who is named with which mechanism."""
    rows = tuple(
        (plain(one.organisation), plain(thread.name), plain(number(one.passages)), plain(number(one.reports)))
        for thread in threads
        for one in thread.named
    )
    return Table(("Organisatie", "Mechanisme", "Passages", "Rapporten"), rows, (2, 3))


def unread(files: Sequence[tuple[str, str, str]]) -> Table:
    """Return the files that were not read, and why."""
    return Table(("Bestand", "Status", "Melding"), tuple(tuple(map(plain, row)) for row in files))


def quality(codes: Sequence[CodeQuality]) -> Table:
    """Return how well each code is assigned."""
    rows = tuple(
        (
            plain(code.name),
            plain(code.kind),
            plain(percent(code.precision)),
            plain(percent(code.recall)),
            plain(_interval(code.f1)),
            plain(number(code.passages)),
        )
        for code in codes
    )
    heads = ("Code", "Soort", "Juist (precision)", "Gevonden (recall)", "F1 (95 %-interval)", "Passages")
    return Table(heads, rows, (2, 3, 4, 5))


def sources(synthesis: Synthesis, refer: References) -> Table:
    """Return the reports that are shown, by number."""
    read = [synthesis.sources[place] for place in most_telling(synthesis, MOST_REPORTS)]
    rows = tuple(
        (
            plain(str(source.number)),
            Cell((refer.report(source),)),
            plain(source.document),
            plain(number(source.pages)),
            plain(number(source.sentences)),
        )
        for source in read
    )
    return Table(("Nr.", "Rapport", "Bestand", "Pagina’s", "Zinnen"), rows, (0, 3, 4))


def making(facts: Sequence[tuple[str, str]]) -> Table:
    """Return how the synthesis was made."""
    return Table(("Wat", "Waarde"), tuple((plain(label), plain(value)) for label, value in facts))


def _verdict(presence: Presence) -> Cell:
    sure = "> 99 %" if presence.certainty >= _NEARLY else percent(presence.certainty)
    return Cell((Run(f"{presence.verdict} ({sure})"),), _HEAT[presence.verdict])


def _chance(chance: float) -> str:
    return f"< {number(_SMALL_CHANCE, digits=3)}" if chance < _SMALL_CHANCE else number(chance, digits=3)


def _interval(estimate: Estimate | None) -> str:
    if estimate is None:
        return "–"
    value, low, high = (number(part, digits=2) for part in (estimate.value, estimate.low, estimate.high))
    return f"{value} ({low} tot {high})"
