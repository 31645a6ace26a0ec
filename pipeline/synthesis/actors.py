"""Organisations that are named in passages with a mechanism."""

import polars as pl

from pipeline.synthesis.material import Material
from pipeline.synthesis.records import Named

MOST = 8


def named(material: Material, code: str) -> tuple[Named, ...]:
    """Return the organisations most often named with a mechanism (organisaties.csv), at most eight."""
    own = material.tables["organisaties"].filter(pl.col("mechanisme") == code)
    rows = own.sort("passages", "documenten", "organisatie", descending=[True, True, False]).head(MOST)
    columns = ("organisatie", "mechanisme", "passages", "documenten")
    return tuple(Named(*row) for row in rows.select(columns).iter_rows())
