"""Where in the reports a mechanism stands: in which tenth of them, and under which headings."""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.aggregate import PARTS
from pipeline.synthesis.material import Material
from pipeline.synthesis.records import Source

_SECTIONS = 5
_FEWEST = 3
_RULED_OUT = 0.05
_TURNS = 999
_SEED = 1
_MOST_DRAWN = 1_000_000  # at once: more take memory, and no less time

Counts = NDArray[np.float64]
Starts = NDArray[np.int64]


def places(material: Material, code: str) -> tuple[float, ...]:
    """Return ten shares: what part of the sentences in each tenth of the reports has the mechanism."""
    found, sentences = _counts(material, code)
    return tuple(float(share) for share in _shares(found.sum(axis=0), sentences))


def peak(material: Material, code: str) -> int | None:
    """Return the tenth where passages stand more closely than chance allows, or None.

    Passages of a report stand in clusters wherever they are. Chance therefore turns every report round as a whole: its
    tenths keep their order and begin anywhere, so that only what reports have in common stands out.
    """
    found, sentences = _counts(material, code)
    found_shares = _shares(found.sum(axis=0), sentences)
    own = found[found.any(axis=1)]
    densest = np.concatenate([_shares(turned(own, starts), sentences).max(axis=1) for starts in _starts(len(own))])
    as_dense = int((densest >= found_shares.max()).sum())
    return int(found_shares.argmax()) if (1 + as_dense) / (1 + _TURNS) < _RULED_OUT else None


def turned(found: Counts, starts: Starts) -> Counts:
    """Return (turns, 10): in each turn the sums of (n, 10) reports that begin at a tenth of ``starts`` (turns, n).

    A report goes round: behind its last tenth comes its first.
    """
    sums = np.zeros((len(starts), PARTS))
    for start in range(PARTS):
        sums += (starts == start) @ np.roll(found, -start, axis=1)
    return sums


def _starts(reports: int) -> Iterator[Starts]:
    """Draw where each report begins in every turn, (turns, reports) at a time."""
    rng = np.random.default_rng(_SEED)
    at_once = max(1, _MOST_DRAWN // max(reports, 1))
    for first in range(0, _TURNS, at_once):
        yield rng.integers(PARTS, size=(min(at_once, _TURNS - first), reports))


def _shares(found: Counts, sentences: Counts) -> Counts:
    return np.asarray(found / np.maximum(sentences, 1))


def _counts(material: Material, code: str) -> tuple[Counts, Counts]:
    """(n, 10) passages with the mechanism per report and tenth, and (10,) sentences of all reports per tenth."""
    table, reports = material.digest.tenths, len(material.sources)
    cells = (table["document"].rank("dense").cast(pl.Int64) - 1) * PARTS + table["tiende deel"]
    found, sentences = (
        np.bincount(cells, table[name].cast(pl.Float64), PARTS * reports).astype(np.float64).reshape(-1, PARTS)
        for name in (code, "zinnen")
    )
    return found, sentences.sum(axis=0)


def sections(material: Material, code: str) -> tuple[tuple[Source, int, str, int], ...]:
    """Return the stretches under one heading with most passages: report, page, heading and number of passages."""
    found = (
        material.with_mechanism(code)
        .group_by("document", "kop", maintain_order=True)
        .agg(pl.col("pagina", "sectie").first(), pl.len().alias("aantal"))
        .filter(pl.col("aantal") >= _FEWEST, pl.col("sectie") != "")
        .sort("aantal", descending=True, maintain_order=True)
        .head(_SECTIONS)
    )
    rows = found.select("document", "pagina", "sectie", "aantal").iter_rows()
    return tuple((material.sources[document], page, section, count) for document, page, section, count in rows)
