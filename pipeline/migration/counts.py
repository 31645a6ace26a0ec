"""How often the codes of a codebook occur in the codings, and which are still to be coded again."""

from collections import Counter

import polars as pl

from pipeline.codebook import Codebook
from pipeline.codings import Codings

COUNTS_SCHEMA = {
    "kind": pl.String,
    "code": pl.String,
    "before": pl.String,
    "terms": pl.Int64,
    "themes": pl.Int64,
    "passages": pl.Int64,
    "documents": pl.Int64,
}


def code_counts(codebook: Codebook, codings: Codings) -> pl.DataFrame:
    """Return a row per code with `COUNTS_SCHEMA`; ``passages`` and ``documents`` are of the codings that hold."""
    named = [(code, one.document) for one in codings.passages for code in (*one.mechanisms, one.role)]
    passages, documents = Counter(code for code, _ in named), Counter(code for code, _ in set(named))
    themes = Counter(code for theme in codebook.thema for code in (theme.mechanisme, theme.rol))
    rows = [
        {
            "kind": kind,
            "code": entry.code,
            "before": ", ".join(entry.voorheen),
            "terms": len(entry.indicatoren),
            "themes": themes[entry.code],
            "passages": passages[entry.code],
            "documents": documents[entry.code],
        }
        for kind, entries in (("mechanism", codebook.mechanisme), ("role", codebook.rol))
        for entry in entries
    ]
    return pl.DataFrame(rows, schema=COUNTS_SCHEMA)
