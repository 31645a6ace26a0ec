"""Handing work to the workers of a dask scheduler, and waiting for it."""

import pickle
import uuid
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from distributed import Client, Future, wait
from distributed.client import FuturesCancelledError
from distributed.scheduler import KilledWorker

from pipeline.cluster import worker
from pipeline.cluster.order import Order, software
from pipeline.errors import UsageError
from pipeline.job import Job
from pipeline.workplace import Fate, Workplace, in_window

T = TypeVar("T")

_CONNECT = 30  # seconds to reach the scheduler, and for the first worker to come
_PATIENCE = 60  # seconds without a result, or any worker, after which one asks whether anybody is there
_AHEAD = 2  # items per thread of a worker that are handed out or wait for it
_RESUME = "what was done is kept: start it and run again"
_LOST = f"the connection with the scheduler was lost; {_RESUME}"


@dataclass(frozen=True)
class Cluster:
    """A workplace at the workers of a scheduler, also those that join later.

    When a worker is lost, the scheduler gives what it did to another, as often as its ``allowed-failures`` says (3);
    then that item has crashed. An item that is the end of its child process is not tried again.
    """

    client: Client
    order: Order

    def each(
        self, function: Callable[[T], None], items: Iterable[T], *, seconds: float | None
    ) -> Iterator[tuple[T, Fate]]:
        """Call ``function`` on every item in a child of a worker and yield (item, how it ended).

        Raises UsageError when the scheduler or all workers are gone, or one that joined cannot take part.
        """

        def start(item: T) -> Future:
            work = pickle.dumps((function, item))
            return self.client.submit(worker.perform, self.order, work, seconds, pure=False)

        for item, future in in_window(items, start, self._ended, self._width):
            yield item, _fate(future)

    def _width(self) -> int:
        return _AHEAD * self._threads()

    def _threads(self) -> int:
        """How much the workers of this moment can do at a time."""
        try:
            return sum(self.client.nthreads().values())
        except OSError as e:
            raise UsageError(_LOST) from e

    def _ended(self, futures: Set[Future]) -> Set[Future]:
        """Wait until a future has ended; a scheduler without workers may get new ones, but not for ever."""
        while True:
            try:
                return set(wait(list(futures), timeout=_PATIENCE, return_when="FIRST_COMPLETED").done)
            except TimeoutError as e:
                if not self._threads():
                    raise UsageError(f"the cluster has had no worker for {_PATIENCE} seconds; {_RESUME}") from e
            except FuturesCancelledError as e:
                raise UsageError(_LOST) from e


@contextmanager
def connected(address: str, job: Job, folder: Path, *, memory_mb: int) -> Iterator[Workplace]:
    """Connect with a scheduler for the block, once all its workers can take part; raise UsageError when that fails."""
    try:
        client = Client(address, timeout=_CONNECT)
    except (OSError, ValueError) as e:
        raise UsageError(f"no dask scheduler at {address} ({e}); start one with 'dask scheduler'") from e
    order = _order(job, folder, memory_mb)
    order.marker.parent.mkdir(parents=True, exist_ok=True)
    order.marker.write_text(order.token, encoding="utf-8")
    try:
        with client:
            _check(client, order, address)
            try:
                yield Cluster(client, order)
            finally:
                with suppress(OSError):  # the scheduler is gone
                    client.run(worker.stop, order.token, on_error="ignore")
    finally:
        order.marker.unlink(missing_ok=True)


def _order(job: Job, folder: Path, memory_mb: int) -> Order:
    token = uuid.uuid4().hex
    settings = job.settings
    needed = (folder.absolute(), settings.codebook, settings.organisations, settings.model_folder)
    return Order(token, job.cache.root / f".cluster-{token}", needed, software(), memory_mb)


def _check(client: Client, order: Order, address: str) -> None:
    """Ask every worker whether it can take part."""
    try:
        client.wait_for_workers(1, timeout=_CONNECT)
    except TimeoutError as e:
        raise UsageError(f"the scheduler at {address} has no workers; start them with 'dask worker {address}'") from e
    answers = client.run(worker.complaint, order, on_error="return")
    wrong = [_told(name, answer) for name, answer in answers.items() if answer]
    if wrong:
        raise UsageError("\n".join(wrong))


def _told(name: str, answer: object) -> str:
    if isinstance(answer, Exception):
        return f"worker {name} could not answer ({answer!r}); install the same rodedraad[cluster] there"
    return str(answer)


def _fate(future: Future) -> Fate:
    """How an item ended: crashed, when every worker that had it was lost. Raises what else went wrong."""
    error = future.exception()
    if error is None:
        fate: Fate = future.result()
        return fate
    if isinstance(error, KilledWorker):
        return Fate.CRASHED
    raise error
