"""The surface beside a plain kernel machine: the same values, and the same values of documents left out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.kernel_ridge import KernelRidge

from pipeline.errors import ModelError
from pipeline.model import surface as module
from pipeline.model.features import Rows
from pipeline.model.surface import Surface
from pipeline.model.terms import Sparse

Values = NDArray[np.float64]
PENALTY = 1.0


def sparse(words: NDArray[np.floating]) -> Sparse:
    """The numbers of a matrix that are not 0."""
    rows, places = np.nonzero(words)
    ends = np.bincount(rows, minlength=len(words)).cumsum()
    return Sparse(places, words[rows, places].astype(np.float32), ends, words.shape[1])


def random_rows(count: int, seed: int) -> Rows:
    """Sentences of five words and a sense of four numbers, about as long as real ones."""
    random = np.random.default_rng(seed)
    words = random.random((count, 5)) * (random.random((count, 5)) < 0.4)
    return Rows(sparse(words), random.normal(0, 0.5, (count, 4)).astype(np.float32))


def random_targets(count: int, seed: int) -> Values:
    return np.where(np.random.default_rng(seed + 1).random((count, 3)) < 0.4, 1.0, -1.0)


def kernel(left: Rows, right: Rows) -> Values:
    """The kernel as it is written down, in double precision."""
    sense = left.sense.astype(np.float64) @ right.sense.astype(np.float64).T
    return np.asarray((1 + sense) ** 2 + (left.words.matrix() @ right.words.matrix().T).toarray())


def subset(rows: Rows, kept: NDArray[np.bool_]) -> Rows:
    return Rows(sparse(rows.words.matrix().toarray()[kept]), rows.sense[kept])


def machine(rows: Rows, targets: Values) -> KernelRidge:
    return KernelRidge(alpha=PENALTY, kernel="precomputed").fit(kernel(rows, rows), targets)


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 40), st.integers(0, 10_000))
def test_the_surface_is_the_kernel_machine_written_out(count: int, seed: int) -> None:
    rows, targets, unseen = random_rows(count, seed), random_targets(count, seed), random_rows(7, seed + 2)
    fitted, _ = Surface.fit(rows, targets, ["nota"] * count)
    duals = np.linalg.solve(kernel(rows, rows) + PENALTY * np.eye(count), targets)
    assert fitted.values(unseen) == pytest.approx(kernel(unseen, rows) @ duals, abs=1e-3)
    assert fitted.values(unseen) == pytest.approx(machine(rows, targets).predict(kernel(unseen, rows)), abs=1e-3)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from("abcdef"), min_size=2, max_size=30).filter(lambda d: len(set(d)) > 1), st.integers(0))
def test_held_out_values_are_those_of_a_fit_without_the_document(documents: list[str], seed: int) -> None:
    rows, targets = random_rows(len(documents), seed), random_targets(len(documents), seed)
    _, held_out = Surface.fit(rows, targets, documents)
    for document in set(documents):
        here = np.array(documents) == document
        seen = subset(rows, ~here)
        refitted = machine(seen, targets[~here]).predict(kernel(subset(rows, here), seen))
        assert held_out[here] == pytest.approx(refitted, abs=1e-3)


def test_of_one_document_nothing_is_left_to_say_what_it_would_be() -> None:
    _, held_out = Surface.fit(random_rows(6, 1), random_targets(6, 1), ["nota"] * 6)
    assert held_out == pytest.approx(np.zeros((6, 3)), abs=1e-4)


def test_the_same_text_in_the_same_document_does_not_help() -> None:
    """What a row is trained to be shows in its own value, and not at all in the one held out."""
    rows, targets = random_rows(10, 3), random_targets(10, 3)
    documents = [f"nota {number // 2}" for number in range(10)]
    turned = targets.copy()
    turned[:2] *= -1
    (one, held_out), (other, held_out_turned) = (Surface.fit(rows, each, documents) for each in (targets, turned))
    assert held_out_turned[:2] == pytest.approx(held_out[:2], abs=1e-4)
    assert (np.abs(one.values(rows)[:2] - other.values(rows)[:2]) > 0.1).all()


def test_a_pair_of_meanings_counts_beside_each_of_them() -> None:
    """Only both together are positive or neither: no flat surface tells these four apart."""
    corners = np.array([[1, 1], [-1, -1], [1, -1], [-1, 1]], dtype=np.float32)
    rows = Rows(sparse(np.zeros((20, 1))), np.tile(corners, (5, 1)))
    targets = np.tile([[1.0], [1.0], [-1.0], [-1.0]], (5, 1))
    fitted, _ = Surface.fit(rows, targets, [str(number) for number in range(20)])
    assert np.array_equal(np.sign(fitted.values(rows)), targets)


def test_the_kernel_is_the_same_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = random_rows(10, 4)
    whole = module.kernel(rows, rows)
    monkeypatch.setattr(module, "_CHUNK", 3)
    assert module.kernel(rows, rows) == pytest.approx(whole, abs=1e-6)
    assert whole == pytest.approx(kernel(rows, rows), rel=1e-5)


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_numbers_that_are_not_finite_are_refused(wrong: float) -> None:
    rows = random_rows(6, 5)
    rows.sense[2, 1] = wrong
    with pytest.raises(ModelError, match="the coded passages cannot be fitted"):
        Surface.fit(rows, random_targets(6, 5), list("aabbcc"))


def test_no_sentences_have_no_values() -> None:
    fitted, _ = Surface.fit(random_rows(6, 6), random_targets(6, 6), list("aabbcc"))
    assert fitted.values(random_rows(0, 6)).shape == (0, 3)
