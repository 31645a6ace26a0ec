"""A server that ends when it is asked to, at whatever moment that is."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn


class StoppableServer(uvicorn.Server):
    """Within `stops_on_signals`, Ctrl-C or SIGTERM makes it end in order, also when that comes before it runs.

    The signal only leaves a mark that the server looks at. An exception from a handler would be raised wherever the
    program happens to be, and Python drops it in some of those places.
    """

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to `stops_on_signals`, which also hears those that come before and after the serving."""
        yield

    @contextmanager
    def stops_on_signals(self) -> Iterator[None]:
        """Hear the signals of the main thread; afterwards they mean what they meant before."""
        before = {kind: signal.signal(kind, self._stop) for kind in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for kind, handler in before.items():
                signal.signal(kind, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        """Ask for the end; the system ends the program at the next Ctrl-C, without a word of ours."""
        del number, frame
        self.should_exit = True
        signal.signal(signal.SIGINT, signal.SIG_DFL)
