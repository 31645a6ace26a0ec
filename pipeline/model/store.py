"""The model that belongs to the passages at hand: reused while nothing changed, trained again when something did.

A new model that is worse than the one before, beyond chance, does not take its place unless it is told to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from pipeline.codebook import Codebook, load_codebook
from pipeline.codings import CodedPassage, Codings, read_codings
from pipeline.errors import ModelError
from pipeline.model.card import model_card, readable_card
from pipeline.model.classifier import Classifier
from pipeline.model.folder import ModelFolder
from pipeline.model.inputs import Inputs, Recipe
from pipeline.model.quality import MACRO_SCHEMA, SCHEMA
from pipeline.model.semantic import SemanticModel
from pipeline.model.training import Trained, train
from pipeline.model.vectors import TextVectors, Vectors
from pipeline.retraining.before import judge_before
from pipeline.retraining.comparison import Absent, Comparison
from pipeline.retraining.declined import Declined
from pipeline.retraining.measure import measure
from pipeline.retraining.report import write_comparison
from pipeline.settings import Settings


@dataclass(frozen=True)
class Model:
    """A classifier ready for use, with its card and whether it was trained just now.

    ``history`` is every decision of people, oldest first, also what it was not trained on;
    ``declined`` is the training on the present passages that was worse than this model, if there was one.
    """

    classifier: Classifier
    card: dict[str, Any]
    fresh: bool
    history: Sequence[CodedPassage] = ()
    declined: Declined | None = None

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

    @property
    def comparison(self) -> Comparison:
        """What the last training on the present passages changed, whether its model is in use or not."""
        return self.declined.comparison if self.declined else Comparison.from_card(self.card["comparison"])

    @property
    def notice(self) -> str:
        """One line when the model did not learn from the present passages, else ''."""
        return self.declined.notice if self.declined else ""


@dataclass(frozen=True)
class _Present:
    """What there is to learn from now, and where the model is kept."""

    settings: Settings
    codebook: Codebook
    codings: Codings
    vectors: TextVectors | None
    inputs: Inputs
    folder: ModelFolder

    @classmethod
    def of(cls, settings: Settings) -> "_Present":
        codebook = load_codebook(settings.codebook)
        codings, vectors = read_codings(settings.passages, codebook), text_vectors(settings)
        inputs = Inputs.of(Recipe.of(settings, codebook, vectors), codings.passages)
        return cls(settings, codebook, codings, vectors, inputs, ModelFolder(settings.model_folder))

    def model(self, *, fresh: bool, declined: Declined | None = None) -> Model:
        classifier = self.folder.load(self.codebook, self.vectors)
        return Model(classifier, self.folder.read_card() or {}, fresh, self.codings.history, declined)


def current_model(settings: Settings, *, again: bool = False, accept: bool = False) -> Model:
    """Return the model for these passages, codebook and settings; train it when there is none yet, or ``again``.

    When the new model is worse than the one before, the one before stays, and no further training is tried until
    something changes or ``again`` is asked. With ``accept`` the new one takes its place all the same. Raises the errors
    of `load_codebook`, `read_codings`, `train` and of loading the vectors; the model before is then as it was.
    """
    present = _Present.of(settings)
    card, declined = present.folder.read_card(), Declined.read(present.folder.root)
    wanted = present.inputs.fingerprint
    if card is not None and not again:
        if card["fingerprint"] == wanted:
            return present.model(fresh=False)
        if declined is not None and declined.fingerprint == wanted:
            return present.model(fresh=False, declined=declined)
    return _trained(present, card, accept=accept)


def previous_model(settings: Settings) -> Model:
    """Put the model before the one in use back, and keep it until something changes.

    Raises ModelError, with everything as it was, when no model before this one was kept, or it is damaged or was made
    for another codebook or other vectors.
    """
    present = _Present.of(settings)
    current, previous = present.folder.read_card(), present.folder.read_previous_card()
    if current is None or previous is None:
        raise ModelError(f"{present.folder.root} holds no model from before this one; there is nothing to go back to")
    present.folder.load_previous(present.codebook, present.vectors)
    present.folder.swap(readable_card(previous))
    declined = Declined.restored(present.inputs.fingerprint, Comparison.from_card(current["comparison"]))
    if previous["fingerprint"] != declined.fingerprint:
        declined.write(present.folder.root)
    return present.model(fresh=False, declined=declined)


def text_vectors(settings: Settings) -> TextVectors | None:
    """Return what gives a sentence its vector by these settings, or None when there is nothing that does.

    Raises ModelError when it cannot be loaded.
    """
    if settings.model.semantic:
        return SemanticModel.load(settings.model.semantic)
    return Vectors.load(settings.vectors) if settings.vectors.exists() else None


def _trained(present: _Present, card: Mapping[str, Any] | None, *, accept: bool) -> Model:
    """Train, and keep whichever model is to be used."""
    trained = train(present.codings.passages, present.codebook, present.settings.model, present.vectors)
    comparison = _compared(present, card, trained)
    root, wanted = present.folder.root, present.inputs.fingerprint
    if comparison.worse and not accept:
        declined = Declined.worse(wanted, comparison, len(present.codings.passages))
        declined.write(root)
        write_comparison(root, comparison, taken=False)
        return present.model(fresh=False, declined=declined)
    kept = comparison if card is None or card["fingerprint"] != wanted else Comparison.from_card(card["comparison"])
    made = model_card(trained, present.codings, present.codebook, present.settings.model, wanted)
    made |= {"recipe": asdict(present.inputs.recipe), "comparison": kept.for_card()}
    present.folder.save(trained.classifier, trained.judged, made, readable_card(made))
    Declined.forget(root)
    write_comparison(root, kept, taken=True)
    return present.model(fresh=True)


def _compared(present: _Present, card: Mapping[str, Any] | None, trained: Trained) -> Comparison:
    """Compare the model in use with the one just trained, if that can be."""
    absent = _obstacle(present, card)
    if absent is not None:
        return Comparison.impossible(absent)
    try:
        classifier = present.folder.load(present.codebook, present.vectors)
        learnt = present.folder.load_learnt(present.codebook)
    except ModelError:  # what is damaged is replaced by the training that was asked for
        return Comparison.impossible(Absent.DAMAGED)
    before = judge_before(classifier, learnt, trained.judged.passages)
    seed = present.settings.model.seed
    return Comparison(measure(before, trained.judged, learnt.passages, present.codebook, seed=seed))


def _obstacle(present: _Present, card: Mapping[str, Any] | None) -> Absent | None:
    """What makes two models differ by more than the passages that they learnt from."""
    if card is None:
        return Absent.NO_MODEL
    before, now = card.get("recipe", {}), asdict(present.inputs.recipe)
    return next((Absent(name) for name in now if before.get(name) != now[name]), None)
