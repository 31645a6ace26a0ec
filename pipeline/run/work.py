"""The long part of a run: every file that is new is read, and every report that is new is coded, on all cores."""

from contextlib import AbstractContextManager
from itertools import islice

from pipeline.coding_apart import code_all
from pipeline.isolation import Children, cores
from pipeline.job import Job
from pipeline.prepare import prepare
from pipeline.progress import Progress, Stopwatch
from pipeline.run.plan import Plan
from pipeline.workplace import Workplace


def workplace(plan: Plan, cluster: str) -> AbstractContextManager[Workplace]:
    """Return where the work is done: child processes, or the workers of the scheduler at ``cluster`` if it is given."""
    memory_mb = plan.settings.extract.max_memory_mb
    if cluster:
        from pipeline.cluster import at_cluster  # its library is optional

        return at_cluster(cluster, plan.jobs[0], plan.folder, memory_mb=memory_mb)
    wanted = plan.settings.workers or cores()
    undone = (job for job in plan.jobs if not job.done or not plan.coder.is_done(job))
    return Children(workers=max(1, sum(1 for _ in islice(undone, wanted))), memory_mb=memory_mb)


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
