"""The command that gives passages to review, as a sheet or as a web page, and takes the decisions back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import show
from pipeline.commands.app import CodebookOption, PassagesOption, SettingsOption, app
from pipeline.commands.chosen import settings_from
from pipeline.commands.review_sheet import give_out, person_of, take_back
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    sheet_wins: Annotated[
        bool,
        typer.Option("--sheet-wins", help="Also store what you decided otherwise since the sheet was made."),
    ] = False,
    show_proposal: Annotated[
        bool, typer.Option("--show-proposal", help="Also show the proposal where somebody else coded the passage.")
    ] = False,
    web: Annotated[bool, typer.Option("--web", help="Review in the browser, on this machine only.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the page; 0: any that is free.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address of the page.")] = False,
    seed: Annotated[int, typer.Option(help="Another number gives another random draw.")] = 1,
    settings: SettingsOption = None,
    codebook: CodebookOption = None,
    passages: PassagesOption = None,
) -> None:
    """Choose passages to code next and take your decisions back; what you decided is never overwritten."""
    chosen = settings_from(settings, codebook=codebook, passages=passages)
    if filled is not None:
        _refuse_beside_in({" ".join(mode or []): bool(mode), "--web": web, "--sheet": sheet is not None})
        take_back(filled, chosen, coder, sheet_wins=sheet_wins)
        return
    from pipeline.review.material import load_material

    material = load_material(out, chosen)
    wish = _wish(mode or [], count=count, coder=person_of(coder, material.history), seed=seed)
    if web:
        from pipeline.review.web.server import serve

        serve(material, wish, chosen.passages, port=port, tell=show.line, browse=not no_browser, veil=not show_proposal)
        return
    give_out(material, wish, sheet or out / "review.xlsx", veil=not show_proposal)


def _refuse_beside_in(given: "Mapping[str, bool]") -> None:
    """Refuse what chooses or gives out passages where a sheet is read back; ``given`` says of each if it is there."""
    wrong = [name for name, there in given.items() if there]
    if wrong:
        raise UsageError(f"found --in together with {', '.join(wrong)}; read the sheet back first, then give that")


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
