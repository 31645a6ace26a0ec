"""A sentence-transformers model in place of the word vectors, for who has one and the time: the extra ``semantic``.

It gives a sentence a vector as a whole, so that word order counts too (Reimers & Gurevych 2019).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

import numpy as np

from pipeline.errors import ModelError
from pipeline.model.vectors import Matrix
from pipeline.versions import file_hash, fingerprint, versions

_FALL_BACK = "or leave [model] semantic empty to use word vectors"


class Encoder(Protocol):
    """What we use of a sentence-transformers model."""

    def encode(self, sentences: list[str], /, *, normalize_embeddings: bool, show_progress_bar: bool) -> Matrix:
        """Return (n, d): a vector per sentence, of length 1 when they are normalised."""


@dataclass(frozen=True)
class SemanticModel:
    """A model that gives sentences vectors; ``kind`` says which one, and with a folder what is in it."""

    encoder: Encoder
    kind: str

    @classmethod
    def load(cls, source: str) -> Self:
        """Load a folder, or else a model of this name, which sentence-transformers looks up and may download.

        Raises ModelError when sentence-transformers is not installed, or cannot load the model.
        """
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as e:
            raise ModelError(
                f"[model] semantic = '{source}' needs sentence-transformers, which cannot be imported ({e}); "
                f"pip install 'rodedraad[semantic]', {_FALL_BACK}"
            ) from e
        try:
            encoder = SentenceTransformer(source)
        except Exception as e:  # which errors it raises is not documented, and they come from four libraries
            raise ModelError(f"{_not_loaded(source)}: {_one_line(e)}; choose another, {_FALL_BACK}") from e
        return cls(encoder, _kind(source))

    def means(self, texts: Sequence[str]) -> Matrix:
        """Return (n, d): the vector of each text, of length 1."""
        found = self.encoder.encode(list(texts) or [""], normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)[: len(texts)]


def semantic_notice(source: str) -> str | None:
    """Return one line on what loading this model may fetch, or None when there is no model or it is a folder."""
    if not source or Path(source).is_dir():
        return None
    return f"{source} is no folder: sentence-transformers looks it up by that name and may download it now."


def _kind(source: str) -> str:
    """The model, its files when it is a folder, and the libraries that make vectors of it."""
    folder = Path(source)
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    content = fingerprint(*(f"{path.relative_to(folder).as_posix()} {file_hash(path)}" for path in files))
    made_by = versions("sentence-transformers", "torch", "transformers")
    libraries = ", ".join(f"{name} {made_by[name]}" for name in ("sentence-transformers", "torch", "transformers"))
    return f"{source} ({f'files {content}, ' if files else ''}{libraries})"


def _not_loaded(source: str) -> str:
    if Path(source).is_dir():
        return f"sentence-transformers cannot load a model from the folder {source}"
    return f"there is no folder {source}, and sentence-transformers cannot load a model of that name"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
