"""Estimates of the number of sentences that truly have a code."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.model.score_bins import ScoreBins
from pipeline.quantify import estimate

SURE = ScoreBins((0.5,), (1, 999), (1000, 0), (9000, 0))
DOUBTFUL = ScoreBins((0.2, 0.5), (30, 30, 40), (700, 60, 15), (5700, 110, 20))


def test_a_classifier_that_hardly_errs_is_believed() -> None:
    found = estimate(np.array([[95, 5], [100, 0]]), SURE)
    low, high = found.interval
    assert found.mean == pytest.approx([5, 0], abs=0.3)
    assert low[0] > 3
    assert high[0] < 7
    assert found.at_least(np.array([3, 3])) == pytest.approx([1, 0], abs=0.01)


def test_missed_sentences_are_added_and_false_hits_taken_away() -> None:
    # Of 300 sentences 5.1 would be in the two upper bins without one that has the code.
    few, many = estimate(np.array([[295, 4, 1], [210, 45, 45]]), DOUBTFUL).mean
    assert few < 3
    assert many > 60


def test_two_bins_come_close_to_the_adjusted_count() -> None:
    bins = ScoreBins((0.5,), (50, 950), (990, 10), (9900, 100))
    (mean,) = estimate(np.array([[780, 220]]), bins).mean
    assert mean == pytest.approx(1000 * (0.22 - 0.01) / (0.95 - 0.01), rel=0.05)


def test_every_sentence_that_looks_more_like_it_makes_the_number_higher() -> None:
    found = estimate(np.array([[100 - n, 0, n] for n in range(12)]), DOUBTFUL)
    assert (np.diff(found.mean) > 0).all()
    assert (np.diff(found.at_least(np.full(12, 3))) > 0).all()


def test_intervals_hold_the_truth_and_the_mean_is_right_on_reports_that_are_drawn() -> None:
    rng = np.random.default_rng(7)
    having, beside, _ = DOUBTFUL.shares
    bins = replace(DOUBTFUL, elsewhere=DOUBTFUL.beside)
    true = rng.binomial(150, rng.beta(0.5, 5, size=400))
    counts = np.array([rng.multinomial(t, having) + rng.multinomial(150 - t, beside) for t in true])
    found = estimate(counts, bins)
    low, high = found.interval
    assert ((low <= true) & (true <= high)).mean() > 0.95
    assert (found.mean - true).mean() == pytest.approx(0, abs=1.5)
    assert np.abs(found.mean - true).mean() < np.abs(counts[:, 1:].sum(axis=1) - true).mean()


def test_more_false_hits_where_the_code_is_absent_make_it_less_likely() -> None:
    noisy = replace(DOUBTFUL, elsewhere=(5000, 600, 230))
    counts = np.array([[95, 2, 3]])
    assert estimate(counts, noisy).mean < estimate(counts, DOUBTFUL).mean


def test_a_report_without_sentences_has_none() -> None:
    found = estimate(np.zeros((1, 3), dtype=np.int64), DOUBTFUL)
    low, high = found.interval
    assert (found.mean[0], found.spread[0], low[0], high[0]) == (0, 0, 0, 0)
    assert found.at_least(np.array([1]))[0] == 0


def test_no_reports_give_no_estimates() -> None:
    found = estimate(np.zeros((0, 3), dtype=np.int64), DOUBTFUL)
    assert found.mean.shape == found.at_least(np.zeros(0, dtype=np.int64)).shape == found.interval[0].shape == (0,)


def test_there_are_never_more_than_there_are_sentences() -> None:
    found = estimate(np.array([[0, 0, 2]]), DOUBTFUL)
    assert found.interval[1][0] <= 2
    assert found.at_least(np.array([3]))[0] == 0


def test_a_code_of_which_nothing_is_known_may_or_may_not_be_there() -> None:
    found = estimate(np.array([[200]]), ScoreBins((), (0,), (0,), (500,)))
    assert found.spread[0] > 10
    assert 0.1 < found.at_least(np.array([3]))[0] < 0.9


def test_a_report_is_judged_by_itself() -> None:
    counts = np.random.default_rng(3).multinomial(120, [0.9, 0.06, 0.04], size=1100)
    together = estimate(counts, DOUBTFUL)
    alone = estimate(counts[777:778], DOUBTFUL)
    assert alone.mean[0] == pytest.approx(together.mean[777], rel=1e-9)
    assert alone.spread[0] == pytest.approx(together.spread[777], rel=1e-9)
