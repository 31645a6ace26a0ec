"""Files that are either whole or not there: written beside their place, then moved into it."""

import os
import platform
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_DRAFT = re.compile(rf"\.+(?P<name>.+?)(\.{re.escape(platform.node())}\.\d+\.tmp)+")


@contextmanager
def replacing(path: Path, *, lasting: bool = True) -> Iterator[Path]:
    """Give a temporary path to write to, which takes the place of ``path`` when the block ends without an error.

    The folder of ``path`` is made when it is missing. After an error ``path`` is as it was. What is ``lasting`` is on
    the disk before it takes that place; the rest may be empty or cut off after the machine itself went down.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Machines that share storage may have processes with the same number.
    draft = path.with_name(f".{path.name}.{platform.node()}.{os.getpid()}.tmp")
    try:
        yield draft
        if lasting:
            flush(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8, whole or not at all."""
    with replacing(path) as draft:
        draft.write_text(text, encoding="utf-8", newline="\n")


def flush(path: Path) -> None:
    """Return when the content of a file is on the disk."""
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def delete_drafts(folder: Path, names: Iterable[str]) -> None:
    """Delete what processes that were killed left of files with these names; no other process may be writing them."""
    wanted = {name.lstrip(".") for name in names}
    for path in folder.iterdir():
        found = _DRAFT.fullmatch(path.name)
        if found and found["name"] in wanted:
            path.unlink(missing_ok=True)
