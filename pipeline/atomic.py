"""Files that are either whole or not there: written beside their place, then moved into it."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path to write to, which takes the place of ``path`` when the block ends without an error.

    The folder of ``path`` is made when it is missing. After an error ``path`` is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Machines that share storage may have processes with the same number.
    draft = path.with_name(f".{path.name}.{platform.node()}.{os.getpid()}.tmp")
    try:
        yield draft
        with draft.open("rb+") as handle:
            os.fsync(handle.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8, whole or not at all."""
    with replacing(path) as draft:
        draft.write_text(text, encoding="utf-8", newline="\n")
