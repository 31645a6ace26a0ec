"""The command that reads what comes back from other tools."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import show
from pipeline.commands.app import CodebookOption, PassagesOption, SettingsOption, app
from pipeline.commands.chosen import settings_from
from pipeline.commands.exporting import FormatOption, named
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.exchange.formats import Format
    from pipeline.exchange.take_in import TakenIn
    from pipeline.settings import Settings

_MOST_SHOWN = 20


@app.command("import")
def import_file(  # noqa: PLR0913 each is an option of the command
    file: Annotated[Path, typer.Argument(help="File of another tool: .qdpx, .qdc, .csv, .jsonl or .json.")],
    *,
    coder: Annotated[str, typer.Option(help="Who coded, where the file does not say so.")] = "",
    role: Annotated[str, typer.Option(help="Role of passages for which the file names none.")] = "",
    mapping: Annotated[
        list[str] | None, typer.Option("--map", help="THEIRS=OURS: what a code means; THEIRS= leaves it out.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="Codebook file to make of a .qdc; default: beside it.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be stored and store nothing.")] = False,
    kind: FormatOption = "",
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
) -> None:
    """Take in what people coded in another tool, or a codebook (.qdc); what was stored before is not stored again."""
    from pipeline.exchange.formats import Format, format_to_read

    found = format_to_read(file, named(kind))
    if found is Format.QDC:
        _take_codebook(file, to or file.with_suffix(".toml"), dry_run=dry_run)
        return
    chosen = settings_from(settings, codebook=codebook, passages=passages)
    taken = _read(file, found, chosen, coder=coder, role=role, mapping=_mapping(mapping or []))
    _tell(taken, stored=[] if dry_run else _store(taken, chosen.passages), dry_run=dry_run)
    if taken.faults:
        raise typer.Exit(1)


def _mapping(pairs: list[str]) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise UsageError(f"found --map '{wrong[0]}'; write their code, '=', and ours")
    return {theirs.strip(): ours.strip() for theirs, _, ours in (pair.rpartition("=") for pair in pairs)}


def _take_codebook(file: Path, to: Path, *, dry_run: bool) -> None:
    from pipeline.exchange.codebook_file import read_qdc

    draft = read_qdc(file)
    if not dry_run:
        draft.save(to)
    show.line(f"{len(draft.mechanisms)} mechanisms and {len(draft.roles)} roles{'' if dry_run else f' -> {to}'}")
    if draft.problem():
        show.line(f"It must be completed before it can be used, where it says AANVULLEN: {draft.problem()}")


def _read(
    file: Path, kind: "Format", settings: "Settings", *, coder: str, role: str, mapping: dict[str, str]
) -> "TakenIn":
    from datetime import UTC, datetime

    from pipeline.codebook import load_codebook
    from pipeline.codings import read_codings
    from pipeline.exchange.formats import read
    from pipeline.exchange.take_in import take_in
    from pipeline.exchange.whose import Wishes

    codebook = load_codebook(settings.codebook)
    if role and role not in codebook.roles:
        raise UsageError(f"found --role {role}; the codebook has {', '.join(codebook.roles)}")
    history = read_codings(settings.passages, codebook).history if any(settings.passages.glob("*.csv")) else []
    now = datetime.now(UTC).replace(microsecond=0)
    wishes = Wishes(now, str(kind), file.stem, coder=coder.strip(), role=role, mapping=mapping)
    return take_in(read(file, kind), codebook, wishes, history)


def _store(taken: "TakenIn", folder: Path) -> list[Path]:
    from pipeline.codings.store import append

    return append(folder, taken.decisions)


def _tell(taken: "TakenIn", *, stored: list[Path], dry_run: bool) -> None:
    for fault in taken.faults[:_MOST_SHOWN]:
        show.line(str(fault))
    if len(taken.faults) > _MOST_SHOWN:
        show.line(f"... and {len(taken.faults) - _MOST_SHOWN} more")
    for label, count in taken.unknown.most_common():
        show.line(f"Unknown code '{label}' in {count} records; say what it means with --map '{label}=OURS'")
    places = f" -> {', '.join(map(str, stored))}" if stored else ""
    show.line(
        f"{len(taken.decisions)} new decisions{' (not stored: dry run)' if dry_run else places}; {taken.known} were "
        f"stored before, {taken.machine} of the machine, {taken.unjudged} not judged, "
        f"{len(taken.faults)} not understood."
    )
