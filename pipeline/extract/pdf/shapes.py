"""What the layout steps pass on: pieces of text with their place, lines of pieces, and the sheets they stand on.

All coordinates are in points from the top left of the page as it is displayed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.extract.pdf.tags import NO_ROLE, Role
from pipeline.records import BlockKind, Box

ASCENT = 0.75  # of the type size: fonts state such odd ascents that lines would seem to overlap
DESCENT = 0.25
_FAMILY = 5  # letters of a font name that tell its family
UNTAGGED = -1
ARTEFACT = -2  # the file itself calls the text page furniture


class Style(NamedTuple):
    """How letters look. ``size`` is in points, ``colour`` is 0xRRGGBB; weight and slant come from the font name."""

    font: str = ""
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    colour: int = 0


class Piece(NamedTuple):
    """A stretch of characters in one style on one baseline.

    ``space`` says that a space stands before it; ``tag`` is its marked-content number, UNTAGGED or ARTEFACT;
    ``turn`` counts quarter turns clockwise of the text as displayed (0 is upright).
    """

    text: str
    x0: float
    x1: float
    base: float
    style: Style
    space: bool = False
    tag: int = UNTAGGED
    turn: int = 0


@dataclass(eq=False, slots=True)
class Line:
    """Pieces on one baseline without a wide gap, from left to right; a judged ``kind`` keeps it out of the body.

    ``role`` is what the structure tree says of its first piece; ``underlined`` that a rule is drawn below all of it.
    ``text``, ``style`` (that of most characters) with its ``size`` in points, ``base``, ``x0`` and ``x1`` follow from
    the pieces.
    """

    page: int
    pieces: list[Piece]
    role: Role = NO_ROLE
    kind: BlockKind | None = None
    underlined: bool = False
    text: str = field(init=False)
    style: Style = field(init=False)
    size: float = field(init=False)
    base: float = field(init=False)
    x0: float = field(init=False)
    x1: float = field(init=False)

    def __post_init__(self) -> None:
        """Work out what follows from the pieces."""
        self.settle(self.pieces)

    def settle(self, pieces: list[Piece]) -> None:
        """Take other pieces, at least one, and work out what follows from them."""
        main = pieces[0] if len(pieces) == 1 else _main(pieces)
        self.pieces = pieces
        self.text = _spaced(pieces)
        self.style, self.size, self.base = main.style, main.style.size, main.base
        self.x0, self.x1 = pieces[0].x0, max([piece.x1 for piece in pieces])

    @property
    def top(self) -> float:
        """Upper edge, from the type size."""
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Lower edge, from the type size."""
        return self.base + DESCENT * self.size

    @property
    def upright(self) -> bool:
        """Whether the text runs from left to right as displayed."""
        return self.pieces[0].turn == 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its size, its lines in the order of the file, and counts of characters and images.

    ``extra`` counts the quarter turns clockwise made to read a page that is set sideways;
    ``unopened`` says that the page is there and cannot be loaded.
    """

    number: int
    width: float
    height: float
    lines: list[Line]
    characters: int
    images: int = 0
    extra: int = 0
    by_ocr: bool = False
    unopened: bool = False


def _spaced(pieces: Sequence[Piece]) -> str:
    if len(pieces) == 1:
        return pieces[0].text
    return "".join([" " + piece.text if i and piece.space else piece.text for i, piece in enumerate(pieces)])


def _main(pieces: Sequence[Piece]) -> Piece:
    """The first piece in the style of most characters."""
    weight: dict[Style, int] = {}
    for piece in pieces:
        weight[piece.style] = weight.get(piece.style, 0) + len(piece.text)
    most = max(weight.values())
    return next(piece for piece in pieces if weight[piece.style] == most)


def same_family(one: Style, other: Style) -> bool:
    """Whether two fonts are of one family, such as Verdana and Verdana-Bold."""
    return one.font[:_FAMILY] == other.font[:_FAMILY]


def overlap(one: Line, other: Line) -> float:
    """Points of width that two lines share; negative when they stand apart."""
    return min(one.x1, other.x1) - max(one.x0, other.x0)


def around(lines: Sequence[Line]) -> Box:
    """The box around lines, at least one, rounded to a tenth of a point."""
    if len(lines) == 1:
        line, size = lines[0], lines[0].size
        top, bottom = line.base - ASCENT * size, line.base + DESCENT * size
        return round(line.x0, 1), round(top, 1), round(line.x1, 1), round(bottom, 1)
    return (
        round(min([line.x0 for line in lines]), 1),
        round(min([line.base - ASCENT * line.size for line in lines]), 1),
        round(max([line.x1 for line in lines]), 1),
        round(max([line.base + DESCENT * line.size for line in lines]), 1),
    )
