"""What the README tells a reader to type exists."""

import re
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from pipeline.commands.every import app
from pipeline.settings import Settings
from pipeline.settings_file import settings_of

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for _, block in BLOCKS for line in block.splitlines() if line.startswith(("make", "rodedraad "))]


@pytest.mark.parametrize("line", [line for line in COMMANDS if line.startswith("make")])
def test_every_make_target_exists(line: str) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    words = line.partition("#")[0].split()[1:]
    assert {word for word in words if re.fullmatch("[a-z-]+", word)} <= set(targets)


@pytest.mark.parametrize("line", [line for line in COMMANDS if line.startswith("rodedraad")])
def test_every_command_and_option_exists(line: str) -> None:
    command = get_command(app)
    for word in line.split()[1:]:
        command = getattr(command, "commands", {}).get(word, command)
    assert not hasattr(command, "commands")
    options = {option for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"--[a-z-]+", line)) <= options


def test_the_settings_shown_are_the_defaults() -> None:
    (shown,) = (block for language, block in BLOCKS if language == "toml")
    settings = settings_of(tomllib.loads(shown))
    assert settings == Settings()
    assert set(tomllib.loads(shown)["extract"]) == set(settings.extract.written())
