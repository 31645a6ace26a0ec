"""The file of numbers of a model: the same after reading, and refused when it holds anything else."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import ModelError
from pipeline.model.classifier import Classifier
from pipeline.model.fitted import read_fitted, write_fitted

Arrays = dict[str, Any]


class Stranger:
    """A type that no model has; making one is noticed."""

    made = 0

    def __setstate__(self, state: dict[str, object]) -> None:
        Stranger.made += 1


@pytest.fixture
def path(classifier: Classifier, tmp_path: Path) -> Path:
    place = tmp_path / "classifier-1.npz"
    write_fitted(place, classifier.features, classifier.surface, classifier.usual)
    return place


def test_what_is_written_is_read(classifier: Classifier, path: Path) -> None:
    found = read_fitted(path)
    assert found.words.terms == classifier.features.words.terms
    assert found.parts.terms == classifier.features.parts.terms
    assert np.array_equal(found.axes, classifier.features.axes)
    for name in ("constant", "words", "slopes", "curves"):
        assert np.array_equal(getattr(found.surface, name), getattr(classifier.surface, name))
    assert np.array_equal(found.usual, classifier.usual)


def test_the_same_numbers_give_the_same_bytes(classifier: Classifier, path: Path, tmp_path: Path) -> None:
    write_fitted(tmp_path / "other.npz", classifier.features, classifier.surface, classifier.usual)
    assert (tmp_path / "other.npz").read_bytes() == path.read_bytes()


def emptied(arrays: Arrays) -> Arrays:
    return {}


def without(arrays: Arrays) -> Arrays:
    del arrays["slopes"]
    return arrays


def with_more(arrays: Arrays) -> Arrays:
    return arrays | {"meer": np.zeros(1)}


def of_another_type(arrays: Arrays) -> Arrays:
    return arrays | {"axes": arrays["axes"].astype(np.float64)}


def of_objects(arrays: Arrays) -> Arrays:
    return arrays | {"usual": np.array([Stranger()], dtype=object)}


def of_too_many_signs(arrays: Arrays) -> Arrays:
    terms = "\n".join(f" {chr(sign)} " for sign in range(0x10000, 0x10000 + 50_001))
    idf = np.ones(50_001, dtype=np.float32)
    axes = np.zeros((50_001, arrays["axes"].shape[1]), dtype=np.float32)
    return arrays | {"parts": np.frombuffer(terms.encode(), dtype=np.uint8), "part_idf": idf, "axes": axes}


def of_another_shape(arrays: Arrays) -> Arrays:
    return arrays | {"curves": arrays["curves"][:, :-1]}


def flat(arrays: Arrays) -> Arrays:
    return arrays | {"curves": arrays["curves"].ravel()}


def not_finite(arrays: Arrays) -> Arrays:
    arrays["constant"][0] = np.inf
    return arrays


def fewer_terms(arrays: Arrays) -> Arrays:
    return arrays | {"parts": arrays["parts"][:20]}


def no_text(arrays: Arrays) -> Arrays:
    return arrays | {"words": np.full(4, 255, dtype=np.uint8)}


def unknown_pair(arrays: Arrays) -> Arrays:
    return arrays | {"words": with_first("nergens elders", arrays["words"])}


def unknown_part(arrays: Arrays) -> Arrays:
    return arrays | {"parts": with_first("xxxxx", arrays["parts"])}


def with_first(term: str, stored: Any) -> Any:
    terms = [term, *stored.tobytes().decode().split("\n")[1:]]
    return np.frombuffer("\n".join(terms).encode(), dtype=np.uint8)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (emptied, "it holds nothing, not words, "),
        (without, "it holds axes, .*, not words, "),
        (with_more, "it holds axes, .*, meer, "),
        (of_another_type, "axes is 2-dimensional float64, not 2-dimensional float32"),
        (of_objects, "Object arrays cannot be loaded"),
        (of_another_shape, r"curves has the shape \(4, \d+, \d+\), which does not fit the others"),
        (flat, "curves is 1-dimensional float32, not 3-dimensional"),
        (not_finite, "constant holds numbers that are not finite"),
        (fewer_terms, r"it has \d+ terms and \d+ weights of terms"),
        (no_text, "codec can't decode"),
        (of_too_many_signs, r"its terms are made of 5000\d different signs, more than 50000"),
        (unknown_pair, "of the term 'nergens elders' it does not know the terms that are in it"),
        (unknown_part, "of the term 'xxxxx' it does not know the terms that are in it"),
    ],
)
def test_what_is_no_model_is_refused(change: Callable[[Arrays], Arrays], reason: str, path: Path) -> None:
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    with path.open("wb") as handle:
        np.savez(handle, **change(arrays))
    with pytest.raises(ModelError, match=rf"classifier-1\.npz is damaged: .*{reason}.*; delete .* and train again"):
        read_fitted(path)
    assert Stranger.made == 0


def single_array() -> bytes:
    written = io.BytesIO()
    np.save(written, np.zeros(3))
    return written.getvalue()


def archive_of_text() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("words", "geen array")
    return written.getvalue()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"\x80\x04.", single_array(), archive_of_text()])
def test_another_file_is_refused(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"classifier-1\.npz is damaged: .+; delete .* and train again"):
        read_fitted(path)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), wrong=st.binary(min_size=1, max_size=4), cut=st.booleans())
def test_a_damaged_file_is_refused_or_holds_numbers(where: float, wrong: bytes, cut: bool, path: Path) -> None:
    data = bytearray(path.read_bytes())
    # The first and last bytes say what is in the file; the most are numbers.
    place = int(where * 3000) if where < 0.7 else len(data) - 1 - int((1 - where) * 5000)
    data[place : place + len(wrong)] = wrong
    damaged = path.with_name("damaged.npz")
    damaged.write_bytes(data[:place] if cut else data)
    try:
        found = read_fitted(damaged)
    except ModelError:
        return
    assert len(found.words.terms) == len(found.words.idf)
