"""A block in the making."""

from dataclasses import dataclass, field

from pipeline.extract.pdf.flow import Cells
from pipeline.extract.pdf.shapes import Line, Style
from pipeline.records import BlockKind, Zone


@dataclass(eq=False, slots=True)
class Draft:
    """Lines that make one block. ``edge`` is where full lines of its column end; ``rows`` are those of a table."""

    kind: BlockKind
    lines: list[Line]
    edge: float = 0.0
    rows: Cells | None = None
    marker: str = ""
    level: int | None = None
    zone: Zone = "body"
    styles: frozenset[Style] = field(init=False, default=frozenset())

    @property
    def page(self) -> int:
        """Page that the draft starts on."""
        return self.lines[0].page

    @property
    def raw(self) -> str:
        """The lines put after each other, hyphens and all: enough to judge by."""
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """Type size of the first line."""
        return self.lines[0].size
