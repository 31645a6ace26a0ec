"""The command itself, the options that several commands share, and what they do with them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from pipeline import show
from pipeline.commands.manners import App
from pipeline.errors import UsageError
from pipeline.progress import at_once
from pipeline.settings import Settings, load_settings

if TYPE_CHECKING:
    from pipeline.model.store import Model

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


def settings_from(file: Path | None, **options: Any) -> Settings:
    """Settings from the file, overridden by the options that were given."""
    given = {key: value for key, value in options.items() if value is not None}
    return replace(load_settings(file), **given)


def for_reading(
    settings: Settings, *, ocr: bool, passwords: Sequence[str], file: Path | None, pseudonymise: bool = False
) -> Settings:
    """The same settings, with what the options say of reading; ``file`` has more passwords, one on each line.

    Raises UsageError when there is no such file, or it cannot be read as text.
    """
    if file is not None and not file.is_file():
        raise UsageError(f"there is no file {file}; give a text file with a password on each line")
    lines = _lines(file) if file else []
    known = (*settings.extract.passwords, *passwords, *filter(None, lines))
    masked = pseudonymise or settings.extract.pseudonymise
    reading = replace(settings.extract, passwords=known, ocr=ocr or settings.extract.ocr, pseudonymise=masked)
    return replace(settings, extract=reading)


def _lines(file: Path) -> list[str]:
    from pipeline.spreadsheet import decode

    return decode(file).splitlines()


def with_progress(work: Callable[[], T], stage: str) -> T:
    """Do one long piece of work under a clock."""
    return at_once(work, stage, show.progress)


def model_for(settings: Settings, *, again: bool = False, accept: bool = False) -> "Model":
    """The model for these settings, trained first when there is none."""
    from pipeline.model.store import current_model

    tell_of_download(settings)
    return with_progress(lambda: current_model(settings, again=again, accept=accept), "Classifier")


def tell_of_download(settings: Settings) -> None:
    """Say so before a model for sentence vectors may be downloaded."""
    if not settings.model.semantic:
        return
    from pipeline.model.semantic import semantic_notice

    notice = semantic_notice(settings.model.semantic)
    if notice:
        show.line(notice)
