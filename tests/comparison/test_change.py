"""Statistics of differences: worked out by hand, and held against simulations in which the truth is known."""

import numpy as np
import pytest

from pipeline.comparison import change
from pipeline.comparison.change import Ratio, Values, difference, ratios
from pipeline.comparison.level import holm
from pipeline.comparison.presence import difference_of_presence, wilson
from pipeline.comparison.records import Difference, Verdict
from pipeline.comparison.verdicts import judged
from pipeline.synthesis.records import Estimate


def one_ratio(counts: list[float], totals: list[float], variances: list[float] | None = None) -> Ratio:
    columns = [
        np.array(column, dtype=np.float64)[:, None] for column in (counts, totals, variances or [0] * len(counts))
    ]
    (found,) = ratios(*columns, seed=1)
    assert found is not None
    return found


def assert_close(found: Estimate | None, value: float, low: float, high: float) -> None:
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=1e-4)


def test_a_share_is_what_was_counted_over_what_there_is() -> None:
    assert one_ratio([1, 3], [10, 30]).value == pytest.approx(4 / 40)


def test_the_deviation_of_a_mean_is_that_of_a_sample() -> None:
    counts = [1.0, 4.0, 2.0, 7.0, 3.0]
    expected = np.std(counts, ddof=1) / 5**0.5 / 100  # per sentence: 100 of them in each report
    assert one_ratio(counts, [100] * 5).deviation == pytest.approx(expected, rel=0.05)


def test_errors_of_the_classifier_add_to_the_deviation() -> None:
    assert one_ratio([2] * 5, [100] * 5).deviation == pytest.approx(0)
    # Four reports are drawn, each with an error of variance 9, on 400 sentences.
    assert one_ratio([2] * 5, [100] * 5, [9] * 5).deviation == pytest.approx((4 * 9) ** 0.5 / 400, rel=0.05)


def test_reports_of_one_size_count_in_full_and_one_giant_counts_as_one() -> None:
    assert one_ratio([1] * 8, [50] * 8).degrees == pytest.approx(7)
    assert one_ratio([1] * 8, [1e6] + [1.0] * 7).degrees == pytest.approx(0, abs=1e-3)


def test_the_interval_is_that_of_student() -> None:
    assert_close(Ratio(0.2, 0.01, 9).estimate, 0.2, 0.2 - 0.02262, 0.2 + 0.02262)


def test_an_interval_stays_within_what_a_share_can_be() -> None:
    assert Ratio(0.01, 0.05, 9).estimate.low == 0
    assert Ratio(0.99, 0.05, 9).estimate.high == 1


def test_one_report_says_nothing_of_others() -> None:
    alone = one_ratio([3], [100], [1])
    assert alone.estimate == Estimate(0.03, 0, 1)
    (found,) = judged([difference(alone, one_ratio([30] * 20, [100] * 20))])
    assert_close(found.change, 0.27, -1, 1)
    assert found.verdict is Verdict.UNKNOWN


def test_nothing_to_count_gives_no_share() -> None:
    empty = np.zeros((0, 2))
    assert ratios(empty, empty, empty, seed=1) == [None, None]
    zeros = np.zeros((3, 1))
    assert ratios(zeros, zeros, zeros, seed=1) == [None]
    assert judged([difference(None, Ratio(0.5, 0.1, 5))])[0].verdict is Verdict.UNKNOWN


def test_reports_in_which_there_is_nothing_do_no_harm() -> None:
    found = one_ratio([1, 2, 0, 0], [10, 10, 0, 0])
    assert found.value == pytest.approx(0.15)
    assert np.isfinite(found.deviation)


def test_two_sides_are_put_together_as_welch_has_it() -> None:
    found = difference(Ratio(0.10, 0.02, 4), Ratio(0.20, 0.03, 9)).change
    # Variances 4e-4 and 9e-4: (13e-4)**2 / (16e-8 / 4 + 81e-8 / 9) = 13 degrees of freedom, t = 2.1604.
    margin = 2.1604 * 0.0013**0.5
    assert_close(found, 0.1, 0.1 - margin, 0.1 + margin)


def test_wilson_for_three_of_ten() -> None:
    assert_close(wilson(np.array([1.0] * 3 + [0.0] * 7)), 0.3, 0.1078, 0.6032)
    assert wilson(np.zeros(0)) is None


def test_agresti_and_caffo_for_eight_and_two_of_ten() -> None:
    two, eight = (np.arange(10) < number for number in (2, 8))
    found = difference_of_presence(two.astype(float), eight.astype(float))
    # 9/12 less 3/12, with a variance of 2 * 0.75 * 0.25 / 12.
    margin = 1.96 * (2 * 0.75 * 0.25 / 12) ** 0.5
    assert_close(found.change, 0.6, 0.5 - margin, 0.5 + margin)
    assert found.chance == pytest.approx(0.00468, abs=1e-4)  # z = 2.8284


def test_presence_on_a_side_without_reports_cannot_be_said() -> None:
    assert difference_of_presence(np.zeros(0), np.ones(3)).change is None


def test_holm_multiplies_the_smallest_most_and_keeps_the_order() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.9, 0.8]) == [1, 1]
    assert holm([]) == []


def test_one_difference_among_many_must_be_clearer_than_one_alone() -> None:
    clear = difference(Ratio(0.10, 0.01, 50), Ratio(0.135, 0.01, 50))
    same = difference(Ratio(0.10, 0.01, 50), Ratio(0.10, 0.01, 50))
    assert clear.change is not None
    assert clear.change.low > 0
    assert judged([clear])[0].verdict is Verdict.HIGHER
    among = judged([clear, *[same] * 5])
    assert [one.verdict for one in among] == [Verdict.NOT_SHOWN] * 6


def test_the_same_reports_give_the_same_draws_and_the_size_of_a_batch_does_not_matter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = one_ratio([1, 5, 2], [10, 20, 30], [1, 1, 1])
    assert one_ratio([1, 5, 2], [10, 20, 30], [1, 1, 1]) == first
    monkeypatch.setattr(change, "_DRAWN_AT_ONCE", 300)
    assert one_ratio([1, 5, 2], [10, 20, 30], [1, 1, 1]).deviation == pytest.approx(first.deviation, rel=0.1)


@pytest.mark.parametrize("reports", [(8, 8), (12, 40)])
def test_an_interval_holds_the_truth_when_there_is_no_difference(reports: tuple[int, int]) -> None:
    rng = np.random.default_rng(7)
    found = [_simulated(rng, reports, shares=(0.06, 0.06)) for _ in range(300)]
    held = np.mean([one.change.low <= 0 <= one.change.high for one in found if one.change])
    # Two standard errors of 300 draws below 95 %; above it, errors are counted twice (in the estimates and as errors).
    assert held >= 0.925


def test_an_interval_holds_a_difference_that_there_is_and_finds_it() -> None:
    rng = np.random.default_rng(8)
    found = [_simulated(rng, (30, 30), shares=(0.03, 0.10)) for _ in range(200)]
    assert np.mean([one.change.low <= 0.07 <= one.change.high for one in found if one.change]) >= 0.92
    assert np.mean([judged([one])[0].verdict is Verdict.HIGHER for one in found]) >= 0.9


def _simulated(rng: np.random.Generator, reports: tuple[int, int], shares: tuple[float, float]) -> Difference:
    sides = [_side(rng, *side) for side in zip(reports, shares, strict=True)]
    return difference(*sides)


def _side(rng: np.random.Generator, reports: int, share: float) -> Ratio:
    """Reports of different lengths, whose shares differ too, counted by a classifier that errs."""
    sentences = rng.lognormal(5, 0.6, reports).round() + 5
    true = rng.binomial(sentences.astype(int), rng.beta(20 * share, 20 * (1 - share), reports))
    variance: Values = 0.2 * sentences
    counted = true + rng.normal(0, np.sqrt(variance))
    return one_ratio(list(counted), list(sentences), list(variance))
