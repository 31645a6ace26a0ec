"""What a table of agreement is called, in English for the terminal and in Dutch for the report."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.agreement.enough import Verdict
from pipeline.agreement.groups import ALL_MECHANISMS, ALL_ROLES, PEOPLE, WITH_MODEL

INTERVAL = "interval"
SUMMARY = ("code", "alfa", "interval", "gegeven", "passages", "oordeel")
OF_TWO = ("code", "kappa", "interval", "gelijk", "eens_wel", "gegeven", "passages")


@dataclass(frozen=True)
class Wording:
    """``groups`` are titles per kind of comparison with a place for {coders}, ``size`` one for {passages}, {documents}.

    ``values`` are other names of cells, ``heads`` of columns. ``comma`` says that it stands in place of the point,
    ``beside`` that intervals have a column of their own and are not in brackets behind the figure.
    """

    groups: Mapping[str, str]
    pair: str
    size: str
    random: str
    to: str
    comma: bool
    beside: bool
    heads: Mapping[str, str]
    values: Mapping[str, str]

    def figure(self, value: float | None) -> str:
        """Return a figure to two decimals; a dash for one that cannot be worked out."""
        if value is None:
            return "-"
        text = f"{value:.2f}".replace("-0.00", "0.00")
        return text.replace(".", ",") if self.comma else text

    def interval(self, low: float | None, high: float | None) -> str:
        """Return both bounds as text; a dash where there are none."""
        return "-" if low is None or high is None else f"{self.figure(low)} {self.to} {self.figure(high)}"


ENGLISH = Wording(
    groups={PEOPLE: "People with each other: {coders}", WITH_MODEL: "People with the model: {coders}"},
    pair="Cohen's kappa: {coders}",
    size=" (passages: {passages}, documents: {documents})",
    random=", drawn at random ('willekeurig')",
    to="to",
    comma=False,
    beside=True,
    heads={
        "alfa": "alpha",
        "interval": "95 % interval",
        "gegeven": "given",
        "passages": "n",
        "oordeel": "verdict",
        "gelijk": "same",
        "eens_wel": "both",
    },
    values={
        ALL_MECHANISMS: "all mechanisms",
        ALL_ROLES: "all roles",
        Verdict.TOO_FEW: "too few to say",
        Verdict.POOR: "poor",
        Verdict.MODERATE: "moderate",
        Verdict.GOOD: "good",
    },
)
DUTCH = Wording(
    groups={PEOPLE: "Codeurs onderling: {coders}", WITH_MODEL: "Codeurs met het model: {coders}"},
    pair="{coders}",
    size=" (passages: {passages}, documenten: {documents})",
    random=", willekeurig getrokken",
    to="tot",
    comma=True,
    beside=False,
    heads={"eens_wel": "eens wel"},
    values={},
)
