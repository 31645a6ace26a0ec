"""What a file of coded passages can hold, and give back as it was."""

from pipeline.codings.cells import RowError, codes_in_cell
from pipeline.codings.coders import is_machine
from pipeline.codings.columns import check_cells, to_row
from pipeline.codings.records import CodedPassage, Decision

_LONGEST_CELL = 32_000  # characters; a spreadsheet cuts off what is over 32,767


def fault_in(decision: CodedPassage) -> str:
    """Return why a decision cannot be stored, as what it has or lacks; '' when it can.

    What `columns.from_row` would refuse is a fault, but whether its codes are in a codebook is not asked.
    """
    row = to_row(decision)
    for name in ("coder", "text", "document", *(("rol",) if decision.decision is Decision.CODED else ())):
        if not row[name]:
            return f"it has no {name}"
    if is_machine(decision.coder):
        return f"its coder '{decision.coder}' has our name for the machine; give the name of a person"
    faults = (f"its {name} {fault}" for name, cell in row.items() if (fault := _fault_in_cell(cell)))
    return next(faults, "") or _fault_in_reading(decision)


def _fault_in_cell(cell: object) -> str:
    """A value of another kind than text may come from a file of another tool."""
    if not isinstance(cell, str):
        return f"is {cell!r}, which is no text"
    if "\0" in cell or any("\ud800" <= character <= "\udfff" for character in cell):
        return "holds a character that no text file can hold (NUL or half a character); take it out"
    if len(cell) > _LONGEST_CELL:
        return f"is {len(cell)} characters long; a cell holds {_LONGEST_CELL}"
    return ""


def _fault_in_reading(decision: CodedPassage) -> str:
    row, codes = to_row(decision), (*decision.mechanisms, *decision.split)
    try:
        check_cells(row)
    except RowError as e:
        return f"it could not be read back: {e}"
    if codes_in_cell(row["mechanismen"]) != codes:
        return f"its codes '{row['mechanismen']}' hold a blank or a separator, or one is empty"
    return ""
