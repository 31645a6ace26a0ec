"""The command `rodedraad`: the only place that catches errors and sets exit codes."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from pipeline import __version__, show
from pipeline.commands.app import app
from pipeline.errors import NothingReadError, RodeDraadError, StoppedError

# The commands of `commands.results`: a run without anything to do takes less time than making all others known.
_RESULTS = ("run", "status", "extract", "compare", "language-model")


@app.callback(invoke_without_command=True)
def version(shown: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False) -> None:
    """Code Dutch policy reports and draw the common thread out of them.

    Nothing of a report leaves this machine, unless you name a cluster.
    """
    if shown:
        show.line(f"rodedraad {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command; expected errors become a line, or one per row that is wrong.

    Exit code 2: cannot be used as given; 1: nothing was read; 130: stopped by the user.
    """
    show.manners.reset()
    _load_commands(sys.argv[1:2])
    try:
        app()
    except StoppedError as e:
        sys.exit(show.error(e, code=130))
    except NothingReadError as e:
        sys.exit(show.error(e, code=1))
    except RodeDraadError as e:
        sys.exit(show.error(e, code=2))
    except OSError as e:
        place = f"{e.filename}: " if e.filename else ""
        sys.exit(show.error(f"{place}{e.strerror or e}", code=2))


def _load_commands(first: Sequence[str]) -> None:
    """Make the command known that is asked for, and all of them when it is another or none."""
    if first and first[0] in _RESULTS:
        from pipeline.commands import results  # noqa: F401
    else:
        from pipeline.commands import every  # noqa: F401
