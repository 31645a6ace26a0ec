"""A call of a command: how much it says, and what it does when it is stopped."""

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline import show
from pipeline.errors import StoppedError
from pipeline.show.logs import Level, start_log


@contextmanager
def calling(*, quiet: bool = False, as_json: bool = False, log_level: Level = Level.WARNING) -> Iterator[None]:
    """Have what is done in the block say no more than was asked for; raises StoppedError when it is interrupted."""
    start_log(log_level)
    show.manners.quiet, show.manners.as_json = quiet, as_json
    try:
        yield
    except KeyboardInterrupt as e:
        raise StoppedError("stopped before the end; what was written is whole") from e
