"""How far a stage is: a bar in a terminal, and now and then a line where nobody sees a bar."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from pipeline.show.terminal import drawing, manners, write

T = TypeVar("T")

_SHARE, _OFTEN, _SELDOM = 0.1, 5.0, 30.0  # a line for each tenth, but not every moment; else twice a minute


@dataclass
class Pace:
    """When a stage is due another line; ``clock`` gives seconds."""

    total: int
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        """Begin now."""
        self.started = self._told_at = self.clock()
        self._told = 0

    @property
    def elapsed(self) -> timedelta:
        """Since the stage began, in whole seconds."""
        return timedelta(seconds=round(self.clock() - self.started))

    def is_due(self, done: int) -> bool:
        """Whether to tell now that so many items are done."""
        waited = self.clock() - self._told_at
        due = waited >= _SELDOM or (waited >= _OFTEN and done - self._told >= _SHARE * self.total)
        if due:
            self._told_at, self._told = self.clock(), done
        return due


def progress(items: Iterable[T], stage: str, total: int) -> Iterator[T]:
    """Show how far a stage is while its items pass; nothing for a stage without items."""
    if not total or manners.quiet:
        return iter(items)
    return _bar(items, stage, total) if drawing(errors=True).is_terminal else _lines(items, stage, total)


def _bar(items: Iterable[T], stage: str, total: int) -> Iterator[T]:
    from rich import progress as of

    columns = (of.TextColumn("{task.description:<12}"), of.BarColumn(), of.MofNCompleteColumn())
    times = of.TimeElapsedColumn(), of.TimeRemainingColumn()
    with of.Progress(*columns, *times, console=drawing(errors=True)) as bars:
        task = bars.add_task(stage, total=total)
        for item in items:
            yield item
            bars.advance(task)


def _lines(items: Iterable[T], stage: str, total: int) -> Iterator[T]:
    pace = Pace(total)
    write(f"{stage:<12} 0/{total}", errors=True)
    for done, item in enumerate(items, start=1):
        yield item
        if done < total and pace.is_due(done):
            write(f"{stage:<12} {done}/{total} {pace.elapsed}", errors=True)
    write(f"{stage:<12} {total}/{total} {pace.elapsed}", errors=True)
