"""Kernel ridge regression on words and on pairs of what sentences are about, in closed form.

The kernel of two sentences is ``(1 + sense . sense)^2 + words . words``: a sentence is judged by its words one by
one and by what it is about two things at a time ('too few' beside 'inspectors'). A kernel of degree 2 can be written
out, so that scoring takes no passage that was learnt from, only the coefficients below. From the one matrix that is
inverted anyway follows what the regression would have said of a document that it had not seen, exactly and without
fitting it again (Cook 1977; An, Liu & Venkatesh 2007 for groups).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelError
from pipeline.model.features import Rows
from pipeline.model.terms import Dense

# The weight of the penalty; 0.3 to 3 make little difference.
_PENALTY = 1.0
_CHUNK = 500

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Surface:
    """A surface of degree 2 per target, for k targets, w words and d features of the sense of a sentence.

    ``constant`` (k,), ``words`` (w, k), ``slopes`` (d, k) and ``curves`` (k, d, d).
    """

    constant: Dense
    words: Dense
    slopes: Dense
    curves: Dense

    @classmethod
    def fit(cls, rows: Rows, targets: Values, documents: Sequence[str]) -> tuple[Self, Values]:
        """Fit (n, k) targets; return the surface, and (n, k) values for each row without the rows of its document."""
        duals, inverse = _solve(kernel(rows, rows), targets.astype(np.float32))
        curves = np.stack([(rows.sense * dual[:, None]).T @ rows.sense for dual in duals.T])
        surface = cls(duals.sum(axis=0), rows.words.matrix().T @ duals, 2 * rows.sense.T @ duals, curves)
        return surface, targets - _residuals(duals, inverse, documents)

    def values(self, rows: Rows) -> Values:
        """Return the (n, k) values of the surface."""
        flat = self.constant + rows.words @ self.words + rows.sense @ self.slopes
        curved = [((rows.sense @ curve) * rows.sense).sum(axis=1) for curve in self.curves]
        return np.asarray(flat + np.column_stack(curved), dtype=np.float64)


def kernel(rows: Rows, others: Rows) -> Dense:
    """Return (n, o): how alike n sentences and o others are.

    The words are multiplied in chunks: as a whole their sparse product is larger than the kernel.
    """
    words, columns = rows.words.matrix(), others.words.matrix().T
    alike: Dense = rows.sense @ others.sense.T
    alike += 1
    np.square(alike, out=alike)
    for start in range(0, len(rows), _CHUNK):
        chunk = slice(start, start + _CHUNK)
        alike[chunk] += (words[chunk] @ columns).toarray()
    return alike


def values_without(
    rows: Rows, targets: Values, documents: Sequence[str], others: Rows, other_documents: Sequence[str]
) -> Values:
    """Return (o, k): what a surface fitted on n ``rows`` says of others, each without the rows of its own document.

    Exact, as what `Surface.fit` says of the rows themselves: dropping a document takes the same columns of the inverse.
    """
    duals, factor = _factorise(kernel(rows, rows), targets.astype(np.float32))
    alike = kernel(others, rows)
    here, there = np.asarray(documents), np.asarray(other_documents)
    values = np.zeros((len(others), targets.shape[1]))
    for document in np.unique(there):
        own, asked = np.flatnonzero(here == document), there == document
        values[asked] = alike[asked] @ _duals_without(own, duals, factor)
    return values


def _duals_without(own: NDArray[np.int64], duals: Dense, factor: Dense) -> Values:
    """The dual coefficients (n, k) when the rows ``own`` are left out; theirs become 0."""
    if not len(own):
        return np.asarray(duals, dtype=np.float64)
    from scipy.linalg import lapack

    marks = np.zeros((len(duals), len(own)), dtype=np.float32)
    marks[own, np.arange(len(own))] = 1
    columns = lapack.spotrs(factor, marks, lower=1)[0].astype(np.float64)
    return np.asarray(duals - columns @ np.linalg.solve(columns[own], duals[own].astype(np.float64)))


def _solve(alike: Dense, targets: Dense) -> tuple[Dense, Dense]:
    """Return the (n, k) dual coefficients and the lower half of the inverse; the kernel ``alike`` is overwritten."""
    from scipy.linalg import lapack

    duals, factor = _factorise(alike, targets)
    inverse, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
    return duals, inverse


def _factorise(alike: Dense, targets: Dense) -> tuple[Dense, Dense]:
    """Return the (n, k) dual coefficients and the lower Cholesky factor; the kernel ``alike`` is overwritten.

    LAPACK by name, because scipy's own functions make copies of a matrix that may fill a third of the memory.
    """
    from scipy.linalg import lapack  # only training has a use for it

    alike[np.diag_indices_from(alike)] += _PENALTY
    factor, failed = lapack.spotrf(alike.T, lower=1, overwrite_a=1, clean=0)
    duals, _ = lapack.spotrs(factor, targets, lower=1)
    if failed or not np.isfinite(duals).all():  # LAPACK does not report every number that is not finite
        raise ModelError("the coded passages cannot be fitted: their features hold numbers that are not finite")
    return duals, factor


def _residuals(duals: Dense, inverse: Dense, documents: Sequence[str]) -> Values:
    """Return (n, k): target minus prediction where the whole document of a row is left out."""
    residuals = np.zeros(duals.shape)
    groups = np.unique(np.asarray(documents), return_inverse=True)[1]
    for rows in np.split(np.argsort(groups, kind="stable"), np.cumsum(np.bincount(groups))[:-1]):
        lower = np.tril(inverse[np.ix_(rows, rows)].astype(np.float64))
        residuals[rows] = np.linalg.solve(lower + np.tril(lower, -1).T, duals[rows])
    return residuals
