"""Running one function per item in child processes that may crash, hang or eat memory without ending the run."""

import logging
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures import TimeoutError as TookTooLong
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context
from threading import Thread
from types import TracebackType
from typing import Self, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from pipeline.disk import disk_error
from pipeline.errors import RodeDraadError
from pipeline.workplace import Fate, in_window

T = TypeVar("T")

# A fresh child now and then: whatever a library leaks is then given back.
_ITEMS_PER_CHILD = 200
_WATCH = 1.0  # seconds between looks at whether the run still lives
_AHEAD = 2  # items per child that are handed out or wait for it
# The children share the cores; each of these libraries would start a thread per core in every child.
_ONE_THREAD = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS")


class Children:
    """A workplace of child processes on this machine, started when the first work comes and ended with the block.

    There are as many as there are items, at most ``workers``; 0 is one per core. A child that asks for more than
    ``memory_mb`` MiB gets a MemoryError (on systems that can limit it). A child does several items after each other, so
    what it loaded for one serves the next.
    """

    def __init__(self, *, workers: int, memory_mb: int) -> None:
        self._workers, self._memory_mb = workers, memory_mb
        self._count = 0
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        """Start nothing yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the children when they have done what they were given; at once after an error, or when interrupted."""
        if kind is not None:
            self.stop()
        self._end()

    def begin(self, function: Callable[[], None], items: int) -> None:
        """Start the children for so many items now, and have each call ``function`` once: to load what takes long."""
        pool = self._children(items)
        for _ in range(self._count):
            pool.schedule(function)

    def start(self, function: Callable[[T], None], item: T, *, seconds: float | None) -> "ProcessFuture[None]":
        """Have a child call ``function`` on one item; it is killed after ``seconds``, when that is not None."""
        return self._children(self._most()).schedule(function, args=(item,), timeout=seconds)

    def each(
        self, function: Callable[[T], None], items: Iterable[T], *, seconds: float | None
    ) -> Iterator[tuple[T, Fate]]:
        """Call ``function`` on every item in a child and yield (item, how it ended), as `Workplace.each` says."""
        waiting = iter(items)
        first = list(islice(waiting, self._most()))
        if not first:
            return iter(())
        pool = self._children(len(first))
        ended = in_window(
            chain(first, waiting),
            lambda item: pool.schedule(function, args=(item,), timeout=seconds),
            lambda futures: wait(futures, return_when=FIRST_COMPLETED).done,
            lambda: _AHEAD * self._count,
        )
        return ((item, fate_of(future.exception())) for item, future in ended)

    def stop(self) -> None:
        """End the children at once, whatever they are doing."""
        if self._pool:
            self._pool.stop()  # type: ignore[no-untyped-call]

    def _most(self) -> int:
        return self._workers or cores()

    def _children(self, items: int) -> ProcessPool:
        """Return children enough for so many items: those there are, or others in their place."""
        wanted = min(self._most(), items)
        if self._pool is None or self._count < wanted:
            self._end()
            self._count, self._pool = wanted, children(workers=wanted, memory_mb=self._memory_mb)
        return self._pool

    def _end(self) -> None:
        if self._pool:
            self._pool.close()  # type: ignore[no-untyped-call]
            self._pool.join()
        self._pool, self._count = None, 0


def in_children(
    function: Callable[[T], None], items: Iterable[T], *, workers: int, seconds: float, memory_mb: int
) -> Iterator[tuple[T, Fate]]:
    """Call ``function`` on every item in a child process and yield (item, how it ended) as each one ends.

    ``workers`` 0 means one per core. A child that takes longer than ``seconds`` is killed; one that asks for more than
    ``memory_mb`` MiB gets a MemoryError (on systems that can limit it). The function leaves its results on disk.
    """
    with Children(workers=workers, memory_mb=memory_mb) as place:
        yield from place.each(function, items, seconds=seconds)


@cache
def cores() -> int:
    """How many cores this process may use, which in a container can be fewer than the machine has."""
    from joblib import cpu_count  # a child has no use for it

    return int(cpu_count())


def children(*, workers: int, memory_mb: int) -> ProcessPool:
    """Return child processes to schedule work in that may fail; limits are as in `in_children`."""
    return ProcessPool(
        max_workers=workers or cores(),
        max_tasks=_ITEMS_PER_CHILD,
        context=get_context("spawn"),
        initializer=_start_child,
        initargs=(memory_mb,),
    )


def fate_of(error: BaseException | None) -> Fate:
    """Name what happened; an error that the function should have handled itself is a crash of that item as well.

    Raises what is no fault of the item: an error that a user can mend, or one of the disk that results are left on.
    """
    if error is None:
        return Fate.DONE
    if isinstance(error, TookTooLong):
        return Fate.TIMED_OUT
    if isinstance(error, MemoryError) or _gave_up(error):
        return Fate.OUT_OF_MEMORY
    if isinstance(error, RodeDraadError):
        raise error
    if (full := disk_error(error)) is not None:
        raise full
    return Fate.CRASHED


def _gave_up(error: BaseException) -> bool:
    """Whether a library ended the child itself, as pdfium does when it is refused memory."""
    return isinstance(error, ProcessExpired) and error.exitcode == -signal.SIGABRT


def _start_child(memory_mb: int) -> None:
    """Limit the memory of this process, that of the interpreter and the libraries included, and its threads.

    What libraries log of a file is told by its status; it may hold what the file says.
    """
    logging.disable(logging.WARNING)
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    _die_with_the_parent()
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    limit = memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _die_with_the_parent() -> None:
    """End this process when the run was killed: nobody waits for what it reads."""
    Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)
