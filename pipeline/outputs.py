"""The folder of results: its files come all together or not at all, and the manifest says what they were made from.

A result that an analyst has edited since it was written is never overwritten: it is set aside first. What is about to
be written is announced before the first file is replaced, so that the files of a run that was killed in between are
known as ours.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pipeline.atomic import delete_drafts, flush, replacing, write_text
from pipeline.versions import file_hash

MANIFEST = "run.json"
Manifest = dict[str, Any]
# Writes one file at the path it is given.
Writer = Callable[[Path], object]


def write_files(
    files: Mapping[str, Writer], folder: Path, before: Manifest, *, manifest: str = MANIFEST
) -> tuple[dict[str, str], list[Path]]:
    """Write every file, all of them or none; ``before`` is the manifest of the last run in this folder.

    None takes its place before all are on the disk: an error while they are written leaves the old ones as they were.
    They count when `write_manifest` has written the ``manifest``. Returns the SHA-256 of every file by name, and the
    new places of files that somebody had edited.
    """
    with ExitStack() as drafts:
        places = {name: drafts.enter_context(replacing(folder / name, lasting=False)) for name in files}
        written = {name: _drafted(place, files[name]) for name, place in places.items()}
        known = _announce(_announcement(folder, manifest), before, written)
        set_aside = [aside for name in files for aside in _set_aside(folder / name, known[name])]
    return written, set_aside


def read_manifest(folder: Path, name: str = MANIFEST) -> Manifest:
    """Return the manifest of the last run in ``folder``; empty when there is none, or none that can be read."""
    return _read(folder / name)


def write_manifest(folder: Path, manifest: Manifest, name: str = MANIFEST) -> None:
    """Write the manifest; it goes last, so that it always describes the files beside it."""
    write_text(folder / name, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
    _announcement(folder, name).unlink(missing_ok=True)


def is_complete(folder: Path, manifest: Manifest, name: str = MANIFEST) -> bool:
    """Whether every file that the manifest lists is there, not empty, and no later run was killed while it wrote."""
    if not manifest or _announcement(folder, name).exists():
        return False
    return all(map(_has_content, (folder / file for file in manifest["outputs"])))


def sweep(folder: Path, names: Iterable[str] = ()) -> None:
    """Delete what a killed run left half-written of these files and of those it is known to write.

    Only for who holds the folder (`lock.holding`): what another run is writing would be lost.
    """
    announced = _announcement(folder, MANIFEST)
    ours = (MANIFEST, announced.name, *names, *read_manifest(folder).get("outputs", ()), *_read(announced))
    delete_drafts(folder, ours)


def _announcement(folder: Path, manifest: str) -> Path:
    """What is about to be written, there from before the first file is replaced until the manifest is written."""
    return folder / f".{manifest}.komt"


def _read(path: Path) -> Manifest:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _drafted(draft: Path, write: Writer) -> str:
    """Write a draft and return its hash when it is on the disk."""
    write(draft)
    flush(draft)
    return file_hash(draft)


def _announce(place: Path, before: Manifest, written: Mapping[str, str]) -> dict[str, list[str]]:
    """Note and return which contents of each file are ours: what was written before, and what comes in its place."""
    ours: dict[str, list[str]] = _read(place)
    last: dict[str, str] = before.get("outputs", {})
    for name, content in written.items():
        ours[name] = sorted({*ours.get(name, ()), last.get(name, content), content})
    write_text(place, json.dumps(ours, ensure_ascii=False, indent=1) + "\n")
    return ours


def _set_aside(path: Path, ours: Collection[str]) -> list[Path]:
    """Rename a file with content that is not ours, such as an analyst's ('passages.bewerkt-1.csv')."""
    if not _has_content(path) or file_hash(path) in ours:
        return []
    return [path.rename(_free_name(path))]


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}.bewerkt-{number}{path.suffix}")).exists():
        number += 1
    return aside
