"""White space in the text of a page, told for all characters at once."""

import sys

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]

_HIGHEST = 0x3000  # no white space stands beyond the ideographic space
_IS_WHITE = np.array([chr(code).isspace() for code in range(_HIGHEST + 1)] + [False])


def codes_of(text: str) -> Codes:
    """Code points of the characters, halves of characters as they are."""
    return np.frombuffer(text.encode(f"utf-32-{sys.byteorder[0]}e", "surrogatepass"), np.uint32)


def is_white(codes: Codes) -> npt.NDArray[np.bool_]:
    """Which characters are white space, as Python's ``str.isspace`` says."""
    return _IS_WHITE.take(codes, mode="clip")  # to the last, which is none


def count_ink(text: str) -> int:
    """How many characters are no white space."""
    return len(text) - int(np.count_nonzero(is_white(codes_of(text))))
