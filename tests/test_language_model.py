"""Installing the language model: one line in every case, and nothing installed whose hash is wrong."""

import hashlib
import socket
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.language_model import install

PACKAGE = "geen_taalmodel"


@pytest.fixture(autouse=True)
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have pip install into a folder of the test, a package that nobody has."""
    monkeypatch.setattr("pipeline.language_model.MODEL_PACKAGE", PACKAGE)
    monkeypatch.setenv("PIP_TARGET", str(tmp_path / "doel"))
    return tmp_path / "doel"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / f"{PACKAGE}-3.8.0-py3-none-any.whl"
    facts = f"{PACKAGE}-3.8.0.dist-info"
    with ZipFile(path, "w") as archive:
        archive.writestr(f"{PACKAGE}/__init__.py", "")
        archive.writestr(f"{facts}/METADATA", f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: 3.8.0\n")
        archive.writestr(f"{facts}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{facts}/RECORD", "")
    return path


def assert_not_installed(line: str, reason: str, target: Path) -> None:
    assert line.startswith(f"{PACKAGE} was not installed ({reason}): ")
    assert "'make language-model' tries again" in line
    assert "\n" not in line
    assert not (target / PACKAGE).exists()


def test_a_wheel_with_the_right_hash_is_installed(wheel: Path, target: Path) -> None:
    url = f"{wheel.as_uri()}#sha256={hashlib.sha256(wheel.read_bytes()).hexdigest()}"
    assert install(url) == f"{PACKAGE} 3.8.0 was installed."
    assert (target / PACKAGE / "__init__.py").exists()


def test_a_wheel_with_a_wrong_hash_is_not(wheel: Path, target: Path) -> None:
    line = install(f"{wheel.as_uri()}#sha256={hashlib.sha256(b'iets anders').hexdigest()}")
    assert_not_installed(line, "it could not be fetched, or its hash was wrong", target)


def test_an_address_that_does_not_answer_is_one_line(target: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    line = install(f"http://127.0.0.1:{port}/{PACKAGE}-3.8.0-py3-none-any.whl")
    assert_not_installed(line, "it could not be fetched, or its hash was wrong", target)


def test_the_whole_try_is_limited_in_time(wheel: Path, target: Path) -> None:
    assert_not_installed(install(wheel.as_uri(), seconds=0.01), "no answer within 0.01 seconds", target)


def test_a_model_that_is_there_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.language_model.MODEL_PACKAGE", "polars")
    assert install("file:///nergens.whl") == "polars is installed."
