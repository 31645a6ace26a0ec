"""What a model is made from, as fingerprints: what people coded, and apart from it all that learns from that."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.model.vectors import TextVectors, Vectors, kind_of
from pipeline.settings import Settings
from pipeline.versions import code_version, file_hash, fingerprint, versions

# Not among them: what reads, writes, explains and compares models. It may change without any model being trained again.
LEARNING_CODE = (
    *("model/bootstrap.py", "model/calibration.py", "model/card.py", "model/classifier.py", "model/features.py"),
    *("model/lexicon.py", "model/parts.py", "model/pieces.py", "model/quality.py", "model/score_bins.py"),
    *("model/semantic.py", "model/surface.py", "model/terms.py", "model/training.py", "model/vectors.py"),
)


@dataclass(frozen=True)
class Recipe:
    """Everything but the passages that a model depends on, each as a fingerprint."""

    codebook: str
    vectors: str
    settings: str
    software: str

    @classmethod
    def of(cls, settings: Settings, codebook: Codebook, vectors: TextVectors | None) -> "Recipe":
        """Return the recipe of these settings."""
        return cls(
            codebook=fingerprint(codebook.learnt),
            vectors=fingerprint(file_hash(settings.vectors) if isinstance(vectors, Vectors) else kind_of(vectors)),
            settings=fingerprint(settings.model.as_json()),
            software=fingerprint(code_version(*LEARNING_CODE), versions("scikit-learn", "numpy", "scipy")),
        )


@dataclass(frozen=True)
class Inputs:
    """A recipe, and the fingerprint of the ``passages`` in force."""

    recipe: Recipe
    passages: str

    @classmethod
    def of(cls, recipe: Recipe, passages: Sequence[CodedPassage]) -> "Inputs":
        """Take of each passage what is learnt from; who coded it, when, and with what remark changes nothing."""
        learnt = ((passage.text, passage.mechanisms, passage.role, passage.document) for passage in passages)
        return cls(recipe, fingerprint(*learnt))

    @property
    def fingerprint(self) -> str:
        """Changes when a training on these inputs would give another model."""
        return fingerprint(*asdict(self.recipe).values(), self.passages)
