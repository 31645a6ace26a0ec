"""Tables as Markdown."""

from collections.abc import Sequence

import polars as pl

from pipeline.model.quality import MACRO_SCHEMA

_UNKNOWN = "-"


def markdown_table(table: pl.DataFrame, heads: Sequence[str] | None = None) -> str:
    """Return a table with numbers to two decimals; ``heads`` take the place of the names of its columns."""
    lines = [_line(heads or table.columns), _line(["---"] * table.width)]
    return "\n".join([*lines, *(_line([_cell(value) for value in row]) for row in table.iter_rows())])


def with_interval(value: str, low: str, high: str) -> pl.Expr:
    """Return the column ``value`` as text with its interval: '0.71 (0.68-0.74)', or alone; null stays null."""
    alone, *bounds = (pl.col(name).map_elements(_cell, return_dtype=pl.String) for name in (value, low, high))
    return pl.coalesce(pl.format("{} ({}-{})", alone, *bounds), alone).alias(value)


def side_by_side(comparison: pl.DataFrame, *, intervals: bool = True) -> pl.DataFrame:
    """Return a row per trial and set with its four means as text, in the order of the trials."""
    rounded = pl.col("waarde").map_elements(_cell, return_dtype=pl.String)
    shown = comparison.with_columns(
        with_interval("waarde", "ondergrens", "bovengrens") if intervals else rounded,
        pl.format("{} {}", "soort", pl.col("maat").replace("gemiddelde_precisie", "AP")).alias("wat"),
    ).drop("soort", "maat", "ondergrens", "bovengrens")
    measures = [f"{kind} {measure}" for kind in ("mechanisme", "rol") for measure in ("f1", "AP")]
    wide = shown.pivot("wat", index=[name for name in shown.columns if name not in ("wat", *MACRO_SCHEMA)])
    return wide.select(pl.exclude(measures), *(pl.col(name) for name in measures if name in wide.columns))


def _cell(value: object) -> str:
    if value is None:
        return _UNKNOWN
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
