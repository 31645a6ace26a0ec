"""From a page of pdfium to pieces of text with their place.

Asking pdfium for the place of every character is what makes readers slow. A text object is set in one font on one
baseline, so it is enough to find where one object ends and the next begins, and to ask for the place of those edges.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from math import hypot
from typing import NamedTuple

from pipeline.extract.pdf import native
from pipeline.extract.pdf.fonts import style_named
from pipeline.extract.pdf.frame import Frame
from pipeline.extract.pdf.native import TextPage
from pipeline.extract.pdf.shapes import ARTEFACT, UNTAGGED, Piece, Style

# A hyphen of pdfium's own (U+FFFE, U+0002) stands for a line end as well.
_LINE = re.compile(r"[^\r\n\ufffe\x02]+[\ufffe\x02]?|[\ufffe\x02]")
_WORD = re.compile(r"\S+")
_WIDEST = 0.75  # of the type size a character, on average over a stretch; a wider stretch holds a jump

Span = tuple[int, int]


class _Setting(NamedTuple):
    """What holds for a whole text object."""

    style: Style
    turn: int
    tag: int
    base: float


class PieceReader:
    """Reads the pieces of one page; keeps what it learned of text objects and fonts, so use it while that is open."""

    def __init__(self, textpage: TextPage, frame: Frame, *, by_word: bool = False) -> None:
        self._page = textpage
        self._frame = frame
        self._by_word = by_word
        self._settings: dict[int | None, _Setting] = {}
        self._fonts: dict[int, str] = {}

    def pieces(self) -> Iterator[Piece]:
        """All pieces in the order of the file."""
        for line in _LINE.finditer(self._page.text):
            words = [word.span() for word in _WORD.finditer(self._page.text, *line.span())]
            for span, handle in self._stretches(words):
                piece = self._piece(span, handle)
                if self._is_one(piece):
                    yield piece
                else:
                    for word in _WORD.finditer(self._page.text, *span):
                        yield self._piece(word.span(), handle)

    def _stretches(self, words: list[Span]) -> Iterator[tuple[Span, int | None]]:
        """Longest stretches of one text object each."""
        if not words:
            return
        object_at = self._page.object_at
        start, end = words[0][0], words[-1][1]
        here = object_at(start)
        if here == object_at(end - 1):
            yield (start, end), here
            return
        done = start
        for first, last in words:
            is_cut = object_at(first) != object_at(last - 1)
            for i in range(first, last) if is_cut else (first,):
                following = object_at(i)
                if following != here:
                    if done > start:
                        yield (start, done), here
                    start, here = i, following
                done = i + 1
            done = last
        yield (start, done), here

    def _is_one(self, piece: Piece) -> bool:
        """Whether a piece has no jump in it, and so need not be taken word by word."""
        if " " not in piece.text:
            return True
        return not self._by_word and piece.x1 - piece.x0 <= _WIDEST * piece.style.size * len(piece.text)

    def _piece(self, span: Span, handle: int | None) -> Piece:
        start, end = span
        style, turn, tag, base = self._settings.get(handle) or self._learn(start, handle)
        left, top, right, bottom = self._page.loose_box(start)
        if end - start > 1:
            left_, top_, right_, bottom_ = self._page.loose_box(end - 1)
            left, right = min(left, left_), max(right, right_)
            top, bottom = max(top, top_), min(bottom, bottom_)
        xa, ya = self._frame.place(left, bottom)
        xb, yb = self._frame.place(right, top)
        text = self._page.text[start:end]
        space = start == 0 or self._page.text[start - 1] <= " "
        return Piece(text, min(xa, xb), max(xa, xb), max(ya, yb) if turn % 2 else base, style, space, tag, turn)

    def _learn(self, index: int, handle: int | None) -> _Setting:
        a, b, c, d, e, f = self._page.matrix(index)
        size = self._page.font_size(index) * hypot(c, d)
        style = style_named(self._font(handle), round(size, 1), self._page.colour(index))
        setting = _Setting(style, self._frame.turn_of(a, b), _tag(handle), self._frame.place(e, f)[1])
        if handle:
            self._settings[handle] = setting
        return setting

    def _font(self, handle: int | None) -> str:
        font = native.font_of(handle) if handle else 0
        if font not in self._fonts:
            self._fonts[font] = native.font_name(font) if font else ""
        return self._fonts[font]


def upright_pieces(textpage: TextPage, frame: Frame) -> tuple[Frame, list[Piece]]:
    """All pieces that stand on the page, in the order of the file, in a frame in which most of them are upright."""
    pieces = list(PieceReader(textpage, frame).pieces())
    weight: Counter[int] = Counter()
    for piece in pieces:
        weight[piece.turn] += len(piece.text)
    turn = max(weight, key=lambda turn: weight[turn], default=0)
    if turn:
        frame = frame.turned(turn)
        pieces = list(PieceReader(textpage, frame).pieces())
    return frame, _on_page(pieces, frame)


def words_of(textpage: TextPage, frame: Frame) -> list[Piece]:
    """The same with every word a piece of its own, for pages on which pieces reach from one cell into the next."""
    return _on_page(PieceReader(textpage, frame, by_word=True).pieces(), frame)


def _on_page(pieces: Iterable[Piece], frame: Frame) -> list[Piece]:
    width, height = frame.size
    return [piece for piece in pieces if piece.x1 > 0 and piece.x0 < width and 0 < piece.base < height + 10]


def _tag(handle: int | None) -> int:
    """Marked-content number of a text object, or UNTAGGED or ARTEFACT."""
    if not handle:
        return UNTAGGED
    number = native.marked_content(handle)
    if number >= 0:
        return number
    names = (native.mark_name(handle, i) for i in range(native.count_marks(handle)))
    return ARTEFACT if "Artifact" in names else UNTAGGED
