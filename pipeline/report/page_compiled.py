"""Templates as they were compiled, kept beside the compiled modules: compiling takes longer than filling them in."""

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

import pipeline

_FOLDER = Path(cache_from_source(str(Path(pipeline.__file__)))).parent


class CompiledTemplates(FileSystemBytecodeCache):
    """Keeps what a template was compiled to, as long as its text and the versions of Python and jinja2 are the same.

    As with modules: nothing is kept where that cannot be written, or when Python was told to write nothing.
    """

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(str(folder or _FOLDER), "%s.pyc")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write what a template was compiled to."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)
