"""What is said within a mechanism or a role: the themes of the codebook, with quotes."""

from collections.abc import Iterable

import polars as pl

from pipeline.classify import score_column
from pipeline.codebook import Codebook, Selection
from pipeline.selection import selected
from pipeline.synthesis.evidence import strongest, supporting
from pipeline.synthesis.material import Material
from pipeline.synthesis.records import Theme

_QUOTES = 2


def themes_within(material: Material, code: str) -> tuple[Theme, ...]:
    """Return what the passages with a mechanism are about (themas.csv), named in most reports first."""
    of_code = (theme for theme in material.codebook.thema if theme.mechanisme == code and not theme.rol)
    return _found(material, of_code)


def remedies(material: Material) -> tuple[Theme, ...]:
    """Return the themes that are tied to a role, as what should be done about it, named in most reports first."""
    return _found(material, (theme for theme in material.codebook.thema if theme.rol))


def certainty(codebook: Codebook, code: str = "") -> pl.Expr:
    """Return the probability of a mechanism; without one that of a passage's likeliest mechanism."""
    return pl.col(score_column(code)) if code else pl.max_horizontal(map(score_column, codebook.mechanisms))


def _found(material: Material, themes: Iterable[Selection]) -> tuple[Theme, ...]:
    counts = {row[:3]: row[3:] for row in _counts(material).iter_rows()}
    found = [_theme(material, theme, *counts[theme.naam, theme.mechanisme, theme.rol]) for theme in themes]
    named = [theme for theme in found if theme.passages]
    return tuple(sorted(named, key=lambda theme: (-theme.reports, -theme.passages)))


def _counts(material: Material) -> pl.DataFrame:
    return material.tables["themas"].select("thema", "mechanisme", "rol", "documenten", "passages")


def _theme(material: Material, theme: Selection, reports: int, passages: int) -> Theme:
    own = selected(material.with_mechanism(theme.mechanisme) if theme.mechanisme else material.coded, theme)
    score = certainty(material.codebook, theme.mechanisme)
    if theme.rol:  # a quote must be sure of both
        score = score * pl.col("rol_kans")
    return Theme(theme.naam, reports, passages, strongest(supporting(own), score, material.sources, _QUOTES))
