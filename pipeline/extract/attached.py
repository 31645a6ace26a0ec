"""What hangs on a block and is read after it."""

from dataclasses import dataclass, field

from lxml.etree import _Element


@dataclass(slots=True)
class Attached:
    """The notes that the block in the making calls, and the text boxes anchored in it."""

    notes: list[_Element] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)

    def take(self) -> tuple[list[_Element], list[_Element]]:
        """Return the notes and the boxes, and forget them."""
        taken = self.notes, self.boxes
        self.notes, self.boxes = [], []
        return taken
