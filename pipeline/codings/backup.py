"""Copies of a file of decisions, and a journal of every decision: what a spreadsheet or a mishap did can be undone.

A copy is made on the first save of a day, and when the file is no longer what it was with something added to it. A copy
that the file still begins with, byte for byte, holds nothing of its own and makes room for the next; any other copy is
kept for good. So there is one copy of a file that only grew, and nothing that was copied is ever lost.

The journal is for a spreadsheet that had the file open while decisions were added, and then saves what it had.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import FileIO
from pathlib import Path

from pipeline.atomic import replacing
from pipeline.codings.torn import HEADER, whole_length

FOLDER = ".reservekopie"
JOURNAL = ".dagboek.csv"
_STAMP = "%Y-%m-%dT%H%M%S-%f"
_DAY = 10  # characters of a stamp


def keep_copy(path: Path, data: bytes, *, at: datetime) -> None:
    """Copy ``data``, the whole records of ``path``, unless today's copy still covers it; ``at`` is now, in UTC."""
    stamp = at.strftime(_STAMP)
    copies = sorted((path.parent / FOLDER).glob(f"{path.stem}.2*{path.suffix}"))
    covered = [copy for copy in copies if data.startswith(copy.read_bytes())]
    if covered and covered[-1] == copies[-1] and covered[-1].name.startswith(f"{path.stem}.{stamp[:_DAY]}"):
        return
    _write(path.parent / FOLDER / f"{path.stem}.{stamp}{path.suffix}", data)
    for copy in covered:
        copy.unlink()


@contextmanager
def in_journal(path: Path, content: bytes) -> Iterator[None]:
    """Add to the journal of ``path`` what is added there within; after an error the journal is as it was.

    ``content`` is a whole file of decisions by itself. It is in the journal first: when that cannot be written nothing
    is stored, and the save may be reported as failed.
    """
    journal = path.parent / FOLDER / f"{path.stem}{JOURNAL}"
    journal.parent.mkdir(exist_ok=True)
    with journal.open("ab", buffering=0) as handle:
        start = whole_length(journal.read_bytes())
        handle.truncate(start)
        try:
            write_whole(handle, content.removeprefix(HEADER) if start else content)
            yield
        except BaseException:
            handle.truncate(start)
            raise


def write_whole(handle: FileIO, data: bytes) -> None:
    """Write all of it where the file stands, on the disk before this returns."""
    written = 0
    while written < len(data):
        written += handle.write(data[written:])
    os.fsync(handle.fileno())


def journals(folder: Path) -> list[Path]:
    """Return the journals of a folder of coded passages."""
    return sorted((folder / FOLDER).glob(f"*{JOURNAL}"))


def set_aside(path: Path, tail: bytes, *, at: datetime) -> None:
    """Keep what a save that was cut short left at the end of ``path``, where nothing reads it as a decision."""
    _write(path.parent / FOLDER / f"{path.stem}.afgebroken.{at.strftime(_STAMP)}.txt", tail)


def _write(path: Path, data: bytes) -> None:
    with replacing(path) as draft:
        draft.write_bytes(data)
