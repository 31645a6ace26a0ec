"""Commands that look after the coded passages."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline import show
from pipeline.commands.app import CodebookOption, PassagesOption, SettingsOption, app, with_progress
from pipeline.commands.chosen import settings_from, tell_of_download
from pipeline.commands.manners import App

passages_app = App(name="passages", help="Look after the coded passages.", no_args_is_help=True)
app.add_typer(passages_app)

_SHOWN = 20


@passages_app.callback()
def passages_room() -> None:
    """Look after the coded passages."""


@passages_app.command()
def check(
    out: Annotated[Path, typer.Option(help="File for what was found (CSV).")] = Path("passages-check.csv"),
    without_model: Annotated[
        bool, typer.Option("--without-model", help="Skip what needs a model: codings that are probably wrong.")
    ] = False,
    doubts: Annotated[int, typer.Option(min=0, help="How many codings that are probably wrong to list.")] = 500,
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
) -> None:
    """Find faults, doubles, contradictions and likely mistakes in the coded passages. Changes none of them.

    The exit code is 1 when a fault stops the training.
    """
    from pipeline.checking.check import check as look
    from pipeline.checking.findings import counted, table
    from pipeline.checking.held_out import HeldOut
    from pipeline.codebook import load_codebook
    from pipeline.spreadsheet import write_csv

    chosen = settings_from(settings, codebook=codebook, passages=passages)
    if not without_model:
        tell_of_download(chosen)
    used = load_codebook(chosen.codebook)
    judge = None if without_model else HeldOut(chosen, used)
    found = with_progress(lambda: look(chosen.passages, used, judge=judge, most_doubts=doubts), "Checking")
    write_csv(table(found.findings), out)
    for fault in found.faults[:_SHOWN]:
        show.line(fault)
    if len(found.faults) > _SHOWN:
        show.line(f"and {len(found.faults) - _SHOWN} more faults")
    show.tables({f"{found.passages} coded passages in {chosen.passages}": counted(found.findings)})
    if judge and judge.trained is not None:
        by = "a model trained for this check" if judge.trained else "the model in use, without a training"
        show.line(f"Likely mistakes are by {by}.")
    show.line(f"What was found -> {out}")
    if found.stops:
        show.line("Faults stop the training: mend the rows of soort 'fout' first.")
        raise typer.Exit(1)
