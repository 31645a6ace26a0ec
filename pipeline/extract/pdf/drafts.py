"""A block in the making."""

from dataclasses import dataclass

from pipeline.extract.pdf.flow import Cells
from pipeline.extract.pdf.shapes import Line
from pipeline.records import BlockKind, Zone


@dataclass(eq=False, slots=True)
class Draft:
    """Lines that make one block.

    ``edge`` is where full lines of its column end, ``rows`` are those of a table. ``opens`` and ``closes`` say that no
    text stands directly above or below it, so that its first or last sentence may be cut there. ``run_in`` says of a
    heading that its text starts on the same line or right below it.
    """

    kind: BlockKind
    lines: list[Line]
    edge: float = 0.0
    rows: Cells | None = None
    marker: str = ""
    level: int | None = None
    zone: Zone = "body"
    opens: bool = False
    closes: bool = False
    run_in: bool = False

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
