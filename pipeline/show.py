"""What a user sees in the terminal: progress, tables and one-line messages. Never the text of a report."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

if TYPE_CHECKING:  # the command must answer at once: what takes long to import is imported by who needs it
    import polars as pl

    from pipeline.comparison.write import ComparisonResult
    from pipeline.evaluation.evaluate import Evaluation
    from pipeline.model.store import Model
    from pipeline.run import RunResult

T = TypeVar("T")

_MEASURES = {"f1": "Macro F1", "gemiddelde_precisie": "Mean average precision"}
_KINDS = {"mechanisme": "mechanisms", "rol": "roles"}

# Brackets in the name of a folder or mechanism are text.
_OUT = Console(soft_wrap=True, highlight=False, markup=False)
_ERR = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)


def line(text: str) -> None:
    """Print one line."""
    _OUT.print(text)


def error(problem: object, *, code: int) -> int:
    """Print one line on what went wrong and return the exit code."""
    _ERR.print(f"rodedraad: {problem}", style="red")
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
    for notice in result.notices:
        line(notice)
    line(
        f"{counts['files']} files, {counts['pages']} pages, {counts['sentences']} sentences, "
        f"{counts['coded_passages']} coded passages; {result.read} files read and {result.coded} coded in this run."
    )
    _decisions(result)
    for status, number in result.manifest["statuses"].items():
        if status == "dubbel":
            line(f"{number} the same as another file, or nearly so, and left out (see {result.out / 'status.csv'})")
        elif status != "ok":
            line(f"{number} not read: {status} (see {result.out / 'status.csv'})")
    for path in result.set_aside:
        line(f"Your edited file was kept as {path}")


def _decisions(result: "RunResult") -> None:
    """Tell what became of the decisions of people on these reports, when there are any."""
    people = result.manifest["people"]
    if people["decisions"]:
        found = people["decisions"] - people["lost"]
        line(
            f"{people['passages']} passages stand as people coded them. Of {people['decisions']} decisions on these "
            f"reports {found} were found again and {people['lost']} not; all are in {result.out / 'coderingen.csv'}."
        )


def _threads(result: "RunResult") -> None:
    table = Table(title=f"Rode draad -> {result.out}", title_justify="left")
    columns = ("naam", "draad", "aanwezig", "zwak", "stil", "passages")
    for name in columns:
        table.add_column("mechanisme" if name == "naam" else name, justify="left" if name in columns[:2] else "right")
    for row in result.manifest["threads"]:
        table.add_row(*(str(row[name]) for name in columns))
    _OUT.print(table)
    line(f"Open {result.out / 'rode_draad.html'} to read it.")


def comparison(result: "ComparisonResult") -> None:
    """Print the verdict on every mechanism, and where the rest stands."""
    found = result.found
    first, second = (side.label for side in found.sides)
    shown = Table(title=f"{first} -> {second}", title_justify="left")
    for name in ("mechanisme", "aandeel van de zinnen", "aandeel van de rapporten"):
        shown.add_column(name)
    for one in found.mechanisms:
        shown.add_row(one.name, str(one.sentences.verdict), str(one.reports.verdict))
    _OUT.print(shown)
    for warning in found.warnings:
        line(f"Let op: {warning.text}")
    for path in result.set_aside:
        line(f"Your edited file was kept as {path}")
    line(f"Comparison -> {result.page}")


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


def quality(table: "pl.DataFrame", means: "pl.DataFrame", measured_on: str) -> None:
    """Print precision, recall, F1 and average precision per code, and the means over the mechanisms and the roles."""
    shown = Table(title=f"Quality on {measured_on}", title_justify="left")
    for name in ("code", "precision", "recall", "F1 (95 %)", "average precision (95 %)", "passages"):
        shown.add_column(name, justify="left" if name == "code" else "right")
    for row in table.iter_rows(named=True):
        f1 = _bounded(row["f1"], row["f1_ondergrens"], row["f1_bovengrens"])
        average = _bounded(row["gemiddelde_precisie"], row["ondergrens"], row["bovengrens"])
        shown.add_row(row["code"], f"{row['precision']:.2f}", f"{row['recall']:.2f}", f1, average, str(row["aantal"]))
    _OUT.print(shown)
    for measure, name in _MEASURES.items():
        rows = means.filter(maat=measure).rows_by_key("soort", unique=True)
        found = (f"{_KINDS[kind]} {_bounded(*row[1:], digits=3)}" for kind, row in rows.items())
        line(f"{name}: {', '.join(found)}")


def evaluation(done: "Evaluation", measured_on: str, *, seed: int) -> None:
    """Print the quality per code and, when there are more trials than one, their means side by side."""
    from pipeline.evaluation.markdown import side_by_side
    from pipeline.model import quality as measures

    codebook = done.materials.codebook
    table = measures.quality(done.judged, codebook, seed=seed)
    quality(table, measures.macro(done.judged, codebook, seed=seed), measured_on)
    if len(done.trials) > 1:
        wide = side_by_side(done.comparison, intervals=False)
        shown = Table(*wide.columns, title="Trials", title_justify="left")
        for row in wide.iter_rows():
            shown.add_row(*map(_cell, row))
        _OUT.print(shown)


def tables(shown: Mapping[str, "pl.DataFrame"]) -> None:
    """Print tables under their titles, figures to two decimals."""
    for title, table in shown.items():
        printed = Table(*table.columns, title=title, title_justify="left")
        for row in table.iter_rows():
            printed.add_row(*map(_cell, row))
        _OUT.print(printed)


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
