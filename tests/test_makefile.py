"""`make help` lists every target that says what it does, and every target for people says so."""

import re
import shutil
import subprocess

import pytest

from pipeline.settings import PROJECT

MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    """Targets and texts as `make help` shows them."""
    answer = subprocess.run(["make", "help"], cwd=PROJECT, capture_output=True, text=True, check=True)
    return dict(re.findall(r"^  (\S+) +(.+)$", answer.stdout, flags=re.MULTILINE))


def test_every_target_with_a_text_is_listed(shown: dict[str, str]) -> None:
    assert shown == dict(re.findall(r"^([^\s:#]+):.*## (.+)$", MAKEFILE, flags=re.MULTILINE))


def test_every_phony_target_has_a_text(shown: dict[str, str]) -> None:
    (phony,) = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, flags=re.MULTILINE)
    assert set(phony.split()) == set(shown)


def test_the_commands_of_the_readme_exist(shown: dict[str, str]) -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"(?:^|`|\$ )make ([a-z-]+)", readme, flags=re.MULTILINE))
    assert commands
    assert commands <= set(shown)
