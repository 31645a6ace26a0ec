"""Rows of numbers that pdfium writes, one call after the other, into memory that stands ready for them.

Most of what a call costs is what Python does around it: turning arguments into C and the outcome into a list. With an
address made beforehand for every row a call needs neither, and numpy takes the rows of a whole page at once.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Sequence
from itertools import repeat

import numpy as np
import numpy.typing as npt

_FIRST_ROOM = 256  # rows; more than most pages ask for


class Rows:
    """Room for rows of ``width`` numbers of one C type.

    Not ``apart``, a call is told where its row starts; ``apart``, where each number of its row is to stand.
    """

    def __init__(self, kind: type[np.float32] | type[np.uint32], width: int, *, apart: bool = False) -> None:
        self._kind, self._width, self._apart = kind, width, apart
        self._make_room(_FIRST_ROOM)

    def written(
        self, function: Callable[..., int], handle: ctypes.c_void_p, places: Sequence[int]
    ) -> npt.NDArray[np.float32 | np.uint32]:
        """An array (places x width) of what the function writes for each place; zeros where it writes nothing.

        The array holds until the next call.
        """
        if len(places) > len(self._numbers):
            self._make_room(2 * len(places))
        rows = self._numbers[: len(places)]
        rows.fill(0)
        deque(map(function, repeat(handle), places, *self._addresses), maxlen=0)
        return rows

    def _make_room(self, rows: int) -> None:
        self._numbers = np.zeros((rows, self._width), self._kind)
        start, row, number = self._numbers.ctypes.data, *self._numbers.strides
        shifts = range(self._width) if self._apart else (0,)
        end = start + rows * row
        self._addresses = [list(map(ctypes.c_void_p, range(start + i * number, end, row))) for i in shifts]
