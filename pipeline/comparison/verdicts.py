"""The verdicts on many differences at once.

Each interval holds for its own difference with 95 % certainty; the verdicts are corrected by the method of Holm (1979),
which keeps the chance of even one wrong 'hoger' or 'lager' among all verdicts of one kind below 5 %. So an interval may
leave 0 out while the verdict is that no difference was shown.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.comparison.level import LEVEL, holm
from pipeline.comparison.records import Difference, Verdict


def judged(differences: Sequence[Difference]) -> list[Difference]:
    """Return the differences with their verdicts, corrected for how many there are."""
    known = [one.chance for one in differences if one.chance is not None]
    adjusted = iter(holm(known))
    return [one if one.chance is None else _decided(one, next(adjusted)) for one in differences]


def _decided(one: Difference, adjusted: float) -> Difference:
    assert one.change is not None
    verdict = Verdict.HIGHER if one.change.value > 0 else Verdict.LOWER
    return replace(one, adjusted=adjusted, verdict=verdict if adjusted < LEVEL else Verdict.NOT_SHOWN)
