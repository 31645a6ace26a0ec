"""What a run notes in the log: every stage and every file with its seconds, and nothing of what a file says."""

import logging
from pathlib import Path

from pipeline.measures import added

_log = logging.getLogger(__name__)


class StageLog:
    """Notes what stages add to the measures in ``cache``, from now on."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._seen = added(cache, 0)[1]

    def files(self) -> None:
        """Note the files that were measured since the last time."""
        if not _log.isEnabledFor(logging.INFO):
            return
        fresh, self._seen = added(self._cache, self._seen)
        for one in fresh:
            memory = f", {one.peak_mb} MB" if one.peak_mb else ""
            _log.info("%s %s: %.2f s%s", one.stage, one.file, one.seconds, memory)

    def stage(self, name: str, total: int, seconds: float) -> None:
        """Note that a stage is done."""
        self.files()
        _log.info("%s: %d in %.1f s", name, total, seconds)
