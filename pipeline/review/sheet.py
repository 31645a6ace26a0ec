"""The review sheet: the queue as a workbook or CSV that a person fills in."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.codebook import Codebook
from pipeline.review.records import Item


def write_sheet(items: Sequence[Item], codebook: Codebook, path: Path, *, coder: str = "") -> None:
    """Write a sheet for these items, a workbook or a CSV by the name of ``path``."""
    raise NotImplementedError
