"""The command that writes passages and the codebook for other tools."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import show
from pipeline.commands.app import CodebookOption, PassagesOption, SettingsOption, app
from pipeline.commands.chosen import settings_from
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.exchange.formats import Format

_FORMATS = "prodigy, doccano, label-studio, qdpx, qdc or csv"
FormatOption = Annotated[str, typer.Option("--format", help=f"{_FORMATS}; default: from the file.")]


@app.command("export")
def export_file(  # noqa: PLR0913 each is an option of the command
    file: Annotated[Path, typer.Argument(help="File to write: .qdpx, .qdc, .csv, or .jsonl or .json with --format.")],
    *,
    out: Annotated[Path | None, typer.Option(help="Folder of results; default: outputs, if there.")] = None,
    kind: FormatOption = "",
    machine: Annotated[bool, typer.Option("--machine/--no-machine", help="Codings of the machine too.")] = True,
    history: Annotated[bool, typer.Option("--history/--no-history", help="Decisions that were replaced too.")] = True,
    corpus: Annotated[bool, typer.Option("--corpus/--no-corpus", help="Documents outside the results too.")] = True,
    coder: Annotated[str, typer.Option(help="Only the decisions of this coder.")] = "",
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
) -> None:
    """Write passages and their codings, or the codebook (.qdc), for another tool."""
    from pipeline.codebook import load_codebook
    from pipeline.exchange.collect import Choice, collect
    from pipeline.exchange.formats import Format, format_to_write, write
    from pipeline.exchange.label_config import write_config
    from pipeline.exchange.records import Content

    chosen = settings_from(settings, codebook=codebook, passages=passages)
    wanted = format_to_write(file, named(kind))
    if wanted is Format.QDC:
        write(Content(load_codebook(chosen.codebook)), file, wanted)
        show.line(f"Codebook -> {file} (themes, the loop and tegenspraak have no place in a .qdc)")
        return
    content = collect(out, chosen, Choice(machine=machine, history=history, corpus=corpus, coder=coder))
    write(content, file, wanted)
    if wanted is Format.LABEL_STUDIO:
        write_config(content.codebook, file.with_suffix(".xml"))
        show.line(f"Labelling configuration -> {file.with_suffix('.xml')}")
    show.line(f"{len(content.decisions)} decisions and {len(content.machine)} codings of the machine -> {file}")


def named(name: str) -> "Format | None":
    """Return the format of that name, None for no name; raise UsageError for a name that is none."""
    from pipeline.exchange.formats import Format

    if name and name not in list(Format):
        raise UsageError(f"found --format {name}; choose {_FORMATS}")
    return Format(name) if name else None
