"""A place where no work is done."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from pipeline.workplace import Fate, Workplace

T = TypeVar("T")


@dataclass(frozen=True)
class Doomed(Workplace):
    """A place where all work ends in the same way, without being done."""

    fate: Fate

    def each(
        self, function: Callable[[T], None], items: Iterable[T], *, seconds: float | None
    ) -> Iterator[tuple[T, Fate]]:
        return ((item, self.fate) for item in items)
