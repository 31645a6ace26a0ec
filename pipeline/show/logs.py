"""The log: what the stages note on the way, on standard error, without the text of any report."""

import logging
from enum import StrEnum

from pipeline.show.terminal import drawing, plain

_OURS = logging.getLogger("pipeline")


class Level(StrEnum):
    """From which weight on something is shown."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class _Terminal(logging.Handler):
    """Prints above the bar of the stage that is going on; one record is one line."""

    def emit(self, record: logging.LogRecord) -> None:
        drawing(errors=True).print(plain(self.format(record), ends=False))


def start_log(level: Level) -> None:
    """Show what this software notes from ``level`` on; what libraries note is left as it is."""
    for handler in list(_OURS.handlers):
        _OURS.removeHandler(handler)
    shown = _Terminal()
    shown.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s", datefmt="%H:%M:%S"))
    _OURS.addHandler(shown)
    _OURS.setLevel(level.upper())
    _OURS.propagate = False
