"""What there is to export: decisions from the store, and the sentences and codings of a folder of results."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.codebook import load_codebook
from pipeline.codings import CodedPassage, Proposal, read_codings
from pipeline.codings.read import newest
from pipeline.exchange.records import MACHINE, Content, Line
from pipeline.outputs import read_manifest
from pipeline.review.material import PASSAGES, Material, load_material
from pipeline.review.records import Item, Picked
from pipeline.settings import Settings

DEFAULT_OUT = Path("outputs")
_BY_MACHINE = "classificatie"  # in the column bron


@dataclass(frozen=True)
class Choice:
    """What of it to export: see the options of the command."""

    machine: bool = True
    history: bool = True
    corpus: bool = True
    coder: str = ""


def collect(out: Path | None, settings: Settings, choice: Choice) -> Content:
    """Return what ``choice`` asks for; without ``out``, the results in the folder outputs if there are any.

    Raises what `load_material`, `load_codebook` and `read_codings` raise.
    """
    material = _results(out, settings)
    codebook = material.codebook if material else load_codebook(settings.codebook)
    history = material.history if material else read_codings(settings.passages, codebook).history
    documents = set(material.passages["document"]) if material else set()
    decisions = [
        decision
        for decision in (history if choice.history else newest(history))
        if choice.coder in ("", decision.coder) and (choice.corpus or decision.document in documents)
    ]
    if material is None:
        return Content(codebook, decisions)
    items = _machine_items(material) if choice.machine else []
    return Content(
        codebook,
        decisions,
        [_machine_coding(item) for item in items],
        {item.place.passage_id: min(item.scores[code] for code in item.mechanisms) for item in items},
        _sentences(material),
    )


def _results(out: Path | None, settings: Settings) -> Material | None:
    if out is None and not (read_manifest(DEFAULT_OUT) and (DEFAULT_OUT / PASSAGES).exists()):
        return None
    return load_material(out or DEFAULT_OUT, settings)


def _machine_items(material: Material) -> list[Item]:
    """Passages that the machine gave a mechanism; every sentence has a role, so a role alone says little."""
    items = (material.item(row, Picked.CODE) for row in material.passages.iter_rows(named=True))
    return [item for item in items if item.mechanisms]


def _machine_coding(item: Item) -> CodedPassage:
    return CodedPassage(
        text=item.text,
        mechanisms=item.mechanisms,
        role=item.role,
        document=item.document,
        coder=MACHINE,
        source=_BY_MACHINE,
        before=item.before,
        after=item.after,
        section=item.section,
        place=item.place,
        proposal=Proposal(item.mechanisms, item.role, item.model),
        codebook=item.codebook,
    )


def _sentences(material: Material) -> Mapping[str, list[Line]]:
    rows: Iterable[dict[str, Any]] = material.passages.iter_rows(named=True)
    found: dict[str, list[Line]] = {}
    for row in rows:
        found.setdefault(row["document"], []).append(Line(row["passage_id"], row["sectie"], row["passage"]))
    return found
