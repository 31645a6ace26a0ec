"""What a review works on: the passages of a folder of results, and what people decided on them so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.classify import role_score_column, score_column
from pipeline.codebook import Codebook, load_codebook
from pipeline.codings import CodedPassage, Place, read_codings
from pipeline.errors import UsageError
from pipeline.outputs import MANIFEST, read_manifest
from pipeline.privacy.decided import masked_decisions
from pipeline.report.links import Links
from pipeline.review.records import Item, Picked
from pipeline.settings import Settings

PASSAGES = "passages.parquet"
_PASSAGE = pl.col("passage")
# At least four words, mostly letters, and an end; an item of a list has none, but then it is eight words or more.
_SENTENCE = (
    (_PASSAGE.str.count_matches(r"\p{L}{2,}") >= 4)
    & (_PASSAGE.str.count_matches(r"\p{L}") >= 0.6 * _PASSAGE.str.count_matches(r"\S"))
    & (_PASSAGE.str.contains(r"[.!?:;…][\"'’”»)\]]*\s*$") | (_PASSAGE.str.count_matches(r"\p{L}{2,}") >= 8))
)


@dataclass(frozen=True)
class Material:
    """``passages`` holds every sentence of the results, in reading order; ``history`` every decision of people.

    ``manifest`` is that of the run.
    """

    out: Path
    passages: pl.DataFrame
    codebook: Codebook
    manifest: Mapping[str, Any]
    history: list[CodedPassage]

    @cached_property
    def sentences(self) -> NDArray[np.bool_]:
        """Return (n,): which passages are sentences, and not a label, a heading or a piece of a table.

        Such pieces say too little to be coded by themselves. They are passages all the same: who asks for a random draw
        or for a whole report gets them too.
        """
        return self.passages.select(_SENTENCE)["passage"].to_numpy()

    @property
    def model(self) -> str:
        """The fingerprint of the model that coded the passages."""
        return str(self.manifest["model_card"]["fingerprint"])

    def item(self, row: Mapping[str, Any], picked: Picked) -> Item:
        """Return the item for a row of ``passages`` by column name."""
        return Item(
            place=Place(
                passage_id=row["passage_id"],
                page=row["pagina"],
                block=row["blok"],
                start=row["start"],
                end=row["eind"],
                sha256=self.manifest["inputs"].get(row["document"], ""),
            ),
            document=row["document"],
            section=row["sectie"],
            text=row["passage"],
            before=row["ervoor"],
            after=row["erna"],
            mechanisms=tuple(row.get("machine", row["mechanismen"])),
            role=row.get("machine_rol", row["rol"]),
            scores={code: row[score_column(code)] for code in self.codebook.mechanisms},
            role_scores={role: row[role_score_column(role)] for role in self.codebook.roles},
            link=Links(self.manifest["reports"]).to(row["document"], row["pagina"]),
            model=self.model,
            codebook=self.codebook.versie,
            picked=picked,
        )


def shows_masks(manifest: Mapping[str, Any]) -> bool:
    """Return whether names and numbers of persons were masked in the results."""
    return bool(manifest.get("settings", {}).get("extract", {}).get("pseudonymise"))


def load_material(out: Path, settings: Settings) -> Material:
    """Read the results in ``out`` and the codings of ``settings``.

    Raises UsageError when ``out`` holds no whole results, or results of another codebook, and what `load_codebook` and
    `read_codings` raise.
    """
    manifest = read_manifest(out)
    if not manifest or not (out / PASSAGES).exists():
        raise UsageError(f"{out} holds no results (no {MANIFEST} with {PASSAGES}); run 'rodedraad run' first")
    codebook = load_codebook(settings.codebook)
    coded_with = manifest["model_card"]["mechanisms"], manifest["model_card"]["roles"]
    if coded_with != (list(codebook.mechanisms), list(codebook.roles)):
        raise UsageError(f"the results in {out} were made with other codes than {settings.codebook}; run again first")
    history = read_codings(settings.passages, codebook).history
    if shows_masks(manifest):
        history = masked_decisions(history, manifest["inputs"])
    return Material(out, pl.read_parquet(out / PASSAGES), codebook, manifest, history)
