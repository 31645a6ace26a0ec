"""What a reader read, in short."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import UnreadableFileError
from pipeline.records import Reading, Status


def shapes(reading: Reading) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in reading.blocks]


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]


def refusal_by(read: Callable[[Path], Reading], path: Path) -> tuple[Status, str]:
    """Status and message with which a reader refuses a file; fails when it reads it."""
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    return caught.value.status, caught.value.message
