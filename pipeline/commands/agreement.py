"""The command that shows how far people agree with each other and with the model."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import show
from pipeline.commands.app import CodebookOption, PassagesOption, SettingsOption, app
from pipeline.commands.chosen import settings_from

if TYPE_CHECKING:
    import polars as pl

    from pipeline.agreement.panel import Panel
    from pipeline.codebook import Codebook
    from pipeline.settings import Settings


@app.command()
def agreement(
    *,
    file: Annotated[
        Path | None, typer.Option(help="A CSV with two codings side by side, in place of the coded passages.")
    ] = None,
    pairs: Annotated[bool, typer.Option("--pairs", help="Show kappa per pair of coders as well.")] = False,
    out: Annotated[Path | None, typer.Option(help="Folder for tables, differences and how to read them.")] = None,
    seed: Annotated[int, typer.Option(help="Another number gives other resamples for the intervals.")] = 1,
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
) -> None:
    """Show how far coders agree, per code and with a verdict: people with each other, and with the model."""
    from pipeline.agreement.differences import differences
    from pipeline.agreement.report import write_report
    from pipeline.agreement.table import agreement as measure
    from pipeline.codebook import load_codebook

    chosen = settings_from(settings, codebook=codebook, passages=passages)
    current = load_codebook(chosen.codebook)
    panel = _panel(file, chosen, current)
    table, differing = measure(panel, current, seed=seed), differences(panel, current)
    _show(panel, table, pairs=pairs)
    show.line(_differences(differing))
    if out is None:
        show.line("With --out FOLDER they are listed, beside all figures and how to read them.")
    else:
        write_report(out, panel, table, differing)
        show.line(f"All figures, every pair and the passages to talk about -> {out}")


def _panel(file: Path | None, settings: "Settings", codebook: "Codebook") -> "Panel":
    from pipeline.agreement.coded_twice import read_coded_twice
    from pipeline.agreement.panel import panel
    from pipeline.codings import read_codings

    if file is not None:
        return read_coded_twice(file, codebook)
    return panel(read_codings(settings.passages, codebook).history, codebook)


def _show(panel: "Panel", table: "pl.DataFrame", *, pairs: bool) -> None:
    """Print the tables, what their columns mean, and what has to be known to read them."""
    from pipeline.agreement.notes import notes
    from pipeline.agreement.shown import pairs as of_two
    from pipeline.agreement.shown import summaries
    from pipeline.agreement.size_notes import LEGEND, PAIRS_LEGEND, size_notes
    from pipeline.agreement.wording import ENGLISH

    if not table.is_empty():
        show.tables(summaries(table, ENGLISH) | (of_two(table, ENGLISH) if pairs else {}))
        for line in (*LEGEND, *([PAIRS_LEGEND] if pairs else [])):
            show.line(line)
    for note in [*size_notes(table), *notes(panel, table)]:
        show.line(note.english)


def _differences(differing: "pl.DataFrame") -> str:
    from pipeline.agreement.differences import counts

    people, model = counts(differing)
    return f"Passages on which people differ: {people}; others on which only the model differs from them: {model}."
