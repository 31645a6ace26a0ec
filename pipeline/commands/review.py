"""The command that gives passages to review, as a sheet or as a web page, and takes the decisions back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import show
from pipeline.commands.app import CodebookOption, PassagesOption, SettingsOption, app, settings_from
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.codings import CodedPassage
    from pipeline.review.material import Material
    from pipeline.review.queue import Wish
    from pipeline.review.sheet_in import Filled
    from pipeline.settings import Settings

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
        _take_back(filled, chosen, coder, sheet_wins=sheet_wins)
        return
    from pipeline.review.material import load_material

    material = load_material(out, chosen)
    wish = _wish(mode or [], count=count, coder=_person(coder, material.history), seed=seed)
    if web:
        from pipeline.review.web.server import serve

        serve(material, wish, chosen.passages, port=port, tell=show.line, browse=not no_browser, veil=not show_proposal)
        return
    _give_out(material, wish, sheet or out / "review.xlsx", veil=not show_proposal)


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


def _person(name: str, history: "Sequence[CodedPassage]") -> str:
    """The name as it was spelled before; '' when none was given."""
    from pipeline.codings.coders import person

    return person(name, dict.fromkeys(decision.coder for decision in history)) if name.strip() else ""


def _give_out(material: "Material", wish: "Wish", path: Path, *, veil: bool) -> None:
    from pipeline.review.queue import queue
    from pipeline.review.sheet import write_sheet
    from pipeline.review.veil import without_proposals

    items = without_proposals(queue(material, wish), material.history if veil else [], wish.coder)
    if not items:
        show.line("There is nothing left to review for this wish.")
        return
    written = write_sheet(items, material.codebook, path, results=material.out, coder=wish.coder)
    if written != path:
        show.line(f"{path} was there already and may be filled in; it stays as it is.")
    show.line(f"{len(items)} passages to review -> {written}")
    held_back = sum(not item.proposed for item in items)
    if held_back:
        show.line(
            f"{held_back} of them were coded by somebody else and stand there without a proposal (--show-proposal)."
        )
    show.line(f"Fill it in and save it, then: rodedraad review --in {written}")


def _take_back(path: Path, settings: "Settings", coder: str, *, sheet_wins: bool) -> None:
    """Store what stands in a sheet; the results that it was made from are not needed."""
    from pipeline.codebook import load_codebook
    from pipeline.codings import read_codings
    from pipeline.codings.store import append
    from pipeline.review.sheet_in import read_sheet

    codebook = load_codebook(settings.codebook)
    history = read_codings(settings.passages, codebook).history
    found = read_sheet(path, codebook, history, coder=_person(coder, history), sheet_wins=sheet_wins)
    stored = append(settings.passages, found.decisions)
    _tell(found, stored)
    if found.faults or found.conflicts:
        raise typer.Exit(1)


def _tell(found: "Filled", stored: list[Path]) -> None:
    for title, lines in (
        ("Not understood, and not stored", found.faults),
        ("Decided otherwise since the sheet was made, and not stored (--sheet-wins stores them)", found.conflicts),
        ("Coded differently by somebody else; stored", found.disagreements),
    ):
        if lines:
            show.line(f"{title}:")
        for line in lines:
            show.line(f"  {line}")
    places = f" -> {', '.join(map(str, stored))}" if stored else ""
    show.line(
        f"{len(found.decisions)} new decisions{places}, of which {found.changed} replace an earlier one; "
        f"{found.unchanged} were stored before; rows left open: {found.blank}, not understood: {len(found.faults)}, "
        f"in conflict: {len(found.conflicts)}."
    )
    if found.decisions:
        show.line("The next 'make' (rodedraad run) learns from them and shows them in the results.")
