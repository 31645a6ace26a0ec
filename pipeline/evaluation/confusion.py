"""Which code people gave and which one the classifier."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.codebook import Codebook
from pipeline.model.classifier import Decisions, roles_of, truth
from pipeline.model.quality import Judged

NOTHING = "geen"
CODERS = "codeurs"  # the column that names the row

Counts = NDArray[np.int64]


def mechanism_confusion(judged: Judged, codebook: Codebook) -> pl.DataFrame:
    """Return a row per mechanism that people gave and a column per one that the classifier gave, each with `NOTHING`.

    On the diagonal both gave it. Beside it the classifier gave the column's code and people did not, where people
    gave the row's code. A passage with several codes counts in several cells.
    """
    people, given = truth(judged.passages, codebook), judged.decisions
    wrongly = given & ~people
    cells = _pairs(people, wrongly) + np.diag((people & given).sum(axis=0))
    missed = _pairs(people, _none(given))
    invented = _pairs(_none(people), given)
    agreed = _pairs(_none(people), _none(given))
    return _table(np.block([[cells, missed], [invented, agreed]]), (*codebook.mechanisms, NOTHING))


def role_confusion(judged: Judged, codebook: Codebook) -> pl.DataFrame:
    """Return a row per role that people gave and a column per role that the classifier gave."""
    given = np.eye(len(codebook.roles), dtype=bool)[judged.roles]
    return _table(_pairs(roles_of(judged.passages, codebook), given), codebook.roles)


def _pairs(rows: Decisions, columns: Decisions) -> Counts:
    """Return (a, b): in how many of n passages both hold, for (n, a) and (n, b)."""
    return np.asarray(rows.astype(np.int64).T @ columns.astype(np.int64))


def _none(decisions: Decisions) -> Decisions:
    return np.asarray(~decisions.any(axis=1, keepdims=True))


def _table(cells: Counts, names: tuple[str, ...]) -> pl.DataFrame:
    counts = {name: column.tolist() for name, column in zip(names, cells.T, strict=True)}
    return pl.DataFrame({CODERS: list(names), **counts})
