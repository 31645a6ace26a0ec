"""Places where work is done that may fail without ending the run: child processes here, or workers elsewhere."""

from collections.abc import Callable, Iterable, Iterator, Set
from enum import Enum, auto
from itertools import islice
from typing import Protocol, TypeVar

T = TypeVar("T")


class Fate(Enum):
    """How the work on one item ended."""

    DONE = auto()
    TIMED_OUT = auto()
    OUT_OF_MEMORY = auto()
    CRASHED = auto()


class Workplace(Protocol):
    """Calls one function on many items, each in a process that may be lost."""

    def each(
        self, function: Callable[[T], None], items: Iterable[T], *, seconds: float | None
    ) -> Iterator[tuple[T, Fate]]:
        """Call ``function`` on every item and yield (item, how it ended) as each one ends, in any order.

        What takes longer than ``seconds`` is killed; None is no limit. The function is one of a module, leaves its
        results on disk, and may be called again on an item of which a machine was lost. The first items are handed out
        at once, others as places come free. When the caller stops taking, what waits is not done.
        """


class Future(Protocol):
    """Work on one item that was handed out."""

    def cancel(self) -> object:
        """Do not do it, or stop doing it."""


F = TypeVar("F", bound=Future)


def in_window(
    items: Iterable[T], start: Callable[[T], F], done: Callable[[Set[F]], Set[F]], width: Callable[[], int]
) -> Iterator[tuple[T, F]]:
    """Hand out items, never more than ``width()`` at a time, and return (item, its future) as each one ends.

    The first are handed out at once, before the caller asks for what ended. ``start`` hands one out; ``done`` waits
    until some of its futures have ended and returns those. When the caller stops taking, or ``done`` raises, all that
    is handed out is cancelled.
    """
    waiting, out = iter(items), dict[F, T]()

    def fill() -> None:
        free = max(width(), 1) - len(out)
        out.update((start(item), item) for item in islice(waiting, max(free, 0)))

    def ended() -> Iterator[tuple[T, F]]:
        try:
            while out:
                found = [(out.pop(future), future) for future in done(out.keys())]
                fill()  # before the caller looks at what ended, so that no place stands idle meanwhile
                yield from found
        finally:
            for future in out:
                future.cancel()

    fill()
    return ended()
