"""A filled-in review sheet back into decisions, whatever the spreadsheet did to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.codings import CodedPassage
from pipeline.review.material import Material


@dataclass(frozen=True)
class Filled:
    """What a sheet holds: new ``decisions``, rows that are not understood and conflicts (a line each), and counts.

    ``unchanged`` rows were read before, ``blank`` rows were not reviewed.
    """

    decisions: Sequence[CodedPassage] = ()
    faults: Sequence[str] = ()
    conflicts: Sequence[str] = ()
    unchanged: int = 0
    blank: int = 0


def read_sheet(path: Path, material: Material, *, coder: str = "") -> Filled:
    """Return what stands in a filled-in sheet; nothing is stored yet."""
    raise NotImplementedError
