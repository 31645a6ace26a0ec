"""What a model says of coded passages whose document it did not see: the model in use if it can, else one made for it.

The model in use keeps what it said while each document was held out. As long as it was made from these very passages
and settings a training would say the same again.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.errors import ModelError
from pipeline.model.folder import ModelFolder
from pipeline.model.inputs import Inputs, Recipe
from pipeline.model.quality import Judged
from pipeline.model.store import text_vectors
from pipeline.model.training import manageable, train
from pipeline.model.vectors import TextVectors
from pipeline.settings import Settings


class HeldOut:
    """Judges passages; ``trained`` says whether that took a training, and is None before it was asked."""

    def __init__(self, settings: Settings, codebook: Codebook) -> None:
        self._settings = settings
        self._codebook = codebook
        self.trained: bool | None = None

    def __call__(self, passages: Sequence[CodedPassage]) -> Judged:
        """Return what is said of passages, or of the most that a training takes; raises the errors of `train`."""
        vectors = text_vectors(self._settings)
        kept = self._kept(passages, vectors)
        self.trained = kept is None
        return kept or train(passages, self._codebook, self._settings.model, vectors).judged

    def _kept(self, passages: Sequence[CodedPassage], vectors: TextVectors | None) -> Judged | None:
        """What the model in use said, with the passages as they stand in the files; None when it learnt otherwise."""
        folder = ModelFolder(self._settings.model_folder)
        inputs = Inputs.of(Recipe.of(self._settings, self._codebook, vectors), passages)
        try:
            card = folder.read_card()
            if card is None or card["fingerprint"] != inputs.fingerprint:
                return None
            judged = folder.load_learnt(self._codebook)
        except ModelError:  # a model that cannot be read is no reason not to check the passages
            return None
        present = manageable(passages, self._settings.model)
        same = list(map(_learnt, judged.passages)) == list(map(_learnt, present))
        return replace(judged, passages=present) if same else None


def _learnt(passage: CodedPassage) -> tuple[object, ...]:
    return passage.document, passage.text, passage.mechanisms, passage.role
