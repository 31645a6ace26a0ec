"""From a page of pdfium to pieces of text with their place.

Asking pdfium for the place of every character is what makes readers slow. A text object is set in one font on one
baseline, so it is enough to find where one object ends and the next begins, and to ask for the place of those edges.
"""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from pipeline.extract.pdf.frame import Frame
from pipeline.extract.pdf.looks import Looks, looks_of
from pipeline.extract.pdf.native import Array, Mask, TextPage
from pipeline.extract.pdf.shapes import Piece
from pipeline.extract.pdf.stretches import Stretches, in_words, stretches_of

_WIDEST = 0.75  # of the type size a character, on average over a stretch; a wider stretch holds a jump


def upright_pieces(page: TextPage, frame: Frame) -> tuple[Frame, list[Piece]]:
    """All pieces that stand on the page, in the order of the file, in a frame in which most of them are upright."""
    pieces = _pieces(page, frame)
    weight: Counter[int] = Counter()
    for piece in pieces:
        weight[piece.turn] += len(piece.text)
    turn = max(weight, key=lambda turn: weight[turn], default=0)
    if turn:
        frame = frame.turned(turn)
        pieces = _pieces(page, frame)
    return frame, _on_page(pieces, frame)


def words_of(page: TextPage, frame: Frame) -> list[Piece]:
    """The same with every word a piece of its own, for pages on which pieces reach from one cell into the next."""
    return _on_page(_pieces(page, frame, by_word=True), frame)


def _pieces(page: TextPage, frame: Frame, *, by_word: bool = False) -> list[Piece]:
    """All pieces in the order of the file."""
    stretches = stretches_of(page)
    looks = looks_of(stretches, page, frame)
    places = _places(stretches, page, frame)
    cut = _is_cut(stretches, looks, places, page.text, by_word=by_word)
    if cut.any():
        stretches, was = in_words(stretches, cut, page.text)
        looks = looks.at(was)
        places = _places(stretches, page, frame)
    x0, x1, low = places
    text, start, end = page.text, stretches.start.tolist(), stretches.end.tolist()
    return list(
        map(
            Piece,
            [text[a:b] for a, b in zip(start, end, strict=True)],
            x0.tolist(),
            x1.tolist(),
            np.where(looks.turn % 2, low, looks.base).tolist(),
            looks.style.tolist(),
            [a == 0 or text[a - 1] <= " " for a in start],
            looks.tag.tolist(),
            looks.turn.tolist(),
        )
    )


def _places(stretches: Stretches, page: TextPage, frame: Frame) -> tuple[Array, Array, Array]:
    """The left, right and lower side of each stretch, from the cells of its first and its last character."""
    first, last = page.loose_boxes(stretches.start), page.loose_boxes(stretches.end - 1)
    left, _, _, bottom = np.minimum(first, last).T
    _, top, right, _ = np.maximum(first, last).T
    (xa, ya), (xb, yb) = frame.place(left, bottom), frame.place(right, top)
    return np.minimum(xa, xb), np.maximum(xa, xb), np.maximum(ya, yb)


def _is_cut(
    stretches: Stretches, looks: Looks, places: tuple[Array, Array, Array], text: str, *, by_word: bool
) -> Mask:
    """Which stretches are to be taken word by word: those of several words with a jump between them, or all such."""
    x0, x1, _ = places
    sizes = np.fromiter((style.size for style in looks.style), float, len(looks.style))
    cut = by_word | (x1 - x0 > _WIDEST * sizes * (stretches.end - stretches.start))
    for i in np.flatnonzero(cut):
        cut[i] = " " in text[stretches.start[i] : stretches.end[i]]
    return cut


def _on_page(pieces: Iterable[Piece], frame: Frame) -> list[Piece]:
    width, height = frame.size
    return [piece for piece in pieces if piece.x1 > 0 and piece.x0 < width and 0 < piece.base < height + 10]
