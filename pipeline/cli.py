"""The command `rodedraad`: the only place that catches errors and sets exit codes."""

import os
import sys
from collections.abc import Sequence

from pipeline import show
from pipeline.commands.plain_run import plain_run
from pipeline.errors import NothingReadError, RodeDraadError, StoppedError

# The commands of `commands.results`: making all others known takes long.
_RESULTS = ("run", "status", "extract", "compare", "language-model")


def main() -> None:
    """Run the command; expected errors become a line, or one per row that is wrong.

    Exit code 2: cannot be used as given; 1: nothing was read, or nobody reads on; 130: stopped by the user.
    """
    show.manners.reset()
    try:
        _obey(sys.argv[1:])
    except StoppedError as e:
        sys.exit(show.error(e, code=130))
    except NothingReadError as e:
        sys.exit(show.error(e, code=1))
    except RodeDraadError as e:
        sys.exit(show.error(e, code=2))
    except BrokenPipeError:  # what is left in the buffer would be refused once more when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as e:
        place = f"{e.filename}: " if e.filename else ""
        sys.exit(show.error(f"{place}{e.strerror or e}", code=2))


def _obey(arguments: Sequence[str]) -> None:
    """Do what is asked; the library that reads commands is loaded for all but a plain run."""
    plain = plain_run(arguments)
    if plain is not None:
        plain.do()
        return
    if arguments and arguments[0] in _RESULTS:
        from pipeline.commands import results  # noqa: F401
    else:
        from pipeline.commands import every  # noqa: F401
    from pipeline.commands.app import app

    app()
