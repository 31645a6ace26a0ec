"""What training and measuring the classifier gave."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.show.terminal import line, table

if TYPE_CHECKING:  # the command must answer at once: what takes long to import is imported by who needs it
    import polars as pl

    from pipeline.evaluation.evaluate import Evaluation
    from pipeline.model.store import Model

_MEASURES = {"f1": "Macro F1", "gemiddelde_precisie": "Mean average precision"}
_KINDS = {"mechanisme": "mechanisms", "rol": "roles"}


def trained(model: "Model", folder: Path) -> None:
    """Print what a model was trained on, how good it is, and what the training changed."""
    from pipeline.retraining.shown import comparison_tables, verdict_lines

    card = model.card
    line(f"Trained on {card['passages']} passages of {card['documents']} documents -> {folder}")
    if card["rows_without_coder"]:
        line(f"{card['rows_without_coder']} rows without a coder were left out: they are not coded by a person.")
    quality(model.quality, model.macro, "documents held out of the passages")
    for warning in card["warnings"]:
        line(f"Warning: {warning}")
    tables(comparison_tables(model.comparison))
    for verdict in verdict_lines(model.comparison):
        line(verdict)
    if model.notice:
        line(model.notice)


def quality(measured: "pl.DataFrame", means: "pl.DataFrame", measured_on: str) -> None:
    """Print precision, recall, F1 and average precision per code, and the means over the mechanisms and the roles."""
    numbers = ("precision", "recall", "F1 (95 %)", "average precision (95 %)", "passages")
    rows = []
    for row in measured.iter_rows(named=True):
        f1 = _bounded(row["f1"], row["f1_ondergrens"], row["f1_bovengrens"])
        average = _bounded(row["gemiddelde_precisie"], row["ondergrens"], row["bovengrens"])
        rows.append((row["code"], f"{row['precision']:.2f}", f"{row['recall']:.2f}", f1, average, row["aantal"]))
    table(f"Quality on {measured_on}", ("code", *numbers), rows, right=numbers)
    for measure, name in _MEASURES.items():
        by_kind = means.filter(maat=measure).rows_by_key("soort", unique=True)
        found = (f"{_KINDS[kind]} {_bounded(*row[1:], digits=3)}" for kind, row in by_kind.items())
        line(f"{name}: {', '.join(found)}")


def evaluation(done: "Evaluation", measured_on: str, *, seed: int) -> None:
    """Print the quality per code and, when there are more trials than one, their means side by side."""
    from pipeline.evaluation.markdown import side_by_side
    from pipeline.model import quality as measures

    codebook = done.materials.codebook
    found = measures.quality(done.judged, codebook, seed=seed)
    quality(found, measures.macro(done.judged, codebook, seed=seed), measured_on)
    if len(done.trials) > 1:
        tables({"Trials": side_by_side(done.comparison, intervals=False)})


def tables(shown: Mapping[str, "pl.DataFrame"]) -> None:
    """Print tables under their titles, figures to two decimals."""
    for title, found in shown.items():
        table(title, found.columns, (map(_cell, row) for row in found.iter_rows()))


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _bounded(value: float | None, low: float | None, high: float | None, *, digits: int = 2) -> str:
    """A figure with its interval; a dash for one that cannot be worked out."""
    if value is None:
        return "-"
    if low is None or high is None:
        return f"{value:.{digits}f}"
    return f"{value:.{digits}f} ({low:.{digits}f}-{high:.{digits}f})"
