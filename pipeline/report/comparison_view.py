"""What the templates ask of a comparison: addresses, names, numbers of evidence, and rows of its tables."""

from collections.abc import Sequence

from pipeline.comparison.mechanism_claims import how_tested, mechanism_claims
from pipeline.comparison.records import Comparison, Difference, MechanismChange, OrganisationChange, Side
from pipeline.report.links import Links
from pipeline.synthesis.dutch import number
from pipeline.synthesis.records import Claim, Evidence, Source

# More rows than this nobody reads on a page: the others stand in the CSV only.
MOST_ROWS = 200
# A name, its address on the page ('' when it has none), and what changed.
Row = tuple[str, str, Difference]


def left_out(rows: Sequence[object]) -> str:
    """Say how many rows stand in the CSV only; '' when none do."""
    more = len(rows) - MOST_ROWS
    return f"De overige {number(more)} staan in vergelijking.csv." if more > 0 else ""


def organisations(found: Comparison) -> list[tuple[str, tuple[OrganisationChange, ...]]]:
    """Return the groups of organisations that hold any, with what a reader calls them."""
    own = found.organisations
    groups = (("Nieuw genoemd", own.new), ("Niet meer genoemd", own.gone), ("Nu bij een ander mechanisme", own.moved))
    return [(name, group) for name, group in groups if group]


def beside(one: OrganisationChange, found: Comparison) -> str:
    """Return the mechanism that an organisation is named with most, and the one of now where that is another."""
    return ", nu ".join(found.names[code] for code in dict.fromkeys(one.mechanisms) if code)


def facts(found: Comparison) -> list[tuple[str, list[str]]]:
    """Return labels and values on both sides, for a reader who wants to repeat it."""
    counts = {
        "Rapporten": [len(side.sources) for side in found.sides],
        "Niet gelezen": [side.unread for side in found.sides],
        "Pagina’s": [side.pages for side in found.sides],
        "Zinnen": [side.sentences for side in found.sides],
        "Passages met een mechanisme": [side.passages for side in found.sides],
    }
    made = {
        "Codeboek": [side.codebook for side in found.sides],
        "Model": [side.model for side in found.sides],
        "Versie": [side.version for side in found.sides],
    }
    return [*((name, [*map(number, values)]) for name, values in counts.items()), *made.items()]


class ComparisonView:
    """A comparison as its page shows it. Numbers of evidence run on through the page in the order of rendering."""

    most = MOST_ROWS
    left_out = staticmethod(left_out)

    def __init__(self, found: Comparison) -> None:
        self.found = found
        self.tested = how_tested(found).text
        self._noted = 0
        self._roles = {role.role: role.name for one in found.mechanisms for role in one.roles}

    @property
    def first(self) -> Side:
        """The side of then."""
        return self.found.sides[0]

    @property
    def second(self) -> Side:
        """The side of now."""
        return self.found.sides[1]

    def by_sentences(self) -> list[Row]:
        """Return the mechanisms by their share of sentences."""
        return [(one.name, f"mechanisme-{one.code}", one.sentences) for one in self.found.mechanisms]

    def by_reports(self) -> list[Row]:
        """Return the mechanisms by their share of reports."""
        return [(one.name, f"mechanisme-{one.code}", one.reports) for one in self.found.mechanisms]

    def by_role(self, one: MechanismChange) -> list[Row]:
        """Return the roles within a mechanism."""
        return [(role.name, "", role.share) for role in one.roles]

    def by_theme(self) -> list[Row]:
        """Return the themes by their share of reports."""
        return [(theme.name, "", theme.reports) for theme in self.found.themes]

    def claims(self, one: MechanismChange) -> tuple[Claim, ...]:
        """Return what is said of a mechanism."""
        return mechanism_claims(one, self.found.sides)

    def organisations(self) -> list[tuple[str, tuple[OrganisationChange, ...]]]:
        """Return the groups of organisations that hold any."""
        return organisations(self.found)

    def beside(self, one: OrganisationChange) -> str:
        """Return the mechanisms that an organisation is named with."""
        return beside(one, self.found)

    def facts(self) -> list[tuple[str, list[str]]]:
        """Return labels and values on both sides."""
        return facts(self.found)

    def role(self, code: str) -> str:
        """Return the name of a role."""
        return self._roles.get(code, code)

    def to(self, source: Source, page: int = 1) -> str:
        """Return the address of a page of a report."""
        return Links(self.found.side_of(source).base).to(source.document, page)

    def number(self, evidence: Sequence[Evidence]) -> range:
        """Return the numbers of the next pieces of evidence."""
        first = self._noted + 1
        self._noted += len(evidence)
        return range(first, self._noted + 1)

    def address_of_table(self, name: str) -> str:
        """Return where a table stands on the page; the names of tables are those of sections."""
        return f"#{name}"
