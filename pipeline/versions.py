"""What a result was made with: library versions, and a fingerprint of our own code and of any other input."""

import hashlib
import os
import platform
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipeline import __version__

_PACKAGE = Path(__file__).parent


def versions(*libraries: str) -> dict[str, str]:
    """Return the versions of this software, Python and the given libraries."""
    own = {"rodedraad": __version__, "python": platform.python_version()}
    return own | {name: _version(name) for name in libraries}


@cache
def _version(library: str) -> str:
    """Asked for every file of a run, and read from a file of the library."""
    return version(library)


def fingerprint(*parts: object) -> str:
    """Return 24 hex digits that change when any of the parts, as text, changes."""
    digest = hashlib.blake2b(digest_size=12)
    for part in parts:
        digest.update(f"{part}\x1f".encode())
    return digest.hexdigest()


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's content, in hex."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


@cache
def code_version(*places: str) -> str:
    """Return a fingerprint of modules, folders and data files of this package: results of other code are not reused."""
    files = sorted(file for place in places for file in _files_in(_PACKAGE / place))
    start = len(str(_PACKAGE)) + 1
    return fingerprint(*(f"{file[start:].replace(os.sep, '/')} {_hash_of(Path(file))}" for file in files))


def _files_in(place: Path) -> Iterator[str]:
    """The file itself, or those in a folder but the compiled ones; as text, for there are hundreds."""
    if not place.is_dir():
        yield str(place)
    for folder, _, names in os.walk(place):
        yield from (f"{folder}{os.sep}{name}" for name in names if not name.endswith(".pyc"))


def _hash_of(small: Path) -> str:
    return hashlib.sha256(small.read_bytes()).hexdigest()
