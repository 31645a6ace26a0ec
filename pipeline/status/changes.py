"""What became of the results and of the reports since the run that wrote the manifest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.discovery import describe_file, find_files
from pipeline.errors import UsageError
from pipeline.obeyed import as_name
from pipeline.outputs import MANIFEST
from pipeline.report.links import reports_folder
from pipeline.versions import file_hash


@dataclass(frozen=True, slots=True)
class Outputs:
    """Of the results: how many are as they were written, and the names of those that are not."""

    same: int
    edited: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Of the reports in ``folder``: names of new, gone and changed ones; without ``found`` it is elsewhere now."""

    folder: Path
    found: bool
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether another run would read the same."""
        return self.found and not (self.new or self.gone or self.changed)


def outputs_now(out: Path, written: Mapping[str, str]) -> Outputs:
    """Compare every result with the SHA-256 that it had when it was written."""
    missing = tuple(name for name in written if not (out / name).is_file())
    edited = tuple(n for n, content in written.items() if n not in missing and file_hash(out / n) != content)
    return Outputs(len(written) - len(missing) - len(edited), edited, missing)


def inputs_now(out: Path, manifest: Mapping[str, Any]) -> Inputs:
    """Compare the reports with those that were read; of a file only what was written after the run is read again."""
    folder = reports_folder(out, str(manifest["reports"])).resolve()
    known: dict[str, str] = manifest["inputs"]
    try:
        found = {_name(path, folder): path for path in find_files(folder, leave_out=out)}
    except UsageError:
        return Inputs(folder, found=False)
    later = _later(found, known, (out / MANIFEST).stat().st_mtime)
    changed = tuple(name for name in later if describe_file(found[name], folder).sha256 != known[name])
    return Inputs(folder, True, _only(found, known), _only(known, found), changed)


def _only(these: Mapping[str, object], those: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(name for name in these if name not in those)


def _name(path: Path, folder: Path) -> str:
    """The name of a report as `describe_file` gives it."""
    return as_name(path.relative_to(folder).as_posix())


def _later(found: Mapping[str, Path], known: Mapping[str, str], written: float) -> Iterator[str]:
    for name, path in found.items():
        if name in known and path.exists() and path.stat().st_mtime >= written:
            yield name
