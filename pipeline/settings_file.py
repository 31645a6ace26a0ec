"""A settings file, read and checked: what it sets, and in plain words what it cannot."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import UsageError
from pipeline.settings import Settings
from pipeline.validation import first_problem

_SETTINGS = TypeAdapter(Settings)


def read_settings(source: Path) -> Settings:
    """Read settings from a file; paths in it are relative to it.

    Raises UsageError when the file is missing, is no TOML, or holds an unknown key or a wrong value.
    """
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
        settings = settings_of(data)
    except FileNotFoundError as e:
        raise UsageError(f"no settings file at {source}; check the path, or leave it out for the defaults") from e
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise UsageError(f"{source} is not valid TOML: {e}") from e
    except ValidationError as e:
        raise UsageError(f"{source}: {first_problem(e)}") from e
    return replace(settings, **_anchored(settings, data, source.resolve().parent))


def settings_of(data: Mapping[str, object]) -> Settings:
    """Return the settings that a table of keys and values stands for; raise ValidationError for what cannot be used."""
    return _SETTINGS.validate_python(data)


def _anchored(settings: Settings, named: Mapping[str, object], folder: Path) -> dict[str, Any]:
    """Make the paths that the file set relative to its own folder, wherever the command is run from."""
    paths = {key: getattr(settings, key) for key in named}
    anchored: dict[str, Any] = {key: folder / value for key, value in paths.items() if isinstance(value, Path)}
    semantic = settings.model.semantic
    if semantic and (folder / semantic).is_dir():  # else it is the name of a model
        anchored["model"] = replace(settings.model, semantic=str(folder / semantic))
    return anchored
