"""The command that shows how far people agree with each other and with the model."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import show
from pipeline.commands.app import CodebookOption, PassagesOption, SettingsOption, app, settings_from

if TYPE_CHECKING:
    import polars as pl

    from pipeline.agreement.panel import Panel
    from pipeline.codebook import Codebook
    from pipeline.settings import Settings

_MOST_KINDS = 10
# A terminal is 80 wide.
_SHORT = {"gelijk": "same", "eens_wel": "yes", "eens_niet": "no", "eerste": "1st", "tweede": "2nd", "passages": "n"}


@app.command()
def agreement(
    *,
    file: Annotated[
        Path | None, typer.Option(help="A CSV with two codings side by side, in place of the coded passages.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for tables, differences and how to read them.")] = None,
    seed: Annotated[int, typer.Option(help="Another number gives other resamples for the intervals.")] = 1,
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
) -> None:
    """Show how far coders agree, per code: kappa, alpha and where they differ; people, and people with the model."""
    from pipeline.agreement.differences import differences
    from pipeline.agreement.notes import notes
    from pipeline.agreement.report import write_report
    from pipeline.agreement.table import agreement as measure
    from pipeline.codebook import load_codebook

    chosen = settings_from(settings, codebook=codebook, passages=passages)
    current = load_codebook(chosen.codebook)
    panel = _panel(file, chosen, current)
    table, differing = measure(panel, current, seed=seed), differences(panel, current)
    show.tables(_tables(table, differing))
    for note in notes(panel, table):
        show.line(note.english)
    if out is not None:
        write_report(out, panel, table, differing)
        show.line(f"{len(differing)} passages on which coders differ -> {out}")


def _panel(file: Path | None, settings: "Settings", codebook: "Codebook") -> "Panel":
    from pipeline.agreement.coded_twice import read_coded_twice
    from pipeline.agreement.panel import panel
    from pipeline.codings import read_codings

    if file is not None:
        return read_coded_twice(file, codebook)
    return panel(read_codings(settings.passages, codebook).history, codebook)


def _tables(table: "pl.DataFrame", differing: "pl.DataFrame") -> dict[str, "pl.DataFrame"]:
    """What is printed: alpha side by side, every pair in full, and what is differed on most."""
    from pipeline.agreement.differences import kinds
    from pipeline.agreement.report import pairs, side_by_side

    if table.is_empty():
        return {}
    most = {} if differing.is_empty() else {"Differences": kinds(differing).head(_MOST_KINDS)}
    found = {f"Cohen's kappa: {coders}": rows.drop("alfa").rename(_SHORT) for coders, rows in pairs(table).items()}
    return {"Krippendorff's alpha (95 % interval)": side_by_side(table)} | found | most
