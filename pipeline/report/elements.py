"""What a written report is made of: a small closed set of elements, which Markdown and Word each write in their way."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line; ``link`` is the address it opens, empty for plain text."""

    text: str
    link: str = ""
    strong: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the whole."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that are read as one paragraph, each a line of its own."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a report, and where they stand."""

    text: str
    place: Line


@dataclass(frozen=True, slots=True)
class Listing:
    """A list without numbers."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; ``heat`` between 0 and 1 is how strongly it is coloured, None for a plain cell."""

    line: Line
    heat: float | None = None

    @property
    def text(self) -> str:
        """The cell as plain text."""
        return "".join(run.text for run in self.line)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of heads; ``numbers`` are the places of the columns that are set to the right.

    ``upright`` heads are long beside short cells: on paper they are turned.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...] = ()
    upright: bool = False


Element = Heading | Paragraph | Quote | Listing | Table


def plain(text: str) -> Cell:
    """Return a cell that only has text."""
    return Cell((Run(text),))
