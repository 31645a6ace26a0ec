"""One mechanism in the written report: what is said of it, in whose words, and what speaks against it."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from pipeline.report.elements import Element, Heading, Line, Listing, Paragraph, Run
from pipeline.report.references import References
from pipeline.synthesis.dutch import of_things, percent
from pipeline.synthesis.records import Evidence, RoleShare, Theme, Thread


def thread_elements(thread: Thread, refer: References) -> Iterator[Element]:
    """Give the elements of a mechanism; its heading is of the third level."""
    yield Heading(3, thread.name)
    yield refer.paragraph(thread.claims)
    if thread.words:
        yield Paragraph(((Run("Kenmerkende woorden: ", strong=True), Run(", ".join(thread.words))),))
    yield from _under("In de woorden van de rapporten", (refer.quote(quote) for quote in thread.quotes))
    shown = set(thread.quotes)
    roles = [role for role in thread.roles if role.passages]
    yield from _listed("Waar het over gaat", [_theme(theme, refer, shown) for theme in thread.themes])
    yield from _listed("Welke rol de passages hebben", [_role(role, refer, shown) for role in roles])
    yield from _counter(thread, refer)


def _counter(thread: Thread, refer: References) -> Iterator[Element]:
    """Give what does not fit: the reports that are silent, and the passages that say the opposite."""
    silent = [cell.source for cell in thread.cells if cell.verdict == "stil"]
    items = [(Run("Oordeel ‘stil’: ", strong=True), *refer.reports(silent))] if silent else []
    against = [refer.quote(quote) for quote in thread.contradictions]
    yield from _under("Tegengeluid", [*([Listing(tuple(items))] if items else []), *against])


def _under(heading: str, elements: Iterable[Element]) -> Iterator[Element]:
    found = list(elements)
    if found:
        yield Heading(4, heading)
        yield from found


def _listed(heading: str, items: Sequence[Line]) -> Iterator[Element]:
    yield from _under(heading, [Listing(tuple(items))] if items else [])


def _theme(theme: Theme, refer: References, shown: AbstractSet[Evidence]) -> Line:
    passages = of_things(theme.passages, "passage", "passages")
    reports = of_things(theme.reports, "rapport", "rapporten")
    found = Run(f": {passages} in {reports}")
    return (Run(theme.name, strong=True), found, *_example(theme.quotes, refer, shown))


def _role(role: RoleShare, refer: References, shown: AbstractSet[Evidence]) -> Line:
    found = Run(f": {of_things(role.passages, 'passage', 'passages')} ({percent(role.share)})")
    return (Run(role.name, strong=True), found, *_example(role.quotes, refer, shown))


def _example(quotes: Sequence[Evidence], refer: References, shown: AbstractSet[Evidence]) -> Line:
    """Return one quote in full, if it can be one that was not shown before, and where all of them stand."""
    if not quotes:
        return ()
    example = next((quote for quote in quotes if quote not in shown), quotes[0])
    return (Run(f", zoals: “{example.text}” ("), *refer.numbers((example, *quotes)), Run(")"))
