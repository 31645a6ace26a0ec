"""The way into a run, and out of it at once when nothing changed; the libraries are loaded only when there is work."""

from pathlib import Path

from pipeline.disk import telling_of_disk
from pipeline.errors import NothingReadError
from pipeline.progress import Progress, silently
from pipeline.records import Status
from pipeline.run.result import RunResult
from pipeline.run.task import Task, asked
from pipeline.run.unchanged import unchanged
from pipeline.settings import Settings


def run(folder: Path, out: Path, settings: Settings, *, progress: Progress = silently, cluster: str = "") -> RunResult:
    """Read, code and summarise every report in ``folder`` and write the results to ``out``.

    ``cluster`` is the address of a dask scheduler whose workers read and code, '' for processes on this machine.
    Raises UsageError (and its kinds) before any work when the folder, codebook, passages or settings cannot be used, or
    while another run works on ``out``; also when the disk is full or goes away meanwhile, with the results as they
    were. Raises NothingReadError when not one report could be read; status.csv is written then all the same.
    """
    task = asked(folder, out, settings)
    with telling_of_disk(out):
        result = unchanged(task)
        if result is None:
            result = _worked(task, progress, cluster)
    return _checked(result)


def _worked(task: Task, progress: Progress, cluster: str) -> RunResult:
    from pipeline.run.place import children_for

    with children_for(task, begun=not cluster) as children:
        from pipeline.run.chain import work_on

        return work_on(task, children, progress, cluster)


def _checked(result: RunResult) -> RunResult:
    if not result.manifest["statuses"].get(Status.OK):
        files, place = result.manifest["counts"]["files"], result.out / "status.csv"
        raise NothingReadError(f"none of the {files} files could be read; {place} says why")
    return result
