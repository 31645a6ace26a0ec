"""Who is compared with whom, and about what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pipeline.agreement.measures import MISSING, Labels, Values, masi, nominal
from pipeline.agreement.panel import MODEL, Opinion, Panel
from pipeline.codebook import Codebook
from pipeline.codings import CONSENSUS

MECHANISM, ROLE = "mechanisme", "rol"
ALL_MECHANISMS, ALL_ROLES = "alle mechanismen", "alle rollen"
PEOPLE, WITH_MODEL, WITH_CONSENSUS = "codeurs", "codeur en model", "met consensus"
NO, YES = 0, 1


@dataclass(frozen=True)
class Question:
    """One thing on which coders agree or not: ``labels`` (n, c) are rows of ``distances`` (k, k), or `MISSING`.

    ``kind`` is `MECHANISM` or `ROLE`. ``code`` is one of the codebook, which was given or not, or all of a kind.
    """

    kind: str
    code: str
    name: str
    labels: Labels
    distances: Values

    @property
    def yes_or_no(self) -> bool:
        """Whether it is about one code."""
        return self.code not in (ALL_MECHANISMS, ALL_ROLES)


@dataclass(frozen=True)
class Group:
    """Coders who are compared: each of ``sides`` holds columns of coders that are taken together.

    With more than one, they are put under each other: everyone with the model is one comparison of two.
    """

    kind: str
    coders: tuple[str, ...]
    sides: tuple[tuple[int, ...], ...]

    def of(self, labels: Labels) -> Labels:
        """Return (n * sides, coders of a side): what is compared."""
        return np.vstack([labels[:, list(columns)] for columns in self.sides])

    @property
    def pair(self) -> bool:
        """Whether two are compared."""
        return len(self.sides[0]) == 2


def coders_of(panel: Panel) -> tuple[str, ...]:
    """Return who has a column: the people, then the model, then the consensus."""
    return (*panel.people, MODEL, CONSENSUS)


def groups_of(panel: Panel) -> list[Group]:
    """Return all people together, all of them with the model, then every pair, also with the consensus."""
    people, model, consensus = tuple(range(len(panel.people))), len(panel.people), len(panel.people) + 1
    names = coders_of(panel)
    found = [Group(PEOPLE, panel.people, (people,))] if len(people) > 1 else []
    if len(people) > 1:
        found.append(Group(WITH_MODEL, (" + ".join(panel.people), MODEL), tuple((one, model) for one in people)))
    pairs = [(PEOPLE, pair) for pair in combinations(people, 2) if len(people) > 2]
    pairs += [(WITH_MODEL, (one, model)) for one in people]
    pairs += [(WITH_CONSENSUS, (one, consensus)) for one in (*people, model)]
    return [*found, *(Group(kind, (names[a], names[b]), ((a, b),)) for kind, (a, b) in pairs)]


def questions(panel: Panel, codebook: Codebook) -> list[Question]:
    """Return what can be agreed on: every mechanism, all of them as a set, every role, and the role as a whole."""
    sets = sorted({opinion.mechanisms for unit in panel.units for opinion in unit.opinions.values()})
    roles, by_role = codebook.roles, [(code, _labels(panel, _has_role(code.code))) for code in codebook.rol]
    return [
        *(
            Question(MECHANISM, code.code, code.naam, _labels(panel, _has_mechanism(code.code)), nominal(2))
            for code in codebook.mechanisme
        ),
        Question(MECHANISM, ALL_MECHANISMS, "", _labels(panel, lambda one: sets.index(one.mechanisms)), masi(sets)),
        *(Question(ROLE, code.code, code.naam, labels, nominal(2)) for code, labels in by_role),
        Question(ROLE, ALL_ROLES, "", _labels(panel, lambda one: _place(roles, one.role)), nominal(len(roles))),
    ]


def drawn_at_random(panel: Panel) -> NDArray[np.bool_]:
    """Return (n, c): whether the passage came to the coder by a random draw."""
    return np.equal(_labels(panel, lambda opinion: YES if opinion.random else NO), YES)


def _labels(panel: Panel, value: Callable[[Opinion], int]) -> Labels:
    coders = coders_of(panel)
    rows = [
        [value(unit.opinions[coder]) if coder in unit.opinions else MISSING for coder in coders] for unit in panel.units
    ]
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(coders))


def _has_mechanism(code: str) -> Callable[[Opinion], int]:
    return lambda opinion: YES if code in opinion.mechanisms else NO


def _has_role(code: str) -> Callable[[Opinion], int]:
    return lambda opinion: (YES if opinion.role == code else NO) if opinion.role else MISSING


def _place(roles: Sequence[str], role: str) -> int:
    return roles.index(role) if role else MISSING
