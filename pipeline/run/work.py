"""The long part of a run: every file that is new is read, and every report that is new is coded."""

from pipeline.prepare import prepare
from pipeline.progress import Progress, Stopwatch
from pipeline.run.plan import Plan


def read(plan: Plan, progress: Progress, watch: Stopwatch) -> int:
    """Read and split the files that are not in the cache; return how many there were."""
    unread = [job for job in plan.jobs if not job.done]
    with watch("read"):
        for _ in progress(prepare(unread, plan.settings), "Reading", len(unread)):
            pass
    return len(unread)


def code(plan: Plan, progress: Progress, watch: Stopwatch) -> int:
    """Code the reports that are not in the cache; return how many there were."""
    uncoded = [job for job in plan.jobs if not plan.coder.is_done(job)]
    with watch("code"):
        for job in progress(uncoded, "Coding", len(uncoded)):
            plan.coder.code(job)
    return len(uncoded)
