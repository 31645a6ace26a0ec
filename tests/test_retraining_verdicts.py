"""Which differences between two models count: corrected for how many are looked at."""

from collections.abc import Sequence

import polars as pl
import pytest

from pipeline.retraining.comparison import Comparison, Verdict
from pipeline.retraining.measure import ALL, MEAN, REST, TABLE_SCHEMA
from pipeline.retraining.shown import comparison_tables


def row(
    code: str, difference: float, chance: float | None, *, part: str = ALL, kind: str = "mechanisme"
) -> dict[str, object]:
    figures = {"ap_verschil": difference, "ap_ondergrens": difference, "ap_bovengrens": difference, "ap_kans": chance}
    return {"deel": part, "documenten": 20, "soort": kind, "code": code, "aantal": 5, "nieuw": 0, **figures}


def compared(rows: Sequence[dict[str, object]]) -> Comparison:
    return Comparison(pl.DataFrame(rows, schema=TABLE_SCHEMA))


def test_a_code_alone_is_judged_by_its_own_chance() -> None:
    assert compared([row("bomen", 0.1, 0.03)]).codes(Verdict.BETTER) == ["bomen"]


def test_among_ten_codes_the_same_chance_shows_nothing() -> None:
    rows = [row(f"c{number}", 0.1, 0.03) for number in range(10)]
    assert compared(rows).codes(Verdict.BETTER) == []
    assert len(compared(rows).codes(Verdict.SAME)) == 10
    sure = [row("zeker", -0.1, 0.002), *rows[1:]]
    assert compared(sure).codes(Verdict.WORSE) == ["zeker"]


def test_a_code_that_nobody_gave_shows_nothing_and_does_not_count() -> None:
    rows = [row("bomen", 0.1, 0.03), row("nooit", 0.0, None)]
    assert compared(rows).codes(Verdict.BETTER) == ["bomen"]


@pytest.mark.parametrize(
    ("chances", "worse"),
    [((0.03, 0.8, 0.8, 0.8), False), ((0.01, 0.8, 0.8, 0.8), True), ((0.8, 0.8, 0.8, 0.012), True)],
)
def test_four_means_are_looked_at_and_their_chances_corrected(chances: Sequence[float], worse: bool) -> None:
    places = [(part, kind) for part in (ALL, REST) for kind in ("mechanisme", "rol")]
    rows = [
        row(MEAN, -0.05, chance, part=part, kind=kind) for (part, kind), chance in zip(places, chances, strict=True)
    ]
    assert compared(rows).worse is worse


def test_a_drop_that_is_nobodys_concern_is_not_worse() -> None:
    assert not compared([row(MEAN, -0.001, 0.002)]).worse


def test_columns_in_the_terminal_have_names_of_their_own() -> None:
    (table,) = comparison_tables(compared([row("bomen", 0.1, 0.03)])).values()
    assert table.columns == ["code", "n", "new", "F1", "F1 difference", "AP", "AP difference"]
