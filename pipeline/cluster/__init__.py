"""The same work done by the workers of a dask scheduler, with reports and results on storage that all of them see.

`order.py` says what a worker must know and be, `worker.py` runs there, `client.py` runs here.
"""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import UsageError

if TYPE_CHECKING:  # a worker needs nothing of what reads reports: its children do
    from pipeline.job import Job
    from pipeline.workplace import Workplace


def at_cluster(address: str, job: "Job", folder: Path, *, memory_mb: int) -> "AbstractContextManager[Workplace]":
    """Return the workplace of a scheduler, for a run on ``folder`` of which ``job`` is one.

    Raises UsageError when the library is not installed, and on entering when the scheduler cannot be reached, has no
    workers, or has workers that do not see the folders or have other software.
    """
    try:
        from pipeline.cluster.client import connected
    except ModuleNotFoundError as e:
        raise UsageError(f"--cluster needs {e.name}, which is not installed: pip install 'rodedraad[cluster]'") from e
    return connected(address, job, folder, memory_mb=memory_mb)
