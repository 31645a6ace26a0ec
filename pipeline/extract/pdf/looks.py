"""What holds for a whole text object: its style, its baseline, its tag and its direction."""

from math import hypot
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.extract.pdf import native
from pipeline.extract.pdf.fonts import style_named
from pipeline.extract.pdf.frame import Frame
from pipeline.extract.pdf.native import Array, Numbers, TextPage
from pipeline.extract.pdf.shapes import ARTEFACT, UNTAGGED, Style
from pipeline.extract.pdf.stretches import Stretches


class Looks(NamedTuple):
    """The styles of stretches, and their baselines, tags and quarter turns as pieces have them, in arrays."""

    style: npt.NDArray[np.object_]
    base: Array
    tag: Numbers
    turn: Numbers

    def at(self, rows: Numbers) -> "Looks":
        """Those of other stretches, told by the number that each has in these."""
        return Looks(self.style[rows], self.base[rows], self.tag[rows], self.turn[rows])


def looks_of(stretches: Stretches, page: TextPage, frame: Frame) -> Looks:
    """How the stretches of a page look when it is displayed in a frame."""
    matrices = page.matrices(stretches.start)
    a, b, _, _, e, f = matrices.T
    return Looks(_styles(stretches, page, matrices), frame.place(e, f)[1], _tags(stretches.source), frame.turn_of(a, b))


def _styles(stretches: Stretches, page: TextPage, matrices: Array) -> npt.NDArray[np.object_]:
    fonts = native.fonts_of(stretches.source)
    names = {font: native.font_name(font) if font else "" for font in set(fonts)}
    sizes, colours = page.font_sizes(stretches.start), page.colours(stretches.start)
    numbers = list(zip(fonts, sizes, colours, *matrices[:, 2:4].T.tolist(), strict=True))
    styles: dict[tuple[float, ...], Style] = {
        each: style_named(names[each[0]], round(each[1] * hypot(*each[3:]), 1), each[2]) for each in set(numbers)
    }
    return np.fromiter(map(styles.__getitem__, numbers), object, len(numbers))


def _tags(text_objects: Numbers) -> Numbers:
    """Their marked-content numbers, or UNTAGGED or ARTEFACT."""
    tags = np.maximum(native.marked_contents(text_objects), UNTAGGED)
    others = np.flatnonzero(tags == UNTAGGED)
    tags[others[native.are_marked(text_objects[others], "Artifact")]] = ARTEFACT
    return tags
