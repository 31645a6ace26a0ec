"""What one cell of a file of coded passages says: codes, a moment, a number."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial

NO_CODES = "-"  # a cell that says 'none', where an empty one says 'not known'
_BETWEEN_CODES = re.compile(r"[,;|+/\s]+")
# Coded passages that come with this program bear this day: a clock that says an earlier one was set wrong.
_CLOCKS_ARE_PAST = datetime(2026, 11, 22, tzinfo=UTC)
_AHEAD = timedelta(days=1)  # a clock somewhere else may be that far ahead
_LONGEST_QUOTED = 40  # characters: a date with its time, a code
_DATE_FORMS = ("%d-%m-%Y", "%d/%m/%Y", "%d-%m-%Y %H:%M", "%d-%m-%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S")


class RowError(ValueError):
    """A row that cannot be understood; the text says which cell and why, without the place of the row.

    ``dutch`` says the same to who reads it in a table.
    """

    def __init__(self, text: str, *, dutch: str = "") -> None:
        super().__init__(text)
        self.dutch = dutch or text


def moment(cell: str) -> datetime | None:
    """Return a date, with or without a time, as a spreadsheet or we wrote it; a time without a zone is UTC.

    Raises RowError for what is no date, and for a date in the future, which would hold over all that is decided later.
    """
    if not cell:
        return None
    found = _read(cell)
    if found is None:
        raise RowError(
            f"{quoted(cell)} is no date; write it as 2026-12-31 or 31-12-2026",
            dutch=f"{quoted(cell)} is geen datum; schrijf een datum als 2026-12-31 of 31-12-2026",
        )
    return _no_future(found, cell)


@lru_cache(maxsize=1024)
def _read(cell: str) -> datetime | None:
    """The moment in UTC; decisions that came together bear one date."""
    readers: list[Callable[[str], datetime]] = [
        datetime.fromisoformat,
        *(partial(_parsed, form) for form in _DATE_FORMS),
    ]
    for read in readers:
        try:
            found = read(cell)
        except ValueError:
            continue
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _no_future(at: datetime, cell: str) -> datetime:
    if at > max(datetime.now(UTC), _CLOCKS_ARE_PAST) + _AHEAD:
        raise RowError(
            f"the date '{cell}' lies in the future; write the day of the decision, or leave the cell empty",
            dutch=f"de datum '{cell}' ligt in de toekomst; schrijf de dag van het besluit, of laat de cel leeg",
        )
    return at


def moment_cell(at: datetime) -> str:
    """Return a moment (UTC) as `moment` reads it, to the microsecond where that matters."""
    return at.isoformat(timespec="microseconds" if at.microsecond % 1000 else "milliseconds")


def _parsed(form: str, cell: str) -> datetime:
    return datetime.strptime(cell, form)


def codes_in_cell(cell: str) -> tuple[str, ...]:
    """Return the codes named in a cell, however they are separated, of whatever codebook."""
    return tuple(code for code in _BETWEEN_CODES.split(cell) if code and code != NO_CODES)


def number_in(name: str, cell: str) -> int | None:
    """Return the whole number in a cell of the column ``name``, None when it is empty; raise RowError for no number."""
    try:
        return int(cell) if cell else None
    except ValueError as e:
        raise RowError(
            f"{quoted(cell)} in the column '{name}' is no whole number",
            dutch=f"{quoted(cell)} bij '{name}' is geen geheel getal",
        ) from e


def quoted(cell: str) -> str:
    """Return a cell for a message; "…" for a long one, which may be a sentence when columns have shifted."""
    return f"'{cell}'" if len(cell) <= _LONGEST_QUOTED else "'…'"
