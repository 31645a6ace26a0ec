"""Where in the reports a mechanism stands: in which tenth of them, and under which headings."""

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

Counts = NDArray[np.float64]
Starts = NDArray[np.int64]


def places(material: Material, code: str) -> tuple[float, ...]:
    """Return ten shares: what part of the sentences in each tenth of the reports has the mechanism."""
    found, sentences = _counts(material, code)
    return tuple(float(share) for share in _shares(found, sentences))


def peak(material: Material, code: str) -> int | None:
    """Return the tenth where passages stand more closely than chance allows, or None.

    Passages of a report stand in clusters wherever they are. Chance therefore turns every report round as a whole: its
    tenths keep their order and begin anywhere, so that only what reports have in common stands out.
    """
    found, sentences = _counts(material, code)
    found_shares = _shares(found, sentences)
    rng = np.random.default_rng(_SEED)
    own = found[found.any(axis=1)]
    starts = rng.integers(PARTS, size=(_TURNS, len(own), 1))
    as_dense = sum(bool(_shares(_turned(own, start), sentences).max() >= found_shares.max()) for start in starts)
    return int(found_shares.argmax()) if (1 + as_dense) / (1 + _TURNS) < _RULED_OUT else None


def _turned(found: Counts, starts: Starts) -> Counts:
    """Return (n, 10) reports of which each begins at its tenth of ``starts`` (n, 1) and goes round."""
    return np.take_along_axis(found, (starts + np.arange(PARTS)) % PARTS, axis=1)


def _shares(found: Counts, sentences: Counts) -> Counts:
    return np.asarray(found.sum(axis=0) / np.maximum(sentences, 1))


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
        .collect()
    )
    rows = found.select("document", "pagina", "sectie", "aantal").iter_rows()
    return tuple((material.sources[document], page, section, count) for document, page, section, count in rows)
