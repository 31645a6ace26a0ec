"""What a user sees in the terminal: progress, tables and one-line messages. Never the text of a report."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

if TYPE_CHECKING:  # the command must answer at once: what takes long to import is imported by who needs it
    import polars as pl

    from pipeline.model.store import Model
    from pipeline.run import RunResult

T = TypeVar("T")

_OUT = Console(soft_wrap=True, highlight=False)
_ERR = Console(stderr=True, soft_wrap=True, highlight=False)


def line(text: str) -> None:
    """Print one line."""
    _OUT.print(text, markup=False)


def error(problem: object, *, code: int) -> int:
    """Print one line on what went wrong and return the exit code."""
    _ERR.print(f"rodedraad: {problem}", markup=False, style="red")
    return code


def progress(items: Iterable[T], stage: str, total: int) -> Iterator[T]:
    """Show a bar for a stage while its items pass; nothing for a stage without items."""
    if not total:
        yield from items
        return
    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=_ERR) as bars:
        task = bars.add_task(stage, total=total)
        for item in items:
            yield item
            bars.advance(task)


def run_result(result: "RunResult") -> None:
    """Print what a run found, or that there was nothing to do."""
    counts = result.manifest["counts"]
    if result.changed:
        _threads(result)
    else:
        line(f"Nothing changed since the last run: the results in {result.out} are up to date.")
    line(
        f"{counts['files']} files, {counts['pages']} pages, {counts['sentences']} sentences, "
        f"{counts['coded_passages']} coded passages; {result.read} files read and {result.coded} coded in this run."
    )
    for status, number in result.manifest["statuses"].items():
        if status != "ok":
            line(f"{number} not read: {status} (see {result.out / 'status.csv'})")
    for path in result.set_aside:
        line(f"Your edited file was kept as {path}")
    for notice in result.notices:
        line(notice)


def _threads(result: "RunResult") -> None:
    table = Table(title=f"Rode draad -> {result.out}", title_justify="left")
    for name in ("mechanisme", "documenten", "passages"):
        table.add_column(name, justify="left" if name == "mechanisme" else "right")
    for row in result.manifest["threads"]:
        table.add_row(row["naam"], str(row["documenten"]), str(row["passages"]))
    _OUT.print(table)


def trained(model: "Model", folder: Path) -> None:
    """Print what a model was trained on and how good it is."""
    card = model.card
    line(f"Trained on {card['passages']} passages of {card['documents']} documents -> {folder}")
    if card["rows_without_coder"]:
        line(f"{card['rows_without_coder']} rows without a coder were left out: they are not coded by a person.")
    quality(model.quality, "documents held out of the passages")
    for warning in card["warnings"]:
        line(f"Warning: {warning}")


def quality(table: "pl.DataFrame", measured_on: str) -> None:
    """Print precision, recall, F1 and average precision per code."""
    shown = Table(title=f"Quality on {measured_on}", title_justify="left")
    for name in ("code", "precision", "recall", "F1", "average precision (95 %)", "passages"):
        shown.add_column(name, justify="left" if name == "code" else "right")
    for row in table.iter_rows(named=True):
        shown.add_row(row["code"], *(f"{row[name]:.2f}" for name in ("precision", "recall", "f1")), *_average(row))
    _OUT.print(shown)
    from pipeline.model.quality import macro_f1

    line(f"Macro F1: mechanisms {macro_f1(table, 'mechanisme'):.3f}, roles {macro_f1(table, 'rol'):.3f}")


def _average(row: dict[str, float | None]) -> tuple[str, str]:
    if row["gemiddelde_precisie"] is None:
        return "-", str(row["aantal"])
    return f"{row['gemiddelde_precisie']:.2f} ({row['ondergrens']:.2f}-{row['bovengrens']:.2f})", str(row["aantal"])
