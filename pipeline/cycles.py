"""Long readings without Python's search for objects that hold each other."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Keep Python from looking for circles of objects in the block; what nobody holds is still given back at once.

    For work that makes hundreds of thousands of objects which stay, and no circles: Python looks through them again and
    again as they grow in number, which takes a twentieth of the time of reading a PDF.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
