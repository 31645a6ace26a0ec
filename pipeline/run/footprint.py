"""Everything that results follow from, as it lies on the disk: fingerprints that need no library to be loaded.

They change at least when the results would (`plan.Plan.fingerprint` says exactly when that is), and are compared only
with those of another run.
"""

import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.discovery import describe_file
from pipeline.language_folder import installed_model, named_model
from pipeline.report.links import Links
from pipeline.run.task import Task
from pipeline.settings import Settings
from pipeline.versions import code_version, file_hash, fingerprint

Footprint = dict[str, str]

# Settings that are only a way to get there, or a place whose content is looked at.
_WAYS = {"workers", "codebook", "passages", "vectors", "organisations", "model_folder"}


def surroundings(task: Task) -> Footprint:
    """Return a fingerprint of everything but the reports and the model, by what it is of."""
    settings = task.settings
    named = (settings.codebook, settings.organisations, settings.vectors, *_coded_passages(settings.passages))
    return {
        "settings": fingerprint(settings.as_json(but=_WAYS), Links.between(task.out, task.folder)),
        "files": fingerprint(*map(_content, named)),
        "code": code_version("."),
        "libraries": fingerprint(platform.python_version(), *sorted(_installed())),
        "language": fingerprint(*_language_model()),
        "ocr": fingerprint(*_tesseract()) if settings.extract.ocr else "",
    }


def of_reports(inputs: Mapping[str, str]) -> Footprint:
    """Return the fingerprint of reports: the SHA-256 of each by its path below the folder."""
    return {"reports": fingerprint(*inputs.items())}


def of_model(settings: Settings) -> Footprint:
    """Return the fingerprint of the model folder: the content of its cards, and where its large files are."""
    cards = sorted(settings.model_folder.glob("*.json"))
    return {"model": fingerprint(*map(_content, cards), *_places(settings.model_folder))}


def footprint(task: Task) -> Footprint:
    """Return the fingerprints of all there is now."""
    files = (describe_file(path, task.folder) for path in task.paths)
    return surroundings(task) | of_reports({file.report_id: file.sha256 for file in files}) | of_model(task.settings)


def _coded_passages(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix.lower() == ".csv")


def _content(path: Path) -> str:
    """The name and the SHA-256 of a file; the settings may name one that is not there."""
    return f"{path.name} {file_hash(path) if path.is_file() else None}"


def _places(folder: Path) -> Iterator[str]:
    """Name, size and time of every file below a folder: for large files that only a program of ours or pip changes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            about = path.stat()
            yield f"{path.relative_to(folder)} {about.st_size} {about.st_mtime_ns}"


def _installed() -> Iterable[str]:
    """What pip calls the libraries that can be imported, each once; our own code is looked at itself."""
    folders = filter(Path.is_dir, map(Path, sys.path))
    names = {
        found.name for place in folders for found in place.iterdir() if found.suffix in (".dist-info", ".egg-info")
    }
    return (name for name in names if not name.startswith("rodedraad"))


def _language_model() -> Iterator[str]:
    folder = named_model() or installed_model()
    if folder is not None:
        yield str(folder)
        yield from _places(folder)


def _tesseract() -> Iterator[str]:
    """Where Tesseract is, its version and its languages."""
    import shutil
    import subprocess

    program = shutil.which("tesseract")
    yield str(program)
    for question in ("--version", "--list-langs") if program else ():
        yield subprocess.run([str(program), question], capture_output=True, text=True, check=False).stdout
