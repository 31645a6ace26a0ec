"""The folder of results: every table as CSV and as Parquet, the pages on the rode draad, and the manifest of the run.

A result that an analyst has edited since it was written is never overwritten: it is set aside first.
"""

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.atomic import replacing, write_text
from pipeline.spreadsheet import write_csv
from pipeline.tables import Tables, in_csv
from pipeline.versions import file_hash

MANIFEST = "run.json"
Manifest = dict[str, Any]
# Writes one file at the path it is given.
Writer = Callable[[Path], object]


def table_files(tables: Tables) -> dict[str, Writer]:
    """Return what writes each table, as CSV and as Parquet, by the name of its file."""
    files: dict[str, Writer] = {}
    for name, table in tables.items():
        files[f"{name}.csv"] = partial(write_csv, in_csv(name, table))
        files[f"{name}.parquet"] = table.write_parquet
    return files


def write_files(files: Mapping[str, Writer], folder: Path, before: Manifest) -> tuple[dict[str, str], list[Path]]:
    """Write every file, whole or not at all; ``before`` is the manifest of the last run in this folder.

    Returns the SHA-256 of every file by name, and the new places of files that somebody had edited.
    """
    known: dict[str, str] = before.get("outputs", {})
    written: dict[str, str] = {}
    set_aside: list[Path] = []
    for name, write in files.items():
        with replacing(folder / name) as draft:
            write(draft)
            set_aside += _edited(folder / name, draft, known)
        written[name] = file_hash(folder / name)
    return written, set_aside


def read_manifest(folder: Path, name: str = MANIFEST) -> Manifest:
    """Return the manifest of the last run in ``folder``; empty when there is none, or none that can be read."""
    try:
        manifest = json.loads((folder / name).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def write_manifest(folder: Path, manifest: Manifest, name: str = MANIFEST) -> None:
    """Write the manifest; it goes last, so that it always describes the files beside it."""
    write_text(folder / name, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")


def is_complete(folder: Path, manifest: Manifest) -> bool:
    """Whether every file that the manifest lists is still there."""
    return bool(manifest) and all((folder / name).exists() for name in manifest["outputs"])


def _edited(path: Path, draft: Path, known: dict[str, str]) -> list[Path]:
    """Rename a file that is neither what the last run wrote nor what comes in its place ('passages.bewerkt-1.csv')."""
    if not path.exists() or file_hash(path) in (known.get(path.name), file_hash(draft)):
        return []
    return [path.rename(_free_name(path))]


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}.bewerkt-{number}{path.suffix}")).exists():
        number += 1
    return aside
