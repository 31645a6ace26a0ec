"""What a result was made with: library versions, and a fingerprint of our own code and of any other input."""

import hashlib
import os
import platform
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipeline import __version__

_PACKAGE = Path(__file__).parent
_PIECE = 2**16  # bytes


def versions(*libraries: str) -> dict[str, str]:
    """Return the versions of this software, Python and the given libraries."""
    own = {"rodedraad": __version__, "python": platform.python_version()}
    return own | {name: _version(name) for name in libraries}


@cache
def _version(library: str) -> str:
    """Asked for every file of a run, and read from a file of the library."""
    from importlib.metadata import version  # takes longer to load than a fingerprint takes

    return version(library)


def fingerprint(*parts: object) -> str:
    """Return 24 hex digits that change when any of the parts, as text, changes."""
    digest = hashlib.blake2b(digest_size=12)
    for part in parts:
        digest.update(f"{part}\x1f".encode())
    return digest.hexdigest()


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's content, in hex."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as handle:
        while piece := handle.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


@cache
def code_version(*places: str) -> str:
    """Return a fingerprint of modules, folders and data files of this package: results of other code are not reused."""
    found = (name for place in places for name in _written_in(_PACKAGE / place))
    names = sorted(found, key=lambda name: name.split("/"))
    return fingerprint(*(f"{name} {file_hash(_PACKAGE / name)}" for name in names))


def _written_in(place: Path) -> Iterator[str]:
    """The names, with forward slashes, of a file or of all files of a folder; nothing that Python makes of them."""
    if not place.is_dir():
        yield place.relative_to(_PACKAGE).as_posix()
    for root, folders, names in os.walk(place):
        folders[:] = [name for name in folders if name != "__pycache__"]
        below = Path(root).relative_to(_PACKAGE).as_posix()
        for name in names:
            if not name.endswith(".pyc"):
                yield name if below == "." else f"{below}/{name}"
