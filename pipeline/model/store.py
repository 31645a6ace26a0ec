"""The model that belongs to the passages at hand: reused while nothing changed, trained again when something did."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.codebook import Codebook, load_codebook
from pipeline.codings import CodedPassage, Codings, read_codings
from pipeline.model.card import model_card, readable_card
from pipeline.model.classifier import Classifier
from pipeline.model.folder import ModelFolder
from pipeline.model.quality import MACRO_SCHEMA, SCHEMA
from pipeline.model.semantic import SemanticModel
from pipeline.model.training import train
from pipeline.model.vectors import TextVectors, Vectors, kind_of
from pipeline.settings import Settings
from pipeline.versions import code_version, file_hash, fingerprint, versions

# The code that decides what the coded passages say.
_READING = (*(f"codings/{name}.py" for name in ("read", "columns", "records", "torn")), "spreadsheet.py")


@dataclass(frozen=True)
class Model:
    """A classifier ready for use, with its card and whether it was trained just now.

    ``history`` is every decision of people, oldest first, also what it was not trained on.
    """

    classifier: Classifier
    card: dict[str, Any]
    fresh: bool
    history: Sequence[CodedPassage] = ()

    @property
    def fingerprint(self) -> str:
        """What the model was made from."""
        return str(self.card["fingerprint"])

    @property
    def quality(self) -> pl.DataFrame:
        """Quality per code on unseen documents."""
        return pl.DataFrame(self.card["quality"], schema=SCHEMA)

    @property
    def macro(self) -> pl.DataFrame:
        """Means over the mechanisms and over the roles, on the same documents."""
        return pl.DataFrame(self.card["macro"], schema=MACRO_SCHEMA)


def current_model(settings: Settings, *, again: bool = False) -> Model:
    """Return the model for these passages, codebook and settings; train it when there is none yet, or ``again``.

    Raises the errors of `load_codebook`, `read_codings`, `train` and of loading the vectors.
    """
    codebook = load_codebook(settings.codebook)
    codings = read_codings(settings.passages, codebook)
    vectors = text_vectors(settings)
    folder, wanted = ModelFolder(settings.model_folder), _fingerprint(settings, codings, codebook, vectors)
    card = folder.read_card()
    stale = card is None or card["fingerprint"] != wanted
    if stale or again:
        trained = train(codings.passages, codebook, settings.model, vectors)
        made = model_card(trained, codings, codebook, settings.model, wanted)
        folder.save(trained.classifier, made, readable_card(made))
    return Model(folder.load(codebook, vectors), folder.read_card() or {}, stale or again, codings.history)


def text_vectors(settings: Settings) -> TextVectors | None:
    """Return what gives a sentence its vector by these settings, or None when there is nothing that does.

    Raises ModelError when it cannot be loaded.
    """
    if settings.model.semantic:
        return SemanticModel.load(settings.model.semantic)
    return Vectors.load(settings.vectors) if settings.vectors.exists() else None


def _fingerprint(settings: Settings, codings: Codings, codebook: Codebook, vectors: TextVectors | None) -> str:
    return fingerprint(
        *(f"{path.name} {file_hash(path)}" for path in codings.files),
        codebook.learnt,
        file_hash(settings.vectors) if isinstance(vectors, Vectors) else kind_of(vectors),
        settings.model.model_dump_json(),
        code_version("model", *_READING),
        versions("scikit-learn", "numpy", "scipy"),
    )
