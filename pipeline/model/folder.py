"""The model folder: estimators without pickle, thresholds and model card, written so that it is whole or not there."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import skops.io
from skops.io.exceptions import UntrustedTypesFoundException

from pipeline.atomic import replacing, write_text
from pipeline.codebook import Codebook
from pipeline.errors import ModelError
from pipeline.model.classifier import Calibrations, Classifier
from pipeline.model.features import Features
from pipeline.model.lexicon import Lexicon
from pipeline.model.surface import Surface
from pipeline.model.vectors import TextVectors, kind_of

_CARD_KEYS = {"fingerprint", "mechanisms", "roles", "quality", "calibrations"}
_FITTED = ("words", "parts", "part_weights", "axes")
_SURFACE = ("constant", "words", "slopes", "curves")


@dataclass(frozen=True)
class ModelFolder:
    """Where the parts of a model are kept below ``root``."""

    root: Path

    @property
    def estimators(self) -> Path:
        """Vectorizers and the coefficients of the surface, written by skops."""
        return self.root / "classifier.skops"

    @property
    def card(self) -> Path:
        """The model card: data, counts, quality, calibration, versions, seed and fingerprint."""
        return self.root / "modelkaart.json"

    @property
    def readable_card(self) -> Path:
        """The model card for people, in Dutch."""
        return self.root / "modelkaart.md"

    def save(self, classifier: Classifier, card: dict[str, Any], readable_card: str) -> None:
        """Write a model; the card goes last, because a model without its card does not count as one."""
        self.card.unlink(missing_ok=True)
        estimators = {
            "features": {name: getattr(classifier.features, name) for name in _FITTED},
            "surface": {name: getattr(classifier.surface, name) for name in _SURFACE},
            "usual": classifier.usual,
        }
        with replacing(self.estimators) as draft:
            skops.io.dump(estimators, draft)
        write_text(self.readable_card, readable_card)
        card = card | {"calibrations": asdict(classifier.calibrations)}
        write_text(self.card, json.dumps(card, ensure_ascii=False, indent=1) + "\n")

    def read_card(self) -> dict[str, Any] | None:
        """Return the model card, or None when there is no whole model in the folder; a damaged card is a ModelError."""
        if not (self.card.exists() and self.estimators.exists()):
            return None
        try:
            card = json.loads(self.card.read_text(encoding="utf-8"))
        except ValueError as e:
            raise self._damaged(self.card, e) from e
        if not isinstance(card, dict) or _CARD_KEYS - card.keys():
            raise self._damaged(self.card, "it is no model card")
        return card

    def _damaged(self, file: Path, reason: object) -> ModelError:
        return ModelError(f"{file} is damaged: {reason}; delete {self.root} and train again")

    def load(self, codebook: Codebook, vectors: TextVectors | None = None) -> Classifier:
        """Read the model back; ``vectors`` are those that it was trained with.

        Raises ModelError when the folder holds no model, a model for another codebook, or a file with types that a
        model of ours does not have (it is then not loaded at all).
        """
        card = self.read_card()
        if card is None:
            raise ModelError(
                f"no model in {self.root}: looked for {self.card.name} and {self.estimators.name}; train one"
            )
        if card["mechanisms"] != list(codebook.mechanisms) or card["roles"] != list(codebook.roles):
            raise ModelError(f"the model in {self.root} was trained for the codes {card['mechanisms']}; train it again")
        if card.get("vectors") != kind_of(vectors):
            raise ModelError(
                f"the model in {self.root} was trained with {card.get('vectors')}, not with {kind_of(vectors)}; "
                "train it again"
            )
        try:
            estimators = skops.io.load(self.estimators, trusted=[])
        except UntrustedTypesFoundException as e:
            raise ModelError(f"{self.estimators} is not a model of this software and was not loaded: {e}") from e
        except (BadZipFile, ValueError, KeyError, EOFError) as e:
            raise self._damaged(self.estimators, e) from e
        features = Features(**estimators["features"], lexicon=Lexicon(codebook), vectors=vectors)
        calibrations = Calibrations.from_card(card["calibrations"])
        return Classifier(codebook, features, Surface(**estimators["surface"]), calibrations, estimators["usual"])
