"""Fingerprints and versions: they change when what they stand for changes."""

import hashlib
import platform
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import __version__, versions
from pipeline.versions import code_version, file_hash, fingerprint


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "map").mkdir()
    for name in ("a.py", "b.py", "map/c.py", "map/d.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(versions, "_PACKAGE", tmp_path)
    code_version.cache_clear()
    yield tmp_path
    code_version.cache_clear()


def test_versions_of_this_software_python_and_libraries() -> None:
    found = versions.versions("polars")
    assert list(found) == ["rodedraad", "python", "polars"]
    assert (found["rodedraad"], found["python"]) == (__version__, platform.python_version())


def test_fingerprint_is_24_hex_digits_of_all_parts_in_order() -> None:
    assert len(fingerprint("a", 1, None)) == 24
    assert int(fingerprint("é"), 16) >= 0
    assert fingerprint("a", "b") == fingerprint("a", "b")
    assert len({fingerprint(*parts) for parts in [("a", "b"), ("b", "a"), ("ab",), ("a",), ("a", ""), ()]}) == 6


def test_file_hash_is_the_sha256_of_the_content(tmp_path: Path) -> None:
    for content in (b"", b"tekst", bytes(range(256)) * 1000):
        (tmp_path / "a.txt").write_bytes(content)
        assert file_hash(tmp_path / "a.txt") == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("name", ["a.py", "map/c.py", "map/d.toml"])
def test_code_version_changes_with_each_of_its_files(name: str, package: Path) -> None:
    before = code_version("a.py", "map")
    (package / name).write_text("anders", encoding="utf-8")
    code_version.cache_clear()
    assert code_version("a.py", "map") != before


def test_code_version_does_not_change_with_other_files(package: Path) -> None:
    before = code_version("a.py", "map")
    (package / "b.py").write_text("anders", encoding="utf-8")
    (package / "map" / "c.pyc").write_bytes(b"compiled")
    (package / "map" / "__pycache__").mkdir()
    (package / "map" / "__pycache__" / "c.cpython-311.pyc.1234").write_bytes(b"half compiled")
    code_version.cache_clear()
    assert code_version("a.py", "map") == before


def test_code_version_is_of_names_and_contents_in_the_order_of_folders(package: Path) -> None:
    (package / "map-b").mkdir()
    (package / "map-b" / "c.py").write_text("c", encoding="utf-8")
    names = ["a.py", "b.py", "map/c.py", "map/d.toml", "map-b/c.py"]
    assert code_version(".") == fingerprint(*(f"{name} {file_hash(package / name)}" for name in names))
    assert code_version("map-b", "map", "b.py") == fingerprint(
        *(f"{name} {file_hash(package / name)}" for name in names[1:])
    )


def test_code_version_changes_when_a_file_moves(package: Path) -> None:
    before = code_version("map")
    (package / "map" / "c.py").rename(package / "map" / "e.py")
    code_version.cache_clear()
    assert code_version("map") != before


def test_code_version_of_a_module_that_is_not_there_is_an_error(package: Path) -> None:
    with pytest.raises(FileNotFoundError):
        code_version("verzonnen.py")
