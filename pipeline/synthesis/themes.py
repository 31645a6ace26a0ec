"""What is said within a mechanism or a role: the themes of the codebook, with quotes."""

from collections.abc import Callable

import polars as pl

from pipeline.aggregate import theme_column
from pipeline.classify import score_column
from pipeline.codebook import Codebook, Selection
from pipeline.synthesis.evidence import strongest, supporting
from pipeline.synthesis.material import Material
from pipeline.synthesis.records import Evidence, Theme

_QUOTES = 2


def themes_within(material: Material, code: str) -> tuple[Theme, ...]:
    """Return what the passages with a mechanism are about (themas.csv), named in most reports first."""
    return _found(material, lambda theme: theme.mechanisme == code and not theme.rol)


def remedies(material: Material) -> tuple[Theme, ...]:
    """Return the themes that are tied to a role, as what should be done about it, named in most reports first."""
    return _found(material, lambda theme: bool(theme.rol))


def certainty(codebook: Codebook, code: str = "") -> pl.Expr:
    """Return the probability of a mechanism; without one that of a passage's likeliest mechanism."""
    return pl.col(score_column(code)) if code else pl.max_horizontal(map(score_column, codebook.mechanisms))


def _found(material: Material, wanted: Callable[[Selection], bool]) -> tuple[Theme, ...]:
    counts = {row[:3]: row[3:] for row in _counts(material).iter_rows()}
    named = []
    for number, theme in enumerate(material.codebook.thema):
        reports, passages = counts[theme.naam, theme.mechanisme, theme.rol]
        if wanted(theme) and passages:
            named.append(Theme(theme.naam, reports, passages, _quotes(material, theme, theme_column(number))))
    return tuple(sorted(named, key=lambda theme: (-theme.reports, -theme.passages)))


def _counts(material: Material) -> pl.DataFrame:
    return material.tables["themas"].select("thema", "mechanisme", "rol", "documenten", "passages")


def _quotes(material: Material, theme: Selection, is_named: str) -> tuple[Evidence, ...]:
    score = certainty(material.codebook, theme.mechanisme)
    if theme.rol:  # a quote must be sure of both
        score = score * pl.col("rol_kans")
    if theme.mechanisme:
        held = supporting(material.with_mechanism(theme.mechanisme).filter(is_named))
        return strongest(held, score, material.sources, _QUOTES)
    return strongest(supporting(material.coded.filter(pl.col(is_named))), score, material.sources, _QUOTES)
