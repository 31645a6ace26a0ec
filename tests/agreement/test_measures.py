"""Kappa, alpha and specific agreement: published examples, scikit-learn, and their definitions worked out slowly."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, f1_score

from pipeline.agreement.measures import (
    MISSING,
    Tally,
    Values,
    alpha,
    kappa,
    masi,
    nominal,
    resampled,
    same,
    same_of,
    tally,
)

CODINGS = st.lists(st.lists(st.integers(-1, 3), min_size=3, max_size=3), min_size=1, max_size=12)


def tallied(*coders: str, distances: Values) -> Tally:
    """Sums of codings of one character per passage; a point is a passage that the coder did not code."""
    values = sorted(set("".join(coders)) - {"."})
    labels = np.array([[values.index(one) if one != "." else MISSING for one in coder] for coder in coders]).T
    return tally(labels, np.zeros(len(labels), dtype=np.int64), distances).total()


# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: his examples A, B and C with the alphas he gives.
@pytest.mark.parametrize(
    ("coders", "values", "published"),
    [
        (("0100000010", "1110010000"), 2, 0.095),
        (("aabbdcccedda", "babbbccceddd"), 5, 0.692),
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 5, 0.743),
    ],
)
def test_alpha_of_krippendorffs_examples(coders: tuple[str, ...], values: int, published: float) -> None:
    distances = nominal(values)
    assert alpha(tallied(*coders, distances=distances), distances)[0] == pytest.approx(published, abs=0.0005)


def test_kappa_of_cohens_example() -> None:
    # Cohen (1960), A coefficient of agreement for nominal scales: 200 cases, agreed on 0.70, by chance 0.41.
    table = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    pairs = [pair for pair, count in np.ndenumerate(table) for _ in range(count)]
    found = tally(np.array(pairs), np.zeros(200, dtype=np.int64), nominal(3)).total()
    assert kappa(found, nominal(3))[0] == pytest.approx((0.70 - 0.41) / (1 - 0.41))
    assert same(found)[0] == pytest.approx(0.70)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=30))
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    labels = np.array(pairs)
    ours = kappa(tally(labels, np.zeros(len(pairs), dtype=np.int64), nominal(3)).total(), nominal(3))[0]
    if len({value for pair in pairs for value in pair}) == 1:
        assert np.isnan(ours)
    else:
        assert ours == pytest.approx(cohen_kappa_score(labels[:, 0], labels[:, 1]))


@given(CODINGS)
@settings(max_examples=200)
def test_alpha_is_its_definition(codings: list[list[int]]) -> None:
    distances = masi([(), ("a",), ("a", "b"), ("b", "c")])
    found = alpha(tally(np.array(codings), np.zeros(len(codings), dtype=np.int64), distances).total(), distances)[0]
    assert found == pytest.approx(slow_alpha(codings, distances), nan_ok=True)


def slow_alpha(codings: list[list[int]], distances: Values) -> float:
    """1 - observed / expected, over all pairs of values within passages and over all pairs of values."""
    units = [[value for value in unit if value != MISSING] for unit in codings]
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    observed = sum(distances[a, b] / (len(unit) - 1) for unit in units for a, b in permutations(unit, 2))
    expected = sum(distances[a, b] for a, b in permutations(values, 2)) / max(len(values) - 1, 1)
    return float(1 - observed / expected) if expected else float("nan")


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=20))
def test_positive_agreement_of_two_is_the_f1_of_the_one_against_the_other(pairs: list[tuple[bool, bool]]) -> None:
    labels = np.array(pairs).astype(np.int64)
    ours = same_of(tally(labels, np.zeros(len(pairs), dtype=np.int64), nominal(2)).total(), 1)[0]
    expected = f1_score(labels[:, 0], labels[:, 1]) if labels.any() else float("nan")
    assert ours == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("coders", [("0000", "0000"), ("0...", "0..."), ("01..", "..01"), ("....", "....")])
def test_what_cannot_be_worked_out_is_no_number(coders: tuple[str, str]) -> None:
    distances = nominal(2)
    found = tallied(*coders, distances=distances)
    assert np.isnan(alpha(found, distances)[0])
    assert np.isnan(kappa(found, distances)[0])


def test_masi_gives_sets_that_overlap_part_of_the_distance() -> None:
    found = masi([("a", "b"), ("a", "b"), ("a",), ("b", "c"), ("c",), ()])
    # J times M: nested sets 1/2 * 2/3, overlapping sets 1/3 * 1/3.
    assert found[0] == pytest.approx([0, 0, 1 - 1 / 3, 1 - 1 / 9, 1, 1])
    assert (found == found.T).all()


def test_a_resample_is_as_if_its_documents_stood_there_so_often() -> None:
    labels, places = np.array([[0, 1], [1, 1], [0, 0], [1, 0]]), np.array([0, 0, 1, 2])
    sums = tally(labels, places, nominal(2))
    (drawn,) = resampled([sums], np.array([[2.0, 0.0, 1.0], [0.0, 3.0, 0.0]]))
    twice = tally(np.array([[0, 1], [1, 1], [0, 1], [1, 1], [1, 0]]), np.zeros(5, dtype=np.int64), nominal(2)).total()
    for measure in (alpha, kappa):
        assert measure(drawn, nominal(2))[0] == pytest.approx(measure(twice, nominal(2))[0])
        assert np.isnan(measure(drawn, nominal(2))[1])
