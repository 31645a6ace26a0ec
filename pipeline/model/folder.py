"""The model folder: a file of numbers, what was learnt from, thresholds and model card, whole or not there.

The large files carry the fingerprint of their model in their name, and the card says which model is in use. So a new
model takes the place of the old one at the moment that its card does: whatever ends a training before, the old model
is as it was. The model before is kept, so that one can go back to it.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.atomic import write_text
from pipeline.codebook import Codebook
from pipeline.errors import ModelError
from pipeline.model.classifier import Calibrations, Classifier
from pipeline.model.features import Features
from pipeline.model.fitted import read_fitted, write_fitted
from pipeline.model.learnt import read_learnt, write_learnt
from pipeline.model.lexicon import Lexicon
from pipeline.model.quality import Judged
from pipeline.model.vectors import TextVectors, kind_of

_CARD_KEYS = {"fingerprint", "mechanisms", "roles", "quality", "calibrations"}
_ABANDONED = 3600  # seconds after which a draft is no longer being written


@dataclass(frozen=True)
class ModelFolder:
    """Where the parts of a model are kept below ``root``."""

    root: Path

    @property
    def card(self) -> Path:
        """The model card: data, counts, quality, calibration, versions, seed and fingerprint."""
        return self.root / "modelkaart.json"

    @property
    def previous_card(self) -> Path:
        """The card of the model before this one."""
        return self.root / "modelkaart-vorig.json"

    @property
    def _leaving(self) -> Path:
        """The card that makes place for the one before it: there while they change places, or when that was cut off."""
        return self.root / "modelkaart-wissel.json"

    @property
    def readable_card(self) -> Path:
        """The model card for people, in Dutch."""
        return self.root / "modelkaart.md"

    def fitted(self, fingerprint: str) -> Path:
        """The terms of a model and the coefficients of its surface."""
        return self.root / f"classifier-{fingerprint}.npz"

    def learnt(self, fingerprint: str) -> Path:
        """What a model learnt from and said of it while held out."""
        return self.root / f"geleerd-{fingerprint}.parquet"

    def save(self, classifier: Classifier, judged: Judged, card: dict[str, Any], readable_card: str) -> None:
        """Write a model; only when its card is there does it count, and until then the model before it does."""
        write_fitted(self.fitted(card["fingerprint"]), classifier.features, classifier.surface, classifier.usual)
        write_learnt(self.learnt(card["fingerprint"]), judged)
        self._end_swap()
        before = self.read_card()
        if before is not None and before["fingerprint"] != card["fingerprint"]:
            _write_json(self.previous_card, before)
        _write_json(self.card, card | {"calibrations": asdict(classifier.calibrations)})
        write_text(self.readable_card, readable_card)
        self._prune()

    def read_card(self) -> dict[str, Any] | None:
        """Return the model card, or None when there is no whole model in the folder; a damaged card is a ModelError."""
        return self._whole(self.card)

    def read_previous_card(self) -> dict[str, Any] | None:
        """Return the card of the model before, or None when it was not kept; a damaged card is a ModelError."""
        return self._whole(self.previous_card if self.previous_card.exists() else self._leaving)

    def swap(self, readable_card: str) -> None:
        """Put the model before back, and keep the one in use in its place; whatever ends this midway, both are kept."""
        self._end_swap()
        write_text(self._leaving, self.card.read_text(encoding="utf-8"))
        self.previous_card.replace(self.card)
        self._leaving.replace(self.previous_card)
        write_text(self.readable_card, readable_card)

    def load(self, codebook: Codebook, vectors: TextVectors | None = None) -> Classifier:
        """Read the model back; ``vectors`` are those that it was trained with.

        Raises ModelError when the folder holds no model, a model for another codebook, or a file that does not hold the
        numbers of one.
        """
        card = self.read_card()
        if card is None:
            raise ModelError(f"no model in {self.root}: looked for {self.card.name} and the files it names; train one")
        return self._load(card, codebook, vectors)

    def load_previous(self, codebook: Codebook, vectors: TextVectors | None = None) -> Classifier:
        """Read the model before this one back. Raises ModelError as `load` does."""
        card = self.read_previous_card()
        if card is None:
            raise ModelError(f"{self.root} holds no model from before this one; there is nothing to go back to")
        return self._load(card, codebook, vectors)

    def _load(self, card: dict[str, Any], codebook: Codebook, vectors: TextVectors | None) -> Classifier:
        if card["mechanisms"] != list(codebook.mechanisms) or card["roles"] != list(codebook.roles):
            raise ModelError(f"the model in {self.root} was trained for the codes {card['mechanisms']}; train it again")
        if card.get("vectors") != kind_of(vectors):
            raise ModelError(
                f"the model in {self.root} was trained with {card.get('vectors')}, not with {kind_of(vectors)}; "
                "train it again"
            )
        fitted = read_fitted(self.fitted(card["fingerprint"]))
        features = Features(fitted.words, fitted.parts, fitted.axes, Lexicon(codebook), vectors)
        calibrations = Calibrations.from_card(card["calibrations"])
        return Classifier(codebook, features, fitted.surface, calibrations, fitted.usual)

    def load_learnt(self, codebook: Codebook) -> Judged:
        """Return what the model in use learnt from, and said of it while held out.

        Raises ModelError when there is no model or its file cannot be read.
        """
        card = self.read_card()
        if card is None:
            raise ModelError(f"no model in {self.root}; train one")
        return read_learnt(self.learnt(card["fingerprint"]), codebook)

    def _whole(self, place: Path) -> dict[str, Any] | None:
        if not place.exists():
            return None
        try:
            card = json.loads(place.read_text(encoding="utf-8"))
        except ValueError as e:
            raise self._damaged(place, e) from e
        if not isinstance(card, dict) or _CARD_KEYS - card.keys():
            raise self._damaged(place, "it is no model card")
        parts = self.fitted(card["fingerprint"]), self.learnt(card["fingerprint"])
        return card if all(part.exists() for part in parts) else None

    def _damaged(self, file: Path, reason: object) -> ModelError:
        return ModelError(f"{file} is damaged: {reason}; delete {self.root} and train again")

    def _end_swap(self) -> None:
        """Finish what a swap that was cut off left."""
        if self._leaving.exists() and self.previous_card.exists():
            self._leaving.unlink()
        elif self._leaving.exists():
            self._leaving.replace(self.previous_card)

    def _prune(self) -> None:
        """Delete the files of models that no card names, and drafts that a training did not live to finish."""
        cards = [card for card in (self.read_card(), self.read_previous_card()) if card is not None]
        kept = {part(card["fingerprint"]) for card in cards for part in (self.fitted, self.learnt)}
        for path in self._large_files():
            if path not in kept:
                path.unlink(missing_ok=True)

    def _large_files(self) -> Iterator[Path]:
        yield from self.root.glob("classifier*.skops")  # of versions that kept a model so
        yield from self.root.glob("classifier-*.npz")
        yield from self.root.glob("geleerd-*.parquet")
        for draft in self.root.glob(".*.tmp"):
            if time.time() - draft.stat().st_mtime > _ABANDONED:
                yield draft


def _write_json(path: Path, card: dict[str, Any]) -> None:
    write_text(path, json.dumps(card, ensure_ascii=False, indent=1) + "\n")
