"""From page space to what a reader sees: origin of the page box, /Rotate, and y counted from the top."""

from dataclasses import dataclass, replace
from math import pi
from typing import TypeVar

import numpy as np
import pypdfium2 as pdfium

from pipeline.extract.pdf.native import Array, Numbers
from pipeline.records import Box

HALF_TURN = 2
THREE_QUARTERS = 3

Place = TypeVar("Place", float, Array)


@dataclass(frozen=True, slots=True)
class Frame:
    """How points of one page are shown.

    ``turns`` counts the quarter turns clockwise from page space. ``extra`` of them are not asked for by /Rotate but
    made to read a page that is set sideways.
    """

    left: float
    bottom: float
    right: float
    top: float
    turns: int
    extra: int = 0

    def place(self, x: Place, y: Place) -> tuple[Place, Place]:
        """Where a point of page space is displayed, from the top left in points; or where each of many is."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == HALF_TURN:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def turn_of(self, a: Array, b: Array) -> Numbers:
        """Quarter turns clockwise of texts with these matrices, as displayed; slanted text goes to the nearest.

        A matrix of a damaged file may hold no numbers: its text is taken to be upright in page space.
        """
        quarters = np.nan_to_num(np.rint(np.arctan2(b, a) / (pi / 2)))
        return (self.turns - quarters.astype(np.int64)) % 4

    def turned(self, turn: int) -> "Frame":
        """The frame in which text that shows this turn stands upright."""
        back = -turn % 4
        return replace(self, turns=(self.turns + back) % 4, extra=back)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)


def frame_of(page: pdfium.PdfPage) -> Frame:
    """The frame of a page: its crop box within its media box, and its rotation."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, page.get_rotation() // 90 % 4)


def as_displayed(box: Box, width: float, height: float, extra: int) -> Box:
    """A box in a frame of this size with extra quarter turns, as it stands on the page that a viewer shows."""
    x0, top, x1, bottom = box
    if extra == 1:
        return top, width - x1, bottom, width - x0
    if extra == HALF_TURN:
        return width - x1, height - bottom, width - x0, height - top
    if extra == THREE_QUARTERS:
        return height - bottom, x0, height - top, x1
    return box
