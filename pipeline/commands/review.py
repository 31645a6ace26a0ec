"""The command that gives passages to review, as a sheet or as a web page, and takes the decisions back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import show
from pipeline.commands.app import CodebookOption, PassagesOption, SettingsOption, app, settings_from
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.review.material import Material
    from pipeline.review.queue import Wish

_MODES = "uncertain, random, report NAME, code NAME or disagreement"


@app.command()
def review(  # noqa: PLR0913 each is an option of the command
    mode: Annotated[list[str] | None, typer.Argument(help=f"{_MODES}; default: a mix that teaches most.")] = None,
    *,
    out: Annotated[Path, typer.Option(help="Folder of results to review.")] = Path("outputs"),
    count: Annotated[int, typer.Option("--next", min=1, help="How many passages to review.")] = 50,
    coder: Annotated[str, typer.Option(help="Your name, as it is kept with what you decide.")] = "",
    sheet: Annotated[
        Path | None, typer.Option(help="File to fill in (.xlsx or .csv); default: review.xlsx in the results.")
    ] = None,
    filled: Annotated[Path | None, typer.Option("--in", help="Read a sheet that was filled in.")] = None,
    web: Annotated[bool, typer.Option("--web", help="Review in the browser, on this machine only.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the page; 0: any that is free.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address of the page.")] = False,
    seed: Annotated[int, typer.Option(help="Another number gives another random draw.")] = 1,
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
) -> None:
    """Choose passages to code next and take your decisions back; what you decided is never overwritten."""
    from pipeline.review.material import load_material

    chosen = settings_from(settings, codebook=codebook, passages=passages)
    material = load_material(out, chosen)
    if filled is not None:
        _take_back(filled, material, chosen.passages, coder)
        return
    wish = _wish(mode or [], count=count, coder=coder, seed=seed)
    if web:
        from pipeline.review.web.server import serve

        serve(material, wish, chosen.passages, port=port, tell=show.line, browse=not no_browser)
        return
    _give_out(material, wish, sheet or out / "review.xlsx")


def _wish(words: list[str], *, count: int, coder: str, seed: int) -> "Wish":
    """What the words of the command ask for."""
    from pipeline.review.queue import Wish
    from pipeline.review.records import Picked

    named = {"report": Picked.REPORT, "code": Picked.CODE}
    plain = {"uncertain": Picked.UNCERTAIN, "random": Picked.RANDOM, "disagreement": Picked.DISAGREEMENT}
    match words:
        case []:
            return Wish(count, coder=coder, seed=seed)
        case [mode] if mode in plain:
            return Wish(count, plain[mode], coder=coder, seed=seed)
        case [mode, name] if mode in named:
            return Wish(count, named[mode], name, coder=coder, seed=seed)
    raise UsageError(f"found '{' '.join(words)}' as what to review; choose {_MODES}")


def _give_out(material: "Material", wish: "Wish", path: Path) -> None:
    from pipeline.review.queue import queue
    from pipeline.review.sheet import write_sheet

    items = queue(material, wish)
    if not items:
        show.line("There is nothing left to review for this wish.")
        return
    write_sheet(items, material.codebook, path, coder=wish.coder)
    show.line(f"{len(items)} passages to review -> {path}")


def _take_back(path: Path, material: "Material", folder: Path, coder: str) -> None:
    from pipeline.codings.store import append
    from pipeline.review.sheet_in import read_sheet

    found = read_sheet(path, material, coder=coder)
    stored = append(folder, found.decisions)
    for line in (*found.faults, *found.conflicts):
        show.line(line)
    places = f" -> {', '.join(map(str, stored))}" if stored else ""
    show.line(
        f"{len(found.decisions)} new decisions{places}; {found.unchanged} were stored before, "
        f"{found.blank} rows not reviewed, {len(found.faults)} not understood, {len(found.conflicts)} in conflict."
    )
    if found.faults:
        raise typer.Exit(1)
