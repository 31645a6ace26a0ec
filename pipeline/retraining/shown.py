"""The comparison of two models as lines and a table for the terminal."""

from collections.abc import Iterator

import polars as pl

from pipeline.retraining.comparison import Absent, Comparison, Verdict
from pipeline.retraining.measure import ALL, CHANGED, MEAN, REST

_PARTS = {ALL: "all documents", CHANGED: "documents with new codings", REST: "other documents"}
_ABSENT = {
    Absent.NO_MODEL: "there was no model before",
    Absent.CODEBOOK: "the codebook has changed",
    Absent.VECTORS: "the word vectors have changed",
    Absent.SETTINGS: "the settings of the model have changed",
    Absent.SOFTWARE: "the model before was made by another version of the software",
    Absent.DAMAGED: "the model before is damaged",
}
_VERDICTS = {
    Verdict.BETTER: "better beyond chance",
    Verdict.WORSE: "worse beyond chance",
    Verdict.SAME: "no demonstrable difference",
}
_COLUMNS = ("code", "aantal", "nieuw", "f1_voor", "f1_na", "f1_verschil", "ap_voor", "ap_na", "ap_verschil")


def comparison_tables(comparison: Comparison) -> dict[str, pl.DataFrame]:
    """Return a table per part of the documents under its title, short enough for a terminal.

    AP is average precision. Of parts of the documents only the means are shown; the rest stands beside the model.
    """
    tables = {}
    for (part,), rows in comparison.table.group_by("deel", maintain_order=True):
        title = f"Before > after, {_PARTS[str(part)]} ({rows['documenten'][0]}), with 95 % intervals"
        tables[title] = _narrow(rows if part == ALL else rows.filter(pl.col("code") == MEAN))
    return tables


def verdict_lines(comparison: Comparison) -> Iterator[str]:
    """Give in plain words what the comparison shows, or why there is none."""
    if comparison.absent:
        yield f"No comparison with a model before: {_ABSENT[comparison.absent]}."
    if comparison.table.is_empty():
        return
    found = {name: ", ".join(comparison.codes(verdict)) or "no code" for verdict, name in _VERDICTS.items()}
    yield f"Average precision: {'; '.join(f'{name}: {codes}' for name, codes in found.items())}."
    if comparison.disputed:
        yield (
            "Warning: better beyond chance where people coded anew, worse in the other documents; the new codings may "
            "not agree with the older ones. 'rodedraad train --restore' goes back to the model before."
        )


def differences(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows of a comparison with the differences and their bounds as text, means named by their kind."""
    named = pl.when(pl.col("code") == MEAN).then(pl.format("gemiddeld ({})", "soort")).otherwise("code").alias("code")
    return rows.with_columns(named, *map(_difference, ("f1", "ap"))).select(_COLUMNS)


def _narrow(rows: pl.DataFrame) -> pl.DataFrame:
    shown = differences(rows)
    both = [_before_and_after(measure).alias(measure.upper()) for measure in ("f1", "ap")]
    names = {"aantal": "n", "nieuw": "new", "f1_verschil": "F1 difference", "ap_verschil": "AP difference"}
    order = ("code", "n", "new", "F1", "F1 difference", "AP", "AP difference")
    return shown.with_columns(both).rename(names).select(order)


def _before_and_after(measure: str) -> pl.Expr:
    cells = pl.struct(f"{measure}_voor", f"{measure}_na")
    return cells.map_elements(lambda row: " > ".join(map(_rounded, row.values())), return_dtype=pl.String)


def _rounded(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _difference(measure: str) -> pl.Expr:
    cells = [f"{measure}_{figure}" for figure in ("verschil", "ondergrens", "bovengrens")]
    text = pl.struct(cells).map_elements(lambda row: _bounded(*row.values()), return_dtype=pl.String)
    return text.alias(f"{measure}_verschil")


def _bounded(value: float | None, low: float | None, high: float | None) -> str:
    if value is None or low is None or high is None:
        return "-"
    return f"{value:+.3f} ({low:+.3f} to {high:+.3f})"
