"""One file of decisions: its name, what stands in it, and what it takes to add to it."""

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path

from pipeline.codings.columns import COLUMNS, column_name
from pipeline.codings.torn import HEADER, OURS, whole_length
from pipeline.errors import UsageError
from pipeline.spreadsheet import decoded, delimiter_of, guard, parse_csv, records

Row = dict[str, str]  # cells by column, all of COLUMNS

_LONGEST_NAME = 40
_NUMBERED = re.compile(r"-\d+$")


def stem_of(coder: str) -> str:
    """Return the name of a coder's file without its ending: safe in any file system, the same for 'Anna' and 'anna'.

    A name that cannot be written whole in a file name (accents, signs, another script, long) gets a number of its own,
    and so does 'anna-2', which would be the second file of 'anna'.
    """
    name = re.sub(r"[\s-]+", "-", unicodedata.normalize("NFC", coder).casefold()).strip("-")
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_LONGEST_NAME]
    if slug != name or _NUMBERED.search(slug) or not slug:
        own = hashlib.sha256(name.encode()).hexdigest()[:8]
        slug = f"{slug.strip('-') or 'codeur'}-x{own}"
    return OURS + slug


def files_of(folder: Path, stem: str) -> Iterator[Path]:
    """Yield the places of a coder's files, there or not: 'beoordeeld-anna.csv', 'beoordeeld-anna-2.csv' and so on."""
    yield folder / f"{stem}.csv"
    for number in count(2):
        yield folder / f"{stem}-{number}.csv"


@dataclass(frozen=True)
class CoderFile:
    """A file of decisions as it is on the disk, perhaps opened and saved by a spreadsheet since we wrote in it."""

    path: Path
    data: bytes

    @cached_property
    def whole(self) -> int:
        """The number of bytes that are whole records."""
        return whole_length(self.data)

    @cached_property
    def header(self) -> list[str]:
        """The columns by our names; none when the file cannot be read."""
        try:
            text, _ = decoded(self.data[: self.whole], self.path)
        except UsageError:
            return []
        _, cells = next(records(io.StringIO(text, newline=""), delimiter_of(text)), (0, []))
        return [column_name(name.strip().lower()) for name in cells]

    def rows_like(self, rows: Iterable[Row]) -> list[Row]:
        """Return what stands in the file, in its order; nothing when no row of it can be equal to one of ``rows``.

        To look for the moment of a decision takes a hundredth of the time of taking the file apart.
        """
        if not any(row["datum"].encode() in self.data for row in rows):
            return []
        try:
            _, found = parse_csv(self.data[: self.whole], self.path)
        except UsageError:
            return []
        blank = dict.fromkeys(COLUMNS, "")
        named = ({column_name(name): cell for name, cell in row.items()} for _, row in found)
        return [blank | {name: cell for name, cell in row.items() if name in blank} for row in named]

    def addition(self, rows: Sequence[Row]) -> bytes | None:
        """Return the bytes that add these rows; None when the file lacks a column or its encoding a character."""
        if not self.whole:
            return new_file(rows)
        if any(self.header.count(name) != 1 for name in COLUMNS):
            return None
        text, encoding = decoded(self.data[: self.whole], self.path)
        start = "" if text.endswith(("\n", "\r")) else "\r\n"
        try:
            return (start + _lines(rows, self.header, delimiter_of(text))).encode(encoding.removesuffix("-sig"))
        except UnicodeEncodeError:
            return None


def new_file(rows: Sequence[Row]) -> bytes:
    """Return the content of a file that holds these rows."""
    return HEADER + _lines(rows, COLUMNS, ";").encode()


def _lines(rows: Iterable[Mapping[str, str]], header: Sequence[str], delimiter: str) -> str:
    """Every cell is quoted, so that a record that was cut short can be told from a whole one (see `torn`)."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([guard(row.get(name, "")) for name in header] for row in rows)
    return text.getvalue()
