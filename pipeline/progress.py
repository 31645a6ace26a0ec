"""How stages tell how far they are, without knowing who is watching."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Passes the items of a stage through, and is told how many there will be."""

    def __call__(self, items: Iterable[T], stage: str, total: int) -> Iterable[T]:
        """Return the items."""


def silently(items: Iterable[T], stage: str, total: int) -> Iterable[T]:
    """Show nothing."""
    return items


def at_once(work: Callable[[], T], stage: str, progress: Progress) -> T:
    """Do one long piece of work as a stage of its own."""
    (done,) = progress((work() for _ in range(1)), stage, 1)
    return done


def now() -> str:
    """The time to the second, with the time zone of this machine, as ISO 8601 writes it."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


@dataclass
class Stopwatch:
    """When a run began, and seconds per stage, for the manifest."""

    seconds: dict[str, float] = field(default_factory=dict)
    started: str = field(default_factory=now)

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Time what happens in the block."""
        start = time.perf_counter()
        yield
        self.seconds[stage] = round(self.seconds.get(stage, 0) + time.perf_counter() - start, 3)
