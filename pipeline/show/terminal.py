"""The terminal itself: two streams, what may be said on them, and text that cannot command it."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.obeyed import as_name, written_out

if TYPE_CHECKING:  # a line needs no library, and a run without anything to do says nothing else
    from rich.console import Console


@dataclass
class Manners:
    """What this call of the command may say: nothing but errors, or nothing but its result on standard output."""

    quiet: bool = False
    as_json: bool = False

    def reset(self) -> None:
        """Begin a call anew."""
        self.quiet = self.as_json = False


manners = Manners()


@cache
def drawing(*, errors: bool = False) -> "Console":
    """What draws tables, bars and colours on standard output, or on standard error for ``errors``."""
    from rich.console import Console

    # Brackets and colons in the name of a folder or mechanism are text.
    return Console(stderr=errors, soft_wrap=True, highlight=False, markup=False, emoji=False)


def plain(text: object, *, ends: bool = True) -> str:
    r"""Return text with whatever a terminal would obey written out ('\x1b'); without ``ends`` line ends too."""
    return written_out(str(text)) if ends else as_name(str(text))


def line(text: object) -> None:
    """Print one line, on standard error when standard output is for the result alone."""
    if not manners.quiet:
        write(plain(text), errors=manners.as_json)


def write(text: str, *, errors: bool = False) -> None:
    """Write a line as it is, whatever the manners are: on standard output, or on standard error for ``errors``."""
    stream = sys.stderr if errors else sys.stdout
    stream.write(f"{text}\n")
    stream.flush()


def error(problem: object, *, code: int) -> int:
    """Print one line on what went wrong and return the exit code."""
    drawing(errors=True).print(f"rodedraad: {plain(problem)}", style="red")
    return code


def result(found: dict[str, Any]) -> None:
    """Print the result of the command for a program: one JSON object on one line of standard output."""
    write(json.dumps(found, ensure_ascii=True, default=str))


def table(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]], *, right: Iterable[str] = ()) -> None:
    """Print a table under its title; the columns in ``right`` hold numbers."""
    if manners.quiet:
        return
    from rich.table import Table

    shown, numbers = Table(title=plain(title), title_justify="left"), set(right)
    for name in columns:
        shown.add_column(plain(name), justify="right" if name in numbers else "left")
    for row in rows:
        shown.add_row(*(plain(cell) for cell in row))
    drawing(errors=manners.as_json).print(shown)
