"""Reports put together from passages of held-out documents, of which the number that have a code is known."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pipeline.model.quality import Column

Rows = NDArray[np.int64]
Names = NDArray[np.str_]

SINGLE = "single documents"
WHOLE = "whole documents"
MIXED = "mixed passages"

_LEAST = 10  # passages in a document that stands for a report by itself
_SIZES = (50, 100, 300)
_SHARES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3)
_TIMES = 5


def samples(column: Column, documents: Names, rows: Rows, *, seed: int) -> Iterator[tuple[str, Rows]]:
    """Yield the name of a protocol and the rows of one report, drawn from ``rows``; ``documents`` (n,) has their names.

    `SINGLE`: a document as it is. `WHOLE`: documents as they are, with and without the code in turn, until the share of
    passages that have it is about one of `_SHARES`. `MIXED`, the artificial prevalence protocol: exactly such a share,
    of passages from any documents; those that lack the code come from documents that have it as well.
    """
    rng = np.random.default_rng(seed)
    groups = _by_document(rows, documents)
    yield from ((SINGLE, group) for group in groups if len(group) >= _LEAST)
    for size in _SIZES:
        for share in _SHARES:
            for _ in range(_TIMES):
                yield WHOLE, _whole(column, groups, share, size, rng)
                yield MIXED, _mixed(column, groups, share, size, rng)


def _by_document(rows: Rows, documents: Names) -> list[Rows]:
    ordered = rows[np.argsort(documents[rows], kind="stable")]
    names = documents[ordered]
    return np.split(ordered, np.flatnonzero(names[1:] != names[:-1]) + 1)


def _whole(column: Column, groups: list[Rows], share: float, size: int, rng: np.random.Generator) -> Rows:
    shuffled = [groups[place] for place in rng.permutation(len(groups))]
    having = [group for group in shuffled if column.positive[group].any()]
    lacking = [group for group in shuffled if not column.positive[group].any()]
    drawn: list[Rows] = []
    count = found = 0
    first = rng.random() < share * size  # of a small share many a report has nothing
    while count < size and (having or lacking):
        wanted = first if not drawn else found < share * count
        stack = (having if wanted else lacking) or having or lacking
        drawn.append(stack.pop()[: size - count])
        count, found = count + len(drawn[-1]), found + int(column.positive[drawn[-1]].sum())
    return np.concatenate(drawn)


def _mixed(column: Column, groups: list[Rows], share: float, size: int, rng: np.random.Generator) -> Rows:
    shuffled = np.concatenate([groups[place] for place in rng.permutation(len(groups))])
    having, lacking = shuffled[column.positive[shuffled]], shuffled[~column.positive[shuffled]]
    true = having[: rng.binomial(size, share)]
    return np.concatenate([true, lacking[: size - len(true)]])
