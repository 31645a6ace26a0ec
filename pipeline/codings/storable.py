"""What a file of coded passages can hold, and give back as it was."""

from pipeline.codings.columns import to_row
from pipeline.codings.records import CodedPassage, Decision

_LONGEST_CELL = 32_000  # characters; a spreadsheet cuts off what is over 32,767


def fault_in(decision: CodedPassage) -> str:
    """Return why a decision cannot be stored, as what it has or lacks; '' when it can."""
    row = to_row(decision)
    for name in ("coder", "text", "document", *(("rol",) if decision.decision is Decision.CODED else ())):
        if not row[name]:
            return f"it has no {name}"
    for name, cell in row.items():
        if "\0" in cell or any("\ud800" <= character <= "\udfff" for character in cell):
            return f"its {name} holds a character that no text file can hold (NUL or half a character); take it out"
        if len(cell) > _LONGEST_CELL:
            return f"its {name} is {len(cell)} characters long; a cell holds {_LONGEST_CELL}"
    return ""
