"""The model that belongs to the passages at hand: reused while nothing changed, trained again when something did."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.codebook import Codebook, load_codebook
from pipeline.codings import Codings, read_codings
from pipeline.model.card import model_card, readable_card
from pipeline.model.classifier import Classifier
from pipeline.model.folder import ModelFolder
from pipeline.model.quality import SCHEMA
from pipeline.model.training import train
from pipeline.settings import Settings
from pipeline.versions import code_version, file_hash, fingerprint, versions


@dataclass(frozen=True)
class Model:
    """A classifier ready for use, with its card and whether it was trained just now."""

    classifier: Classifier
    card: dict[str, Any]
    fresh: bool

    @property
    def fingerprint(self) -> str:
        """What the model was made from."""
        return str(self.card["fingerprint"])

    @property
    def quality(self) -> pl.DataFrame:
        """Quality per code on unseen documents."""
        return pl.DataFrame(self.card["quality"], schema=SCHEMA)


def current_model(settings: Settings, *, again: bool = False) -> Model:
    """Return the model for these passages, codebook and settings; train it when there is none yet, or ``again``.

    Raises the errors of `load_codebook`, `read_codings` and `train`.
    """
    codebook = load_codebook(settings.codebook)
    codings = read_codings(settings.passages, codebook)
    folder, wanted = ModelFolder(settings.model_folder), _fingerprint(settings, codings)
    card = folder.read_card()
    if card is not None and card["fingerprint"] == wanted and not again:
        return Model(folder.load(codebook), card, fresh=False)
    return _train(folder, codings, codebook, settings, wanted)


def _train(folder: ModelFolder, codings: Codings, codebook: Codebook, settings: Settings, wanted: str) -> Model:
    trained = train(codings.passages, codebook, settings.model)
    card = model_card(trained, codings, codebook, settings.model, wanted)
    folder.save(trained.classifier, card, readable_card(card))
    return Model(folder.load(codebook), card, fresh=True)


def _fingerprint(settings: Settings, codings: Codings) -> str:
    return fingerprint(
        *(f"{path.name} {file_hash(path)}" for path in codings.files),
        file_hash(settings.codebook),
        settings.model.model_dump_json(),
        code_version("model", "codings.py", "codebook.py", "spreadsheet.py"),
        versions("scikit-learn", "numpy", "scipy"),
    )
