"""What the passages with a mechanism do: name a problem, a consequence, an approach, or none of these."""

import polars as pl

from pipeline.classify import score_column
from pipeline.synthesis.evidence import strongest, supporting
from pipeline.synthesis.material import Material
from pipeline.synthesis.records import RoleShare

_QUOTES = 2


def role_shares(material: Material, code: str) -> tuple[RoleShare, ...]:
    """Return the share of every role in the passages with a mechanism, in the order of the codebook, with quotes."""
    own, total = material.with_mechanism(code), max(material.found[code], 1)
    times = dict(own.group_by("rol").len().iter_rows())
    # A quote for a role must be sure of both.
    score = pl.col(score_column(code)) * pl.col("rol_kans")
    shares = []
    for role in material.codebook.roles:
        having = own.filter(pl.col("rol") == role)
        quotes = strongest(supporting(having), score, material.sources, _QUOTES)
        count = times.get(role, 0)
        shares.append(RoleShare(role, material.codebook.name(role), count, count / total, quotes))
    return tuple(shares)
