"""Tables: by the structure tree or ruling lines where they tell, else by the order and place of the text."""

from collections.abc import Iterable, Sequence

from pipeline.extract.pdf.flow import Cells, Run
from pipeline.extract.pdf.shapes import Line, around, overlap
from pipeline.records import Box

_CELL_STEP = 1.7  # lines of one cell are at most this many type sizes apart
_ALIGNED = 4.0  # points that the edges of cells in one column may differ
_LONG_CELL = 6  # lines; rows of cells longer than this are columns of text unless there are many rows
_FEWEST_ROWS = 2

Cell = list[Line]


def take_tables(lines: Sequence[Line]) -> tuple[list[Run], list[Line]]:
    """The tables among lines in the order of the file, and the other lines."""
    told = _told(lines)
    if any(run.lines[0].role.ruled for run in told):
        told = _whole(told, _guessed(lines))
    rest = _without(told, lines)
    by_tags = any(not run.lines[0].role.ruled for run in told)
    guessed = [] if by_tags else _guessed([line for line in rest if line.role.table or not line.role.ruled])
    return sorted([*told, *guessed], key=lambda run: run.box[1]), _without(guessed, rest)


def _without(runs: Iterable[Run], lines: Iterable[Line]) -> list[Line]:
    taken = {id(line) for run in runs for line in run.lines}
    return [line for line in lines if id(line) not in taken]


def _told(lines: Iterable[Line]) -> list[Run]:
    """Tables of which the role of every line tells its row and cell."""
    tables: dict[int, dict[int, dict[int, Cell]]] = {}
    for line in lines:
        if line.role.cell:
            rows = tables.setdefault(line.role.table, {})
            rows.setdefault(line.role.row, {}).setdefault(line.role.cell, []).append(line)
    found = [[list(row.values()) for row in rows.values()] for rows in tables.values()]
    return [_run(rows) for rows in found if max(len(row) for row in rows) > 1]


def _whole(ruled: Sequence[Run], guessed: Iterable[Run]) -> list[Run]:
    """The ruled tables without those that are no more than the coloured or boxed rows of a larger one."""
    in_ruled = {id(line) for run in ruled for line in run.lines}
    larger = [run for run in guessed if sum(id(line) in in_ruled for line in run.lines) < len(run.lines) / 2]
    in_larger = {id(line) for run in larger for line in run.lines}
    return [run for run in ruled if not any(id(line) in in_larger for line in run.lines)]


def _run(rows: Cells) -> Run:
    return Run([line for row in rows for cell in row for line in cell], rows).close()


def _guessed(lines: Sequence[Line]) -> list[Run]:
    rows = _rows(_cells(lines))
    runs: list[Run] = []
    start = 0
    while start < len(rows):
        end = _table_end(rows, start)
        if end > start and _is_table(rows[start:end]):
            runs.append(_run(rows[start:end]))
            start = end
        else:
            start += 1
    return runs


def _cells(lines: Sequence[Line]) -> list[Cell]:
    cells: list[Cell] = []
    for line in lines:
        last = cells[-1][-1] if cells else None
        if last and 0 < line.base - last.base <= _CELL_STEP * line.size and overlap(last, line) > 0:
            cells[-1].append(line)
        else:
            cells.append([line])
    return cells


def _rows(cells: Sequence[Cell]) -> Cells:
    """Cells that follow each other to the right at one height make a row."""
    rows: Cells = []
    last: Box | None = None
    for cell in cells:
        box = around(cell)
        if last and _right_of(last, box):
            rows[-1].append(cell)
        else:
            rows.append([cell])
        last = box
    return rows


def _right_of(box: Box, other: Box) -> bool:
    return other[0] >= box[2] - 1 and other[1] < box[3] and other[3] > box[1]


def _table_end(rows: Cells, start: int) -> int:
    """Where a table that starts at a row with several cells ends: after its last row of several cells."""
    if len(rows[start]) < 2:
        return start
    end, last = start + 1, rows[start]
    for i in range(start + 1, len(rows)):
        row = rows[i]
        if around(row[0])[1] < around(last[0])[1]:
            break
        if len(row) > 1 and _share_columns(last, row):
            end, last = i + 1, row
        elif len(row) > 1 or i - end >= 1 or len(row[0]) > 2:
            break
    return end


def _share_columns(row: Sequence[Cell], other: Sequence[Cell]) -> bool:
    boxes, others = [around(cell) for cell in row], [around(cell) for cell in other]
    shared = sum(
        any(min(abs(a[0] - b[0]), abs(a[2] - b[2]), abs(a[0] + a[2] - b[0] - b[2]) / 2) <= _ALIGNED for b in others)
        for a in boxes
    )
    return shared >= 2


def _is_table(rows: Cells) -> bool:
    several = [row for row in rows if len(row) > 1]
    if len(several) < _FEWEST_ROWS:
        return False
    longest = max(len(cell) for row in several for cell in row)
    return longest <= _LONG_CELL or len(several) > 3
