"""Commands that turn reports into results, and compare results."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline import show
from pipeline.commands.app import (
    CodebookOption,
    ModelOption,
    OcrOption,
    PassagesOption,
    PasswordOption,
    PasswordsOption,
    PseudonymiseOption,
    SettingsOption,
    app,
)
from pipeline.commands.chosen import for_reading, settings_from
from pipeline.commands.manners import JsonOption
from pipeline.commands.running import RESULTS, run_reports
from pipeline.errors import UsageError
from pipeline.formats import FORMATS


@app.command()
def run(  # noqa: PLR0913 each is an option of the command
    reports: Annotated[Path, typer.Argument(help=f"Folder of reports ({FORMATS}); sub-folders are read too.")],
    *,
    out: Annotated[Path, typer.Option(help="Folder for the results.")] = RESULTS,
    ocr: OcrOption = False,
    pseudonymise: PseudonymiseOption = False,
    password: PasswordOption = None,
    passwords_file: PasswordsOption = None,
    workers: Annotated[
        int | None, typer.Option(min=0, help="Processes that read and code reports; 0: one per core.")
    ] = None,
    cluster: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Have the workers of a dask scheduler do it, as tcp://HOST:8786.")
    ] = "",
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
    model: ModelOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read, code and summarise a folder of reports. What did not change since the last run is not done again."""
    chosen = settings_from(settings, codebook=codebook, passages=passages, model_folder=model, workers=workers)
    known = password or ()
    chosen = for_reading(chosen, ocr=ocr, passwords=known, file=passwords_file, pseudonymise=pseudonymise)
    run_reports(reports, out, chosen, cluster=cluster, as_json=as_json)


@app.command()
def status(
    out: Annotated[Path, typer.Argument(help="Folder of results.")] = RESULTS,
    as_json: JsonOption = False,
) -> None:
    """Show how a run stands: finished, going on, or stopped; and what changed since.

    Exit codes: 0 finished, 2 no results of a run, 3 going on, 4 stopped or killed before its end.
    """
    from pipeline.status import State, standing_of

    found = standing_of(out)
    if as_json:
        show.result(found.as_json())
    else:
        show.standing(found)
    if found.state is not State.FINISHED:
        raise typer.Exit(3 if found.state is State.RUNNING else 4)


@app.command()
def extract(
    file: Annotated[Path, typer.Argument(help=f"One report ({FORMATS}).")],
    out: Annotated[Path, typer.Option(help="File for the blocks, one JSON object per line.")],
    ocr: OcrOption = False,
    pseudonymise: PseudonymiseOption = False,
    password: PasswordOption = None,
    passwords_file: PasswordsOption = None,
    settings: SettingsOption = None,
) -> None:
    """Read one file into blocks: headings, paragraphs, list items, notes, tables and furniture, in reading order."""
    from pipeline.jsonl import write_lines
    from pipeline.reading import read_isolated
    from pipeline.records import Status

    if not file.is_file():
        raise UsageError(f"there is no file {file}; give one report")
    chosen, known = settings_from(settings), password or ()
    chosen = for_reading(chosen, ocr=ocr, passwords=known, file=passwords_file, pseudonymise=pseudonymise)
    report = read_isolated(file, chosen.extract)
    count = write_lines(out, (asdict(block) for block in report.blocks))
    show.line(f"{file.name}: {report.status}, {report.page_count} pages, {count} blocks -> {out}. {report.message}")
    if report.status is not Status.OK:
        raise typer.Exit(1)


@app.command()
def compare(
    first: Annotated[Path, typer.Argument(help="Folder of results, as run writes it: then.")],
    second: Annotated[Path, typer.Argument(help="Folder of results: now.")],
    out: Annotated[Path, typer.Option(help="Folder for the comparison.")],
    label_1: Annotated[str | None, typer.Option(help="What FIRST is called; default: the name of its folder.")] = None,
    label_2: Annotated[str | None, typer.Option(help="What SECOND is called; default: the name of its folder.")] = None,
) -> None:
    """Show what changed between two folders of results, such as two years, in Dutch."""
    from pipeline.comparison.write import compare_folders

    show.comparison(compare_folders(first, second, out, labels=(label_1, label_2)))


@app.command("language-model")
def languagemodel_for() -> None:
    """Try once to install nl_core_news_sm, which finds organisations that are not on our list."""
    from pipeline.language_model import install

    show.line(install())
