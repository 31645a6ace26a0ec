"""The terminal itself: two streams, what may be said on them, and text that cannot command it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from pipeline.obeyed import as_name, written_out

# Brackets and colons in the name of a folder or mechanism are text.
_OUT = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
ERR = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)


@dataclass
class Manners:
    """What this call of the command may say: nothing but errors, or nothing but its result on standard output."""

    quiet: bool = False
    as_json: bool = False

    def reset(self) -> None:
        """Begin a call anew."""
        self.quiet = self.as_json = False


manners = Manners()


def plain(text: object, *, ends: bool = True) -> str:
    r"""Return text with whatever a terminal would obey written out ('\x1b'); without ``ends`` line ends too."""
    return written_out(str(text)) if ends else as_name(str(text))


def line(text: object) -> None:
    """Print one line, on standard error when standard output is for the result alone."""
    _print(plain(text))


def error(problem: object, *, code: int) -> int:
    """Print one line on what went wrong and return the exit code."""
    ERR.print(f"rodedraad: {plain(problem)}", style="red")
    return code


def result(found: dict[str, Any]) -> None:
    """Print the result of the command for a program: one JSON object on one line of standard output."""
    _OUT.print(json.dumps(found, ensure_ascii=True, default=str))


def table(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]], *, right: Iterable[str] = ()) -> None:
    """Print a table under its title; the columns in ``right`` hold numbers."""
    shown, numbers = Table(title=plain(title), title_justify="left"), set(right)
    for name in columns:
        shown.add_column(plain(name), justify="right" if name in numbers else "left")
    for row in rows:
        shown.add_row(*(plain(cell) for cell in row))
    _print(shown)


def _print(shown: str | Table) -> None:
    if not manners.quiet:
        (ERR if manners.as_json else _OUT).print(shown)
