"""What runs in a worker: it hands each item to a child process with limits, so that a bad file takes only that child.

The worker itself imports nothing that reads reports: what it is sent is unpacked in the child.
"""

import pickle
from concurrent.futures import CancelledError
from dataclasses import dataclass
from platform import node
from threading import Lock

from distributed import Worker, get_worker

from pipeline.cluster.order import Order, problems
from pipeline.errors import UsageError
from pipeline.isolation import Children, fate_of
from pipeline.workplace import Fate


def perform(order: Order, work: bytes, seconds: float | None) -> Fate:
    """Do a pickled (function, item) in a child of this worker; return how it ended.

    Raises UsageError when this worker, which may have joined late, cannot take part in the run, and CancelledError when
    the run is over.
    """
    with _team_of(order) as children:
        return fate_of(children.start(_unpacked, work, seconds=seconds).exception())


def stop(token: str) -> None:
    """End the children of a run, whatever they are doing."""
    with _LOCK:
        _OVER.add(token)
        team = _TEAMS.pop(token, None)
    if team is not None:
        team.children.stop()


def complaint(order: Order, dask_worker: Worker) -> str:
    """Say in a line per problem why this worker cannot take part in a run; '' when it can."""
    return "\n".join(f"worker {dask_worker.address} on {node()} {problem}" for problem in problems(order))


@dataclass
class _Team:
    """The children of one run, and how many of them are at work."""

    children: Children
    busy: int = 0

    def __enter__(self) -> Children:
        return self.children

    def __exit__(self, *_: object) -> None:
        with _LOCK:
            self.busy -= 1


_LOCK = Lock()
_TEAMS: dict[str, _Team] = {}
_OVER: set[str] = set()


def _team_of(order: Order) -> _Team:
    """Return the children of a run, one per thread of the worker; those of runs that ended without a word are ended."""
    with _LOCK:
        if order.token in _OVER:
            raise CancelledError
        if order.token not in _TEAMS:
            wrong = complaint(order, get_worker())
            if wrong:
                raise UsageError(wrong)
            for token in [token for token, team in _TEAMS.items() if not team.busy]:
                _TEAMS.pop(token).children.stop()
            _TEAMS[order.token] = _Team(Children(workers=get_worker().state.nthreads, memory_mb=order.memory_mb))
        team = _TEAMS[order.token]
        team.busy += 1
        return team


def _unpacked(work: bytes) -> None:
    function, item = pickle.loads(work)  # noqa: S301 whoever reaches a worker of dask can run code anyway
    function(item)
