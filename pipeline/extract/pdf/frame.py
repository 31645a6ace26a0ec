"""From page space to what a reader sees: origin of the page box, /Rotate, and y counted from the top."""

from dataclasses import dataclass
from math import atan2, pi

import pypdfium2 as pdfium


@dataclass(frozen=True, slots=True)
class Frame:
    """How points of one page are shown. ``turns`` counts the quarter turns clockwise that /Rotate asks for."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of page space is displayed, from the top left in points."""
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        if self.turns == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def turn_of(self, a: float, b: float) -> int:
        """Quarter turns clockwise of text with this matrix, as displayed; slanted text goes to the nearest."""
        return (self.turns - round(atan2(b, a) / (pi / 2))) % 4

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)


def frame_of(page: pdfium.PdfPage) -> Frame:
    """The frame of a page: its crop box within its media box, and its rotation."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, page.get_rotation() // 90 % 4)
