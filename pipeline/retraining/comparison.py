"""What came of comparing two models: the figures, the verdict, or why there was nothing to compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import polars as pl

from pipeline.comparison.level import LEVEL, holm
from pipeline.retraining.measure import ALL, CHANGED, MEAN, REST, TABLE_SCHEMA

# A drop of less is nobody's concern, however many documents show it.
LEAST_DROP = 0.002


class Absent(StrEnum):
    """Why there is no comparison."""

    NO_MODEL = "no model"
    CODEBOOK = "codebook"
    VECTORS = "vectors"
    SETTINGS = "settings"
    SOFTWARE = "software"
    DAMAGED = "damaged"


class Verdict(StrEnum):
    """What a difference shows: of a mean or a code, at the 5 % level."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


@dataclass(frozen=True)
class Comparison:
    """The ``table`` (`measure.TABLE_SCHEMA`) of two models, without rows when they could not be compared."""

    table: pl.DataFrame
    absent: Absent | None = None

    @classmethod
    def impossible(cls, absent: Absent) -> "Comparison":
        """Return what is known when nothing can be compared."""
        return cls(pl.DataFrame(schema=TABLE_SCHEMA), absent)

    @classmethod
    def from_card(cls, kept: dict[str, Any]) -> "Comparison":
        """Read it back from a model card."""
        absent = Absent(kept["absent"]) if kept["absent"] else None
        return cls(pl.DataFrame(kept["table"], schema=TABLE_SCHEMA), absent)

    def for_card(self) -> dict[str, Any]:
        """Return it as plain data for JSON."""
        return {"absent": self.absent, "table": self.table.to_dicts()}

    @property
    def worse(self) -> bool:
        """Whether the model after should not take the place of the one before.

        So when the mean average precision of the mechanisms, or that of the roles, has dropped beyond chance and by at
        least `LEAST_DROP`, on all documents or on those where nothing was coded anew; the p-values of these tests are
        corrected for their number. Not so when it has risen beyond chance where people coded anew: then it learnt what
        they wanted it to learn. F1 does not count, since it hangs on a threshold that is chosen anew each time.
        """
        tests = [*self._means(ALL), *self._means(REST)]
        judged = zip(tests, _corrected(tests), strict=True)
        dropped = [
            row["soort"] for row, found in judged if found is Verdict.WORSE and row["ap_verschil"] <= -LEAST_DROP
        ]
        return any(not self._risen_where_coded(kind) for kind in dropped)

    @property
    def disputed(self) -> bool:
        """Whether documents with new codings got better beyond chance and the others worse: coders may differ.

        F1 counts here too: it is the first to suffer when two ways of coding stand side by side.
        """
        worse = [row["soort"] for row in self._means(REST) if _dropped(row) or _dropped(row, "f1")]
        return any(self._risen_where_coded(kind) for kind in worse)

    def codes(self, verdict: Verdict) -> list[str]:
        """Return the codes of which the average precision on all documents shows this, corrected for their number."""
        rows = self.table.filter(pl.col("deel") == ALL, pl.col("code") != MEAN).to_dicts()
        return [row["code"] for row, found in zip(rows, _corrected(rows), strict=True) if found is verdict]

    def _means(self, part: str) -> list[dict[str, Any]]:
        return self.table.filter(deel=part, code=MEAN).to_dicts()

    def _risen_where_coded(self, kind: str) -> bool:
        return any(verdict_of(row) is Verdict.BETTER for row in self._means(CHANGED) if row["soort"] == kind)


def verdict_of(row: dict[str, Any], measure: str = "ap") -> Verdict:
    """Return what a row shows of a measure by its own interval; a code that nobody gave shows nothing."""
    low, high = row[f"{measure}_ondergrens"], row[f"{measure}_bovengrens"]
    if low is not None and low > 0:
        return Verdict.BETTER
    return Verdict.WORSE if high is not None and high < 0 else Verdict.SAME


def _corrected(rows: Sequence[dict[str, Any]]) -> list[Verdict]:
    """What each row shows of average precision, with its p-value corrected for all rows by the method of Holm."""
    adjusted = iter(holm([row["ap_kans"] for row in rows if row["ap_kans"] is not None]))
    shown = [row["ap_kans"] is not None and next(adjusted) < LEVEL for row in rows]
    return [_direction(row) if sure else Verdict.SAME for row, sure in zip(rows, shown, strict=True)]


def _direction(row: dict[str, Any]) -> Verdict:
    return Verdict.BETTER if row["ap_verschil"] > 0 else Verdict.WORSE


def _dropped(row: dict[str, Any], measure: str = "ap") -> bool:
    return verdict_of(row, measure) is Verdict.WORSE and row[f"{measure}_verschil"] <= -LEAST_DROP
