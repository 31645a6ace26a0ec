"""Sheets to review: given out with passages, and taken back with decisions."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.codings import CodedPassage
    from pipeline.review.material import Material
    from pipeline.review.queue import Wish
    from pipeline.review.sheet_in import Filled
    from pipeline.settings import Settings


def person_of(name: str, history: "Sequence[CodedPassage]") -> str:
    """The name as it was spelled before; '' when none was given."""
    from pipeline.codings.coders import person

    return person(name, dict.fromkeys(decision.coder for decision in history)) if name.strip() else ""


def give_out(material: "Material", wish: "Wish", path: Path, *, veil: bool) -> None:
    """Write the passages that are wished for as a sheet; ``veil`` holds back proposals on what others coded."""
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


def take_back(path: Path, settings: "Settings", coder: str, *, sheet_wins: bool) -> None:
    """Store what stands in a sheet; the results that it was made from are not needed."""
    from pipeline.codebook import load_codebook
    from pipeline.codings import read_codings
    from pipeline.codings.store import append
    from pipeline.review.sheet_in import read_sheet

    codebook = load_codebook(settings.codebook)
    history = read_codings(settings.passages, codebook).history
    found = read_sheet(path, codebook, history, coder=person_of(coder, history), sheet_wins=sheet_wins)
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
