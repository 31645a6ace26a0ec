"""Word vectors: words in the same company are near each other, files come back, other files are refused."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import ModelError
from pipeline.model.vectors import Vectors, train_vectors

TREES = ("eik", "beuk", "linde", "esdoorn")
TREE_WORDS = ("groeit", "bloeit", "snoeien", "blad", "wortel", "stam")
WATERS = ("sloot", "vijver", "beek", "gracht")
WATER_WORDS = ("stroomt", "baggeren", "oever", "diep", "riool", "kade")


def text() -> Iterator[str]:
    """Two hundred lines about trees and two hundred about water, which share only 'de'."""
    chance = random.Random(1)
    for nouns, others in ((TREES, TREE_WORDS), (WATERS, WATER_WORDS)):
        for _ in range(200):
            yield f"De {chance.choice(nouns)} {' '.join(chance.sample(others, 3))}."


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return train_vectors(text(), dimensions=10)


def likeness(vectors: Vectors, one: str, other: str) -> float:
    first, second = vectors.means([one, other])
    return float(first @ second)


def test_words_in_the_same_company_are_alike(vectors: Vectors) -> None:
    assert likeness(vectors, "eik", "beuk") > likeness(vectors, "eik", "sloot") + 0.2


def test_vectors_and_means_have_length_one_and_unknown_words_none(vectors: Vectors) -> None:
    assert np.linalg.norm(vectors.matrix, axis=1) == pytest.approx(1)
    assert np.linalg.norm(vectors.means(["Eik en vijver", "xyzzy", ""]), axis=1) == pytest.approx([1, 0, 0])


def test_the_same_text_gives_the_same_vectors(vectors: Vectors) -> None:
    again = train_vectors(text(), dimensions=10)
    assert again.words == vectors.words
    assert np.array_equal(again.matrix, vectors.matrix)


def test_saved_and_loaded_vectors_point_the_same_way(vectors: Vectors, tmp_path: Path) -> None:
    vectors.save(tmp_path / "v.npz")
    loaded = Vectors.load(tmp_path / "v.npz")
    assert loaded.words == vectors.words
    assert (loaded.matrix * vectors.matrix).sum(axis=1) == pytest.approx(1, abs=1e-3)


def test_a_line_is_no_neighbour_of_the_next() -> None:
    lines = ["rood blauw groen geel", "zout zoet zuur bitter"] * 20
    found = train_vectors(lines, dimensions=3)
    assert abs(likeness(found, "geel", "zout")) < 0.1
    assert likeness(found, "zout", "zoet") > 0.5


def test_too_little_text_is_refused() -> None:
    with pytest.raises(ModelError, match="found 0 frequent words; 100 dimensions need more text"):
        train_vectors(["Een enkele zin."])


@pytest.mark.parametrize("content", [b"", b"geen vectoren", b"PK\x03\x04"])
def test_another_file_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "v.npz").write_bytes(content)
    with pytest.raises(ModelError, match="holds no word vectors"):
        Vectors.load(tmp_path / "v.npz")


def test_objects_in_a_file_are_not_unpickled(tmp_path: Path) -> None:
    np.savez(tmp_path / "v.npz", words=np.array([{"a": 1}], dtype=object), matrix=np.eye(1))
    with pytest.raises(ModelError, match="holds no word vectors"):
        Vectors.load(tmp_path / "v.npz")
