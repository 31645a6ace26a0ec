"""The store of what people coded: decisions are appended to a file per coder, and nothing in it is ever changed.

Rows are added under a lock that all processes share, in one write that is on the disk before `append` returns. What a
kill left half-written at the end of a file is not read (`torn`), and set aside before the next row is added (`backup`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.codings import backup
from pipeline.codings.coder_file import CoderFile, Row, files_of, new_file, stem_of
from pipeline.codings.coders import same_coder
from pipeline.codings.columns import to_row
from pipeline.codings.disk import create, grow, sync_names
from pipeline.codings.records import CodedPassage
from pipeline.codings.storable import fault_in
from pipeline.errors import UsageError

LOCK = ".beoordeeld.lock"
_WAIT = 30.0  # seconds; a save takes milliseconds


def append(folder: Path, decisions: Sequence[CodedPassage]) -> list[Path]:
    """Add decisions to the file of their coder; return the files that grew. They are on the disk when this returns.

    What is there already, exactly, is not added again. A file that lacks a column, since somebody saved another table
    under its name, is left alone and the next one is begun ('beoordeeld-anna-2.csv'). Raises UsageError, with nothing
    stored, when one of them has a `storable.fault_in`; and, with what went before stored whole, when another program
    keeps the files for itself.
    """
    by_file: dict[str, list[Row]] = {}
    for decision in decisions:
        by_file.setdefault(stem_of(decision.coder), []).append(_storable(decision))
    if not by_file:
        return []
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync_names(folder.parent)
    with _locked(folder):
        grown = [_append(folder, stem, rows) for stem, rows in by_file.items()]
    return [path for path in grown if path]


def _storable(decision: CodedPassage) -> Row:
    fault = fault_in(decision)
    if fault:
        what = f"a decision on {decision.document!r}" if decision.document else "a decision"
        raise UsageError(f"{what} cannot be stored: {fault}; nothing was stored")
    return to_row(decision)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=_WAIT)
    except Timeout as e:
        raise UsageError(
            f"another program has been saving in {folder} for {_WAIT:.0f} seconds (it holds {LOCK}); close it and save "
            "again; nothing was stored"
        ) from e
    try:
        yield
    finally:
        lock.release()


def _append(folder: Path, stem: str, rows: Sequence[Row]) -> Path | None:
    """Add rows to the first file of this name that can hold them; return it, or None when all were there."""
    files = []
    for path in files_of(folder, stem):
        if not path.exists():
            break
        files.append(CoderFile(path, path.read_bytes()))
    new = _not_there(rows, [row for file in files for row in file.rows_like(rows)])
    if not new:
        return None
    for file in files:
        addition = file.addition(new)
        if addition is not None:
            with backup.in_journal(file.path, new_file(new)):
                grow(file, addition)
            return file.path
    with backup.in_journal(path, new_file(new)):
        create(path, new_file(new))
    return path


def _not_there(rows: Sequence[Row], present: Sequence[Row]) -> list[Row]:
    """Leave out what stands there exactly, and what is undated and the last word of the coder on the passage."""
    known = {_whole(row) for row in present if row["datum"]}
    last = {_key(row): _whole(row) for row in present if not row["datum"]}
    new = []
    for row in rows:
        if row["datum"] and _whole(row) not in known:
            known.add(_whole(row))
            new.append(row)
        elif not row["datum"] and last.get(_key(row)) != _whole(row):
            last[_key(row)] = _whole(row)
            new.append(row)
    return new


def _key(row: Row) -> tuple[str, ...]:
    return row["document"], row["text"], row["passage_id"], same_coder(row["coder"])


def _whole(row: Row) -> tuple[str, ...]:
    """All cells; the spelling of a name makes no other decision."""
    return tuple((row | {"coder": same_coder(row["coder"])}).values())
