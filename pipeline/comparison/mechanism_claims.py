"""What is said of one mechanism, and how its differences were tested."""

from pipeline.comparison.records import Comparison, Difference, MechanismChange, Side, Table
from pipeline.synthesis.dutch import number, of_things, percent
from pipeline.synthesis.records import Claim


def how_tested(found: Comparison) -> Claim:
    """Say how many differences were tested and how their verdicts were corrected for it."""
    mechanisms, roles = len(found.mechanisms), sum(len(one.roles) for one in found.mechanisms)
    themes = len(found.themes)
    return Claim(
        f"Getoetst zijn van {of_things(mechanisms, 'mechanisme', 'mechanismen')} het aandeel van de zinnen en dat van "
        f"de rapporten, {of_things(roles, 'aandeel van een rol', 'aandelen van een rol')} en "
        f"{of_things(themes, 'thema', 'thema’s')}. Elke marge geldt met 95 % zekerheid voor het eigen verschil; de "
        "oordelen zijn met de methode van Holm gecorrigeerd voor het aantal toetsen van hun soort. Daardoor kan een "
        "marge nul uitsluiten terwijl het oordeel ‘geen aantoonbaar verschil’ is.",
        table=Table.MECHANISMS,
    )


def mechanism_claims(one: MechanismChange, sides: tuple[Side, Side]) -> tuple[Claim, ...]:
    """Return the sentences on one mechanism: its share of sentences, of reports, and its roles."""
    labels = (sides[0].label, sides[1].label)
    return (
        Claim(f"Aandeel van de zinnen: {_told(one.sentences, labels)}", one.quotes, Table.MECHANISMS),
        Claim(f"Aandeel van de rapporten: {_told(one.reports, labels)}", table=Table.MECHANISMS),
        *(
            Claim(f"Rol ‘{role.name.lower()}’: {_told(role.share, labels)}", table=Table.MECHANISMS)
            for role in one.roles
            if role.share.verdict.is_change
        ),
    )


def points(change: float) -> str:
    """Return a difference between shares in percentage points, with its sign ('+1,5', '−12,0')."""
    size = number(abs(100 * change), digits=1)
    sign = "" if size == "0,0" else "−" if change < 0 else "+"
    return sign + size


def _told(one: Difference, labels: tuple[str, str]) -> str:
    if one.first is None or one.second is None or one.change is None:
        return "niet te zeggen; aan een van beide kanten valt niets te tellen."
    moved = f"{percent(one.first.value)} in {labels[0]}, {percent(one.second.value)} in {labels[1]}"
    margin = f"{points(one.change.value)} procentpunt, marge {points(one.change.low)} tot {points(one.change.high)}"
    return f"{moved}; {one.verdict} ({margin})."


def from_to(one: Difference) -> str:
    """Return 'van 10 % naar 30 %' for a difference of which both sides are known."""
    assert one.first is not None and one.second is not None
    return f"van {percent(one.first.value)} naar {percent(one.second.value)}"
