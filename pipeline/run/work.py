"""The long part of a run: every file that is new is read, and every report that is new is coded, on all cores."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Self

from pipeline.coding_apart import code_all
from pipeline.isolation import Children
from pipeline.job import Job
from pipeline.prepare import prepare
from pipeline.progress import Progress, Stopwatch
from pipeline.run.plan import Plan
from pipeline.run.task import Task
from pipeline.settings import Settings
from pipeline.workplace import Workplace


def workplace(task: Task, jobs: Sequence[Job], children: Children, cluster: str) -> AbstractContextManager[Workplace]:
    """Return where the work is done: in ``children``, or by the workers of the scheduler at ``cluster`` if given."""
    if cluster:
        from pipeline.cluster import at_cluster  # its library is optional

        return at_cluster(cluster, jobs[0], task.folder, memory_mb=task.settings.extract.max_memory_mb)
    return _ended_after(children)


@contextmanager
def _ended_after(children: Children) -> Iterator[Workplace]:
    with children:
        yield children


@dataclass(frozen=True)
class Begun:
    """Files that are being read and split while the run does other things."""

    count: int
    done: Iterator[Job]

    @classmethod
    def of(cls, jobs: Sequence[Job], settings: Settings, place: Workplace) -> Self:
        """Begin with the files that are not in the cache."""
        unread = sorted((job for job in jobs if not job.done), key=_size, reverse=True)
        return cls(len(unread), prepare(unread, settings, place))

    def finish(self, progress: Progress, watch: Stopwatch) -> int:
        """Wait until all are read; return how many there were."""
        with watch("read"):
            for _ in progress(self.done, "Reading", self.count):
                pass
        return self.count


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
