"""Rows of numbers that calls write into memory that stands ready."""

import ctypes

import numpy as np
import pytest

from pipeline.extract.pdf.rows import Rows

_NOTHING = ctypes.c_void_p(0)


def _doubled(_: ctypes.c_void_p, place: int, row: ctypes.c_void_p) -> int:
    assert row.value
    ctypes.cast(row, ctypes.POINTER(ctypes.c_float))[1] = 2.0 * place
    return 1


def _nothing(*_: object) -> int:
    return 0


@pytest.mark.parametrize("count", [0, 3, 1000])
def test_every_place_has_a_row_of_its_own_however_many_there_are(count: int) -> None:
    rows = Rows(np.float32, 2).written(_doubled, _NOTHING, list(range(count)))
    assert rows.tolist() == [[0.0, 2.0 * place] for place in range(count)]


def test_what_an_earlier_call_wrote_is_gone() -> None:
    rows = Rows(np.float32, 2)
    rows.written(_doubled, _NOTHING, [1, 2])
    assert rows.written(_nothing, _NOTHING, [1, 2]).tolist() == [[0.0, 0.0], [0.0, 0.0]]


def test_numbers_that_are_written_apart_have_an_address_each() -> None:
    def reversed_(_: ctypes.c_void_p, place: int, *numbers: ctypes.c_void_p) -> int:
        for i, number in enumerate(reversed(numbers)):
            assert number.value
            ctypes.c_uint.from_address(number.value).value = place + i
        return 1

    rows = Rows(np.uint32, 3, apart=True).written(reversed_, _NOTHING, [10, 20])
    assert rows.tolist() == [[12, 11, 10], [22, 21, 20]]
