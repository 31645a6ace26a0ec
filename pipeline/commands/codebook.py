"""The commands that check a codebook and change its codes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import show
from pipeline.commands.app import CodebookOption, PassagesOption, SettingsOption, app
from pipeline.commands.chosen import settings_from
from pipeline.commands.manners import App

if TYPE_CHECKING:
    from pipeline.codebook import Codebook
    from pipeline.codings import Codings

ReviewOption = Annotated[
    Path | None, typer.Option("--review", help="CSV to write the passages to that have to be coded again.")
]

codebooks = App(help="Check a codebook; rename, merge and split its codes.", no_args_is_help=True)
app.add_typer(codebooks, name="codebook")


@codebooks.command()
def check(
    *,
    review: ReviewOption = None,
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
) -> None:
    """Check a codebook with the codings that belong to it, and show how often every code occurs."""
    from pipeline.codebook import load_codebook
    from pipeline.codings import read_codings
    from pipeline.migration.counts import code_counts

    chosen = settings_from(settings, codebook=codebook, passages=passages)
    current = load_codebook(chosen.codebook)
    codings = read_codings(chosen.passages, current)
    show.tables({f"{current.titel}, version {current.versie}": code_counts(current, codings)})
    for split in current.gesplitst:
        show.line(f"{split.code} was split into {', '.join(split.naar)}; until then: {split.voorlopig or 'nothing'}.")
    show.line(f"{len(codings.passages)} codings hold, of {len(codings.history)} decisions ever made.")
    _tell_of_review(codings, current, review)


@codebooks.command("migrate")
def migrate_codebook(
    mapping: Annotated[
        Path,
        typer.Argument(help="TOML file: which codes to rename (hernoem), merge (voeg_samen) or split (splits)."),
    ],
    *,
    apply: Annotated[
        bool, typer.Option("--apply", help="Write the new codebook; without this nothing changes.")
    ] = False,
    review: ReviewOption = None,
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
) -> None:
    """Rename, merge or split codes. Codings follow as they are read; their files are never touched."""
    from pipeline.codings import read_codings
    from pipeline.migration.mapping import load_mapping
    from pipeline.migration.plan import make_plan

    chosen = settings_from(settings, codebook=codebook, passages=passages)
    plan = make_plan(chosen.codebook, load_mapping(mapping), chosen.passages)
    show.tables({f"{plan.new.titel}, version {plan.old.versie} to {plan.new.versie}": plan.followed})
    if apply:
        kept = plan.apply()
        show.line(f"{plan.path} is version {plan.new.versie} now; as it was: {kept}")
        show.line("The model is trained again by the next run or by 'rodedraad train'; older results keep their codes.")
    else:
        show.line(f"Nothing was changed. With --apply {plan.path} becomes version {plan.new.versie}.")
    _tell_of_review(read_codings(chosen.passages, plan.new), plan.new, review)


def _tell_of_review(codings: "Codings", codebook: "Codebook", path: Path | None) -> None:
    """Say how many passages have to be coded again because a code was split, and write them down when asked for."""
    from pipeline.migration.reopened import reopened, write_reopened

    count = len(reopened(codings.history))
    if path is not None:
        write_reopened(codings.history, codebook, path)
        show.line(f"{count} passages to code again -> {path}; fill in coder too and put it with the coded passages")
    elif count:
        show.line(f"{count} passages have a code that was split; --review FILE writes them down to be coded again.")
