"""What a claim rests on, written behind it: the place in a report, or the table that has the figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.report.elements import Line, Paragraph, Quote, Run
from pipeline.report.links import Links, has_pages
from pipeline.synthesis.dutch import listed, number, percent
from pipeline.synthesis.records import Claim, Evidence, Source

_MOST_REPORTS = 20
_BY_OCR = ", van een afbeelding gelezen"


@dataclass(frozen=True, slots=True)
class References:
    """Writes references with these links."""

    links: Links

    def sentence(self, claim: Claim) -> Line:
        """Return a claim and behind it, before its full stop, what it rests on: 'Het regent (2, p. 3; weer.csv).'."""
        rests_on = self._rests_on(claim)
        if not rests_on:
            return (Run(claim.text),)
        text = claim.text.removesuffix(".")
        return (Run(f"{text} ("), *rests_on, Run(")" + claim.text[len(text) :]))

    def paragraph(self, claims: Iterable[Claim]) -> Paragraph:
        """Return claims as one paragraph."""
        return Paragraph(tuple(self.sentence(claim) for claim in claims))

    def numbers(self, evidence: Sequence[Evidence]) -> Line:
        """Return '1, p. 3; 4, p. 2': each place in the reports once, by the number of the report."""
        return _joined(self._places(evidence))

    def quote(self, evidence: Evidence, *, with_chance: bool = False) -> Quote:
        """Return the words of a report with its title and page; ``with_chance`` adds the probability of the code."""
        where = Run(f"{evidence.source.title}{_place(evidence)}", self._address(evidence))
        chance = f", kans {percent(evidence.score)}" if with_chance else ""
        people = f", gecodeerd door {listed(evidence.coders)}" if evidence.coders else ""
        after = chance + people + (_BY_OCR if evidence.by_ocr else "")
        rest = (Run(after),) if after else ()
        return Quote(evidence.text, (where, *rest))

    def report(self, source: Source) -> Run:
        """Return the title of a report as a link to its first page."""
        return Run(source.title, self.links.to(source.document, 1))

    def reports(self, sources: Sequence[Source]) -> Line:
        """Return the titles of reports as links, the first ones only when there are many."""
        runs = [self.report(source) for source in sources[:_MOST_REPORTS]]
        if len(sources) > _MOST_REPORTS:
            runs.append(Run(f"en nog {number(len(sources) - _MOST_REPORTS)} andere (aanwezigheid.csv)"))
        return _joined(runs, ", ")

    def heading(self, source: Source, page: int, text: str) -> Run:
        """Return a heading in a report as a link to its page."""
        return Run(text, self.links.to(source.document, page))

    def _rests_on(self, claim: Claim) -> Line:
        table = (Run(f"{claim.table}.csv"),) if claim.table else ()
        return _joined([*self._places(claim.evidence), *table])

    def _places(self, evidence: Sequence[Evidence]) -> list[Run]:
        places = dict.fromkeys((f"{one.source.number}{_page(one)}", self._address(one)) for one in evidence)
        return [Run(text, link) for text, link in places]

    def _address(self, evidence: Evidence) -> str:
        return self.links.to(evidence.source.document, evidence.page)


def _page(evidence: Evidence) -> str:
    return f", p. {evidence.page}" if has_pages(evidence.source.document) else ""


def _place(evidence: Evidence) -> str:
    """Without pages the heading tells where to look."""
    return _page(evidence) or (f", ‘{evidence.section}’" if evidence.section else "")


def _joined(runs: Sequence[Run], mark: str = "; ") -> Line:
    joined: list[Run] = []
    for run in runs:
        joined += [Run(mark), run] if joined else [run]
    return tuple(joined)
