"""The command itself, and the options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from pipeline import __version__, show
from pipeline.commands.chosen import tell_of_download
from pipeline.commands.manners import App
from pipeline.progress import at_once

if TYPE_CHECKING:
    from pipeline.model.store import Model
    from pipeline.settings import Settings

T = TypeVar("T")

app = App(
    name="rodedraad",
    help="Code Dutch policy reports and draw the common thread out of them. "
    "Nothing of a report leaves this machine, unless you name a cluster.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

OcrOption = Annotated[bool, typer.Option("--ocr", help="Read scanned pages from their image; needs Tesseract.")]
PseudonymiseOption = Annotated[
    bool, typer.Option("--pseudonymise", help="Mask names, e-mail, telephone, BSN and IBAN; never perfect.")
]
PasswordOption = Annotated[
    list[str] | None,
    typer.Option("--password", help="A password to try on a PDF that asks for one; may be given more often."),
]
PasswordsOption = Annotated[
    Path | None, typer.Option("--passwords", help="File with a password on each line; other people cannot see those.")
]
SettingsOption = Annotated[
    Path | None, typer.Option("--settings", help="Settings file; default: rodedraad.toml in this folder, if any.")
]
CodebookOption = Annotated[Path | None, typer.Option(help="Codebook (TOML); default: corpus/codeboek.toml.")]
PassagesOption = Annotated[
    Path | None, typer.Option(help="Folder with coded passages (CSV) to train on; default: corpus/passages.")
]
ModelOption = Annotated[
    Path | None, typer.Option("--model", help="Folder of the trained model; default: outputs/model.")
]
ExplainOption = Annotated[
    bool,
    typer.Option(
        "--explain", help="Add a key uitleg to every line: which words, neighbours and coded passages decided."
    ),
]

CodedArgument = Annotated[Path | None, typer.Argument(help="JSON Lines with id, text, document, mechanisme and rol.")]


@app.callback(invoke_without_command=True)
def version(shown: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False) -> None:
    """Code Dutch policy reports and draw the common thread out of them.

    Nothing of a report leaves this machine, unless you name a cluster.
    """
    if shown:
        show.line(f"rodedraad {__version__}")
        raise typer.Exit


def with_progress(work: Callable[[], T], stage: str) -> T:
    """Do one long piece of work under a clock."""
    return at_once(work, stage, show.progress)


def model_for(settings: "Settings", *, again: bool = False, accept: bool = False) -> "Model":
    """The model for these settings, trained first when there is none."""
    from pipeline.model.store import current_model

    tell_of_download(settings)
    return with_progress(lambda: current_model(settings, again=again, accept=accept), "Classifier")
