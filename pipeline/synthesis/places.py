"""Where in the reports a mechanism stands: in which tenth of them, and under which headings."""

import polars as pl

from pipeline.synthesis.material import PARTS, Material
from pipeline.synthesis.records import Source

_SECTIONS = 5
_FEWEST = 3


def places(material: Material, code: str) -> tuple[float, ...]:
    """Return ten shares: what part of the sentences in each tenth of the reports has the mechanism."""
    shares = (
        material.passages.group_by("deel")
        .agg(pl.col("mechanismen").list.contains(code).mean().alias("aandeel"))
        .select("deel", "aandeel")
    )
    by_part = dict(shares.iter_rows())
    return tuple(float(by_part.get(part, 0.0)) for part in range(PARTS))


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
