"""Rows that cannot be used: what stops a training, and what is only not learnt from."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.checking.findings import Finding, Kind, finding
from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.codings.backup import journals
from pipeline.codings.cells import RowError
from pipeline.codings.coders import same_coder
from pipeline.codings.columns import from_row
from pipeline.codings.find import Found, Located
from pipeline.codings.torn import whole_length
from pipeline.spreadsheet import parse_csv


def row_findings(found: Found, standing: list[Located]) -> Iterator[Finding]:
    """Yield the faults of rows and files, and what is not learnt from; ``standing`` are the codings that hold."""
    for fault in found.faults:
        yield Finding(Kind.FAULT, fault.dutch, file=fault.path.name, line=fault.line or 0)
    documents = {located.passage.document for located in standing}
    if len(documents) < 2:
        yield Finding(
            Kind.FAULT,
            f"de passages komen uit {len(documents)} document(en); om te meten zijn er ten minste 2 nodig",
            "codeer passages uit nog een document",
        )
    yield from _unusable(found, standing)


def vanished(folder: Path, found: Found, codebook: Codebook) -> Iterator[Finding]:
    """Yield decisions that were saved and no longer stand in any file of the folder."""
    there = {_moment_of(located.passage) for located in found.decisions}
    for journal in journals(folder):
        data = journal.read_bytes()
        for line, row in parse_csv(data[: whole_length(data)], journal)[1]:
            try:
                decision = from_row(row, codebook)
            except RowError:  # of another codebook than this
                continue
            if _moment_of(decision) not in there:
                what = "dit besluit is opgeslagen, maar staat in geen bestand meer"
                yield finding(Kind.VANISHED, Located(decision, journal, line), what, "zet de rij terug, of laat het zo")


def _moment_of(passage: CodedPassage) -> tuple[object, ...]:
    return *passage.passage_key, same_coder(passage.coder), passage.coded_at


def _unusable(found: Found, standing: list[Located]) -> Iterator[Finding]:
    for path in found.torn:
        what = "de laatste rij is afgebroken bij het opslaan en nooit bevestigd; zij telt niet mee"
        yield Finding(Kind.UNUSABLE, what, "de volgende keer opslaan zet haar apart", file=path.name)
    first = dict(reversed(found.without_coder))
    for path, count in Counter(path for path, _ in found.without_coder).items():
        what = f"{count} {'rij' if count == 1 else 'rijen'} zonder coder, de eerste op deze regel: niet om van te leren"
        yield Finding(Kind.UNUSABLE, what, "vul bij wat u beoordeelde uw naam in", file=path.name, line=first[path])
    for located in standing:
        if not any(map(str.isalpha, located.passage.text)):
            yield finding(Kind.UNUSABLE, located, "in de tekst staat geen woord", "trek deze codering in")
