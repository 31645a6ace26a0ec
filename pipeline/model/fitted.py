"""What a classifier learnt, as one file of arrays of numbers: nothing in such a file can make anything but numbers.

The terms are kept as text in UTF-8, a line each, which is an array of bytes. All is checked on reading.
"""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.lib.npyio import NpzFile
from numpy.typing import NDArray

from pipeline.atomic import replacing
from pipeline.errors import ModelError
from pipeline.model.features import Features
from pipeline.model.parts import LONG, MOST_SIGNS, SHORT, Parts
from pipeline.model.surface import Surface, Values
from pipeline.model.terms import Dense, Words

# The type of each array, and its shape: w words, p parts of words, a axes, d numbers for the sense of a sentence and k
# mechanisms and roles. Of texts only the bytes are counted.
_LAYOUT = {
    "words": ("uint8", "b"),
    "word_idf": ("float32", "w"),
    "parts": ("uint8", "c"),
    "part_idf": ("float32", "p"),
    "axes": ("float32", "pa"),
    "constant": ("float32", "k"),
    "by_word": ("float32", "wk"),
    "slopes": ("float32", "dk"),
    "curves": ("float32", "kdd"),
    "usual": ("float64", "k"),
}
# What numpy and the modules for archives raise on a file that is no archive of arrays, or a damaged one.
_UNREADABLE = (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error, RuntimeError, MemoryError)

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Fitted:
    """The parts of a `Features` and of a `Classifier` that were learnt; the others follow from the codebook."""

    words: Words
    parts: Parts
    axes: Dense
    surface: Surface
    usual: Values


def write_fitted(path: Path, features: Features, surface: Surface, usual: Values) -> None:
    """Write what was learnt, whole or not at all; the same numbers give the same bytes."""
    arrays: dict[str, Any] = {
        "words": _bytes(features.words.terms),
        "word_idf": features.words.idf,
        "parts": _bytes(features.parts.terms),
        "part_idf": features.parts.idf,
        "axes": features.axes,
        "constant": surface.constant,
        "by_word": surface.words,
        "slopes": surface.slopes,
        "curves": surface.curves,
        "usual": usual,
    }
    typed: dict[str, Any] = {name: arrays[name].astype(kind, order="C") for name, (kind, _) in _LAYOUT.items()}
    with replacing(path) as draft, draft.open("wb") as handle:
        np.savez(handle, **typed)


def read_fitted(path: Path) -> Fitted:
    """Read what was learnt; ModelError says what is wrong with a file that does not hold just that."""
    try:
        arrays = _arrays(path)
        _check(arrays)
        words = Words(_terms(arrays["words"]), arrays["word_idf"])
        parts = Parts(_terms(arrays["parts"]), arrays["part_idf"])
        _check_terms(words, parts)
    except _UNREADABLE as e:
        reason = e if str(e) else type(e).__name__
        raise ModelError(f"{path} is damaged: {reason}; delete {path.parent} and train again") from e
    surface = Surface(arrays["constant"], arrays["by_word"], arrays["slopes"], arrays["curves"])
    return Fitted(words, parts, arrays["axes"], surface, arrays["usual"])


def _arrays(path: Path) -> Arrays:
    stored = np.load(path, allow_pickle=False)
    if not isinstance(stored, NpzFile):
        raise ValueError("it is no archive of arrays")
    with stored:
        if sorted(stored.files) != sorted(_LAYOUT):
            raise ValueError(f"it holds {', '.join(sorted(stored.files)) or 'nothing'}, not {', '.join(_LAYOUT)}")
        return {name: stored[name] for name in _LAYOUT}


def _check(arrays: Arrays) -> None:
    sizes: dict[str, int] = {}
    for name, (kind, axes) in _LAYOUT.items():
        found = arrays[name]
        if found.dtype != kind or found.ndim != len(axes):
            raise ValueError(f"{name} is {found.ndim}-dimensional {found.dtype}, not {len(axes)}-dimensional {kind}")
        if any(sizes.setdefault(axis, size) != size for axis, size in zip(axes, found.shape, strict=True)):
            raise ValueError(f"{name} has the shape {found.shape}, which does not fit the others")
        if not np.isfinite(found).all():
            raise ValueError(f"{name} holds numbers that are not finite")


def _check_terms(words: Words, parts: Parts) -> None:
    for found in (words, parts):
        if len(found.place) != len(found.idf):
            raise ValueError(f"it has {len(found.place)} terms and {len(found.idf)} weights of terms")
    strange = next(_strange(words, parts), None)
    if strange is not None:
        raise ValueError(f"of the term {strange!r} it does not know the terms that are in it")
    if parts.signs > MOST_SIGNS:
        raise ValueError(f"its terms are made of {parts.signs} different signs, more than {MOST_SIGNS}")


def _strange(words: Words, parts: Parts) -> Iterator[str]:
    """The terms that are made of others which are not there."""
    for term in words.terms:
        first, pair, second = term.partition(" ")
        if pair and not (first in words.place and second in words.place):
            yield term
    for term in parts.terms:
        if len(term) > LONG or (len(term) == LONG and term[:SHORT] not in parts.place):
            yield term


def _bytes(terms: tuple[str, ...]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(terms).encode(), dtype=np.uint8)


def _terms(stored: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(stored.tobytes().decode("utf-8").split("\n")) if len(stored) else ()
