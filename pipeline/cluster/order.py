"""What a worker must see and be to take part in a run, and what is wrong when it does not."""

import multiprocessing
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline.versions import code_version, versions

# Those whose versions can change a result, or what passes between processes.
_LIBRARIES = (
    *("distributed", "cloudpickle", "pebble", "polars", "numpy", "scipy", "scikit-learn", "spacy"),
    *("pydantic", "pypdfium2", "pdfplumber", "pillow", "lxml", "py3langid"),
)
_MAYBE = ("nl_core_news_sm", "sentence-transformers")
_SPACY_MODEL = "RODEDRAAD_SPACY_MODEL"


@dataclass(frozen=True)
class Order:
    """One run as a worker sees it.

    ``token`` is also what ``marker``, a file in the folder of results, holds; ``needed`` are the other places that the
    work reads; ``software`` is that of the run (`software`); ``memory_mb`` is the limit of a child process.
    """

    token: str
    marker: Path
    needed: tuple[Path, ...]
    software: Mapping[str, str]
    memory_mb: int


def software() -> dict[str, str]:
    """Return our own code, and the libraries, programs and models beside it, as they are on this machine now."""
    code_version.cache_clear()  # a worker lives long, and its children start from what is on the disk
    optional = {name: _installed(name) for name in _MAYBE}
    found = {"code": code_version("."), "tesseract": "yes" if shutil.which("tesseract") else "no"}
    return found | {_SPACY_MODEL: os.environ.get(_SPACY_MODEL, "")} | versions(*_LIBRARIES) | optional


def problems(order: Order) -> list[str]:
    """Return why this process cannot take part in a run, each as the rest of a line that names its machine."""
    return [*_unseen(order), *_other_software(order.software), *_no_children()]


def _unseen(order: Order) -> Iterator[str]:
    folder = order.marker.parent.parent
    try:
        seen = order.marker.read_text(encoding="utf-8") == order.token
    except OSError:
        seen = False
    if not seen:
        yield f"does not see what is written in {folder}; put the results on storage that every worker has at that path"
    elif not os.access(order.marker.parent, os.W_OK):
        yield f"may not write in {folder}; run the worker as a user who may"
    for path in order.needed:
        if not path.exists():
            yield f"does not see {path}; put it on storage that every worker has at that path"


def _other_software(wanted: Mapping[str, str]) -> Iterator[str]:
    found = software()
    for name, here in found.items():
        if here != wanted.get(name, ""):
            yield f"has {name} {here or 'unset'} where the run has {wanted.get(name) or 'unset'}; install the same"


def _no_children() -> Iterator[str]:
    if multiprocessing.current_process().daemon:
        yield "may not start child processes; start it with --no-nanny or DASK_DISTRIBUTED__WORKER__DAEMON=False"


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
