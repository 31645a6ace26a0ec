"""The folder of results: every table as CSV for a Dutch spreadsheet and as Parquet, and the manifest of the run.

A result that an analyst has edited since it was written is never overwritten: it is set aside first.
"""

import json
from pathlib import Path
from typing import Any

from pipeline.atomic import replacing, write_text
from pipeline.spreadsheet import write_csv
from pipeline.tables import Tables, in_csv
from pipeline.versions import file_hash

MANIFEST = "run.json"


def write_tables(tables: Tables, folder: Path) -> dict[str, str]:
    """Write every table as CSV and as Parquet; return the SHA-256 of every file by name."""
    names = []
    for name, table in tables.items():
        write_csv(in_csv(name, table), folder / f"{name}.csv")
        with replacing(folder / f"{name}.parquet") as draft:
            table.write_parquet(draft)
        names += [f"{name}.csv", f"{name}.parquet"]
    return {name: file_hash(folder / name) for name in names}


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of the last run in ``folder``; empty when there is none, or none that can be read."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return manifest


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest; it goes last, so that it always describes the files beside it."""
    write_text(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")


def is_complete(folder: Path, manifest: dict[str, Any]) -> bool:
    """Whether every file that the manifest lists is still there."""
    return bool(manifest) and all((folder / name).exists() for name in manifest["outputs"])


def set_edited_aside(folder: Path, manifest: dict[str, Any]) -> list[Path]:
    """Rename files that differ from what the last run wrote ('passages.bewerkt-1.csv'); return their new places."""
    kept = []
    for name, written in manifest.get("outputs", {}).items():
        path = folder / name
        if path.exists() and file_hash(path) != written:
            kept.append(path.rename(_free_name(path)))
    return kept


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}.bewerkt-{number}{path.suffix}")).exists():
        number += 1
    return aside
