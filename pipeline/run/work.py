"""The long part of a run: every file that is new is read, and every report that is new is coded, on all cores."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from pipeline.coding_apart import code_all
from pipeline.isolation import Children, cores
from pipeline.job import Job
from pipeline.prepare import load, prepare
from pipeline.progress import Progress, Stopwatch
from pipeline.run.plan import Plan
from pipeline.run.task import Task
from pipeline.workplace import Workplace


def workplace(task: Task, jobs: Sequence[Job], cluster: str) -> AbstractContextManager[Workplace]:
    """Return where the work is done: child processes, or the workers of the scheduler at ``cluster`` if it is given."""
    memory_mb = task.settings.extract.max_memory_mb
    if cluster:
        from pipeline.cluster import at_cluster  # its library is optional

        return at_cluster(cluster, jobs[0], task.folder, memory_mb=memory_mb)
    return _children(task.settings.workers or cores(), memory_mb, undone=sum(not job.done for job in jobs))


@contextmanager
def _children(workers: int, memory_mb: int, *, undone: int) -> Iterator[Workplace]:
    """Child processes; where there is a file to read they load what that takes now, while the run does other things."""
    with Children(workers=workers, memory_mb=memory_mb) as place:
        if undone:
            place.begin(load, undone)
        yield place


def read(plan: Plan, place: Workplace, progress: Progress, watch: Stopwatch) -> int:
    """Read and split the files that are not in the cache; return how many there were."""
    unread = sorted((job for job in plan.jobs if not job.done), key=_size, reverse=True)
    with watch("read"):
        for _ in progress(prepare(unread, plan.settings, place), "Reading", len(unread)):
            pass
    return len(unread)


def code(plan: Plan, place: Workplace, progress: Progress, watch: Stopwatch) -> int:
    """Code the reports that are not in the cache; return how many there were."""
    uncoded = [job for job in plan.jobs if not plan.coder.is_done(job)]
    with watch("code"):
        for _ in progress(code_all(uncoded, plan.coder, place), "Coding", len(uncoded)):
            pass
    return len(uncoded)


def _size(job: Job) -> int:
    """The largest files go first, so that no core waits for one that was begun last."""
    try:
        return job.file.path.stat().st_size
    except OSError:  # reading it will say what is wrong with it
        return 0
