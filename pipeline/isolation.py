"""Running one function per item in child processes that may crash, hang or eat memory without ending the run."""

import logging
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures import as_completed
from enum import Enum, auto
from multiprocessing import get_context
from threading import Thread
from typing import TypeVar, cast

from pebble import ProcessExpired, ProcessFuture, ProcessPool

T = TypeVar("T")

# A fresh child now and then: whatever a library leaks is then given back.
_ITEMS_PER_CHILD = 200
_WATCH = 1.0  # seconds between looks at whether the run still lives


class Fate(Enum):
    """How the work on one item ended."""

    DONE = auto()
    TIMED_OUT = auto()
    OUT_OF_MEMORY = auto()
    CRASHED = auto()


def in_children(
    function: Callable[[T], None], items: Iterable[T], *, workers: int, seconds: float, memory_mb: int
) -> Iterator[tuple[T, Fate]]:
    """Call ``function`` on every item in a child process and yield (item, how it ended) as each one ends.

    ``workers`` 0 means one per core. A child that takes longer than ``seconds`` is killed; one that asks for more than
    ``memory_mb`` MiB gets a MemoryError (on systems that can limit it). The function leaves its results on disk.
    """
    pool = children(workers=workers, memory_mb=memory_mb)
    with pool:
        futures = {pool.schedule(function, args=(item,), timeout=seconds): item for item in items}
        try:
            yield from _outcomes(futures)
        except BaseException:  # interrupted: what is still waiting must not be done first
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def children(*, workers: int, memory_mb: int) -> ProcessPool:
    """Return child processes to schedule work in that may fail; limits are as in `in_children`."""
    return ProcessPool(
        max_workers=workers or os.cpu_count() or 1,
        max_tasks=_ITEMS_PER_CHILD,
        context=get_context("spawn"),
        initializer=_start_child,
        initargs=(memory_mb,),
    )


def _outcomes(futures: "dict[ProcessFuture[None], T]") -> Iterator[tuple[T, Fate]]:
    for future in as_completed(futures):
        yield futures[cast("ProcessFuture[None]", future)], _fate(future.exception())


def _fate(error: BaseException | None) -> Fate:
    """Name what happened; an error that the function should have handled itself is a crash of that item as well."""
    if error is None:
        return Fate.DONE
    if isinstance(error, TookTooLong):
        return Fate.TIMED_OUT
    if isinstance(error, MemoryError) or _gave_up(error):
        return Fate.OUT_OF_MEMORY
    return Fate.CRASHED


def _gave_up(error: BaseException) -> bool:
    """Whether a library ended the child itself, as pdfium does when it is refused memory."""
    return isinstance(error, ProcessExpired) and error.exitcode == -signal.SIGABRT


def _start_child(memory_mb: int) -> None:
    """Limit the memory of this process, that of the interpreter and the libraries included.

    One thread per child: the children share the cores, and Tesseract would start four in each. What libraries log of a
    file is told by its status; it may hold what the file says.
    """
    logging.disable(logging.WARNING)
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
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
