"""JSON and JSON Lines as strangers write them: every object with its place, and what cannot be read as a fault."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.atomic import replacing
from pipeline.errors import UsageError
from pipeline.exchange.records import Fault

_LARGEST_MB = 500
Placed = tuple[str, dict[str, Any]]


def read_objects(path: Path) -> Iterator[Placed | Fault]:
    """Yield every object of a JSON array or of JSON Lines with its place, such as 'line 3' or 'task 3'.

    Raises UsageError when the file is over 500 MB or is not UTF-8.
    """
    if path.stat().st_size > _LARGEST_MB * 2**20:
        raise UsageError(f"{path} is larger than {_LARGEST_MB} MB; split it")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as e:
        raise UsageError(f"{path} is not UTF-8: {e}; save it as UTF-8") from e
    if text.lstrip().startswith("["):
        yield from _array(path, text)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _one(f"line {number}", line)


def _array(path: Path, text: str) -> Iterator[Placed | Fault]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as e:
        raise UsageError(f"{path} is no JSON: {e}; export it again") from e
    for number, value in enumerate(values, start=1):
        yield _object(f"task {number}", value)


def _one(where: str, line: str) -> Placed | Fault:
    try:
        return _object(where, json.loads(line))
    except (ValueError, RecursionError) as e:
        return Fault(where, f"no JSON ({e})")


def _object(where: str, value: object) -> Placed | Fault:
    if isinstance(value, dict):
        return where, value
    return Fault(where, f"found {type(value).__name__} where an object was needed")


def text_in(value: object) -> str:
    """Return a text as a file has it, stripped; '' for what is no text."""
    return value.strip() if isinstance(value, str) else ""


def object_in(value: object) -> Mapping[str, Any]:
    """Return an object as a file has it, empty for what is none."""
    return value if isinstance(value, dict) else {}


def list_in(value: object) -> list[Any]:
    """Return a list as a file has it, empty for what is none."""
    return value if isinstance(value, list) else []


def moment_in(value: object) -> datetime | None:
    """Return a time given as seconds since 1970 or as ISO 8601, to the millisecond in UTC; None for what is no time."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            found = datetime.fromtimestamp(value, UTC)
        elif isinstance(value, str):
            found = datetime.fromisoformat(value)
        else:
            return None
    except (ValueError, OverflowError, OSError):
        return None
    found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return found.replace(microsecond=found.microsecond // 1000 * 1000)


def write_array(path: Path, objects: list[dict[str, Any]]) -> None:
    """Write one JSON array with an object per line, whole or not at all."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in objects)
    with replacing(path) as draft:
        draft.write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")
