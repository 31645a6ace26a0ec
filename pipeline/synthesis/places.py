"""Where in the reports a mechanism stands: in which tenth of them, and under which headings."""

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import binom

from pipeline.synthesis.material import PARTS, Material
from pipeline.synthesis.records import Source

_SECTIONS = 5
_FEWEST = 3
_RULED_OUT = 0.05

Counts = NDArray[np.float64]


def places(material: Material, code: str) -> tuple[float, ...]:
    """Return ten shares: what part of the sentences in each tenth of the reports has the mechanism."""
    found, sentences = _counts(material, code)
    return tuple(float(share) for share in found / np.maximum(sentences, 1))


def peak(material: Material, code: str) -> int | None:
    """Return the tenth that has more passages than chance allows (binomial, for ten tries), or None."""
    found, sentences = _counts(material, code)
    if not found.sum():
        return None
    chances = binom.sf(found - 1, found.sum(), sentences / sentences.sum())
    return int(chances.argmin()) if chances.min() < _RULED_OUT / PARTS else None


def _counts(material: Material, code: str) -> tuple[Counts, Counts]:
    """(10,) passages with the mechanism, and (10,) sentences, per tenth."""
    has = pl.col("mechanismen").list.contains(code).sum().alias("met")
    rows = material.passages.group_by("deel").agg(has, pl.len().alias("alle"))
    found, sentences = np.zeros(PARTS), np.zeros(PARTS)
    found[rows["deel"].to_list()], sentences[rows["deel"].to_list()] = rows["met"], rows["alle"]
    return found, sentences


def sections(material: Material, code: str) -> tuple[tuple[Source, int, str, int], ...]:
    """Return the stretches under one heading with most passages: report, page, heading and number of passages."""
    found = (
        material.with_mechanism(code)
        .group_by("kop")
        .agg(pl.col("document", "pagina", "sectie").first(), pl.len().alias("aantal"))
        .filter(pl.col("aantal") >= _FEWEST, pl.col("sectie") != "")
        .sort("aantal", "kop", descending=[True, False])
        .head(_SECTIONS)
    )
    rows = found.select("document", "pagina", "sectie", "aantal").iter_rows()
    return tuple((material.sources[document], page, section, count) for document, page, section, count in rows)
