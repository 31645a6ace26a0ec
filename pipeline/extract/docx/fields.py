"""Fields of a Word document: an instruction, which is not shown, and its result, which is."""

from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.extract.elements import attribute, local


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True)
class Fields:
    """The fields that are open at this point of the text, outermost first."""

    opened: list[_Field] = field(default_factory=list)

    @property
    def instructions(self) -> list[str]:
        """What the open fields were told to show."""
        return [open_field.instruction for open_field in self.opened]

    @property
    def shows(self) -> bool:
        """Whether text at this point is shown."""
        return all(open_field.in_result for open_field in self.opened)

    def turn(self, node: _Element) -> None:
        """Begin, fill, turn to the result of, or end the innermost field."""
        turn = attribute(node, "fldCharType")
        if turn == "begin":
            self.opened.append(_Field())
        elif self.opened and local(node) == "instrText":
            self.opened[-1].instruction += node.text or ""
        elif self.opened and turn == "separate":
            self.opened[-1].in_result = True
        elif self.opened:
            self.opened.pop()

    def end_paragraph(self) -> None:
        """Forget the fields without a result so far: their end was lost, and they would swallow the report."""
        self.opened = [open_field for open_field in self.opened if open_field.in_result]

    def end_all(self) -> None:
        """Forget all fields: none runs over a heading."""
        self.opened.clear()
