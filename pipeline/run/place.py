"""Where the work of a run is done; on a first run child processes load what reading takes while the run loads the rest.

So this module loads nothing that takes long itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.isolation import Children
from pipeline.run.task import Task
from pipeline.run.unchanged import CACHE_FOLDER


@contextmanager
def children_for(task: Task, *, begun: bool) -> Iterator[Children]:
    """Child processes for the block, ``begun`` before it when every file is still to be read."""
    with Children(workers=task.settings.workers, memory_mb=task.settings.extract.max_memory_mb) as children:
        if begun and task.paths and not (task.out / CACHE_FOLDER).exists():
            children.begin(load_reader, len(task.paths))
        yield children


def load_reader() -> None:
    """Load what a child reads with."""
    import pipeline.prepare  # noqa: F401
