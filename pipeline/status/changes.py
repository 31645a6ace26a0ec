"""What became of the results and of the reports since the run that wrote the manifest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.discovery import describe_file, find_files
from pipeline.errors import UsageError
from pipeline.outputs import MANIFEST
from pipeline.review.web.pages import reports_folder
from pipeline.versions import file_hash


@dataclass(frozen=True, slots=True)
class Outputs:
    """Of the results: how many are as they were written, and the names of those that are not."""

    same: int
    edited: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Of the reports in ``folder``: names of new, gone and changed ones; ``found`` is False where it is elsewhere now."""

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
    written = (out / MANIFEST).stat().st_mtime
    changed = (
        name for name in _later(found, known, written) if describe_file(found[name], folder).sha256 != known[name]
    )
    new, gone = (name for name in found if name not in known), (name for name in known if name not in found)
    return Inputs(folder, True, tuple(new), tuple(gone), tuple(changed))


def _name(path: Path, folder: Path) -> str:
    """The name of a report as `describe_file` gives it."""
    return path.relative_to(folder).as_posix().encode("utf-8", "backslashreplace").decode()


def _later(found: Mapping[str, Path], known: Mapping[str, str], written: float) -> Iterator[str]:
    for name, path in found.items():
        if name in known and path.exists() and path.stat().st_mtime >= written:
            yield name
