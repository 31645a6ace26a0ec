"""Pages of reports beside the passages: drawn in a child process, a few kept, the next one drawn ahead."""

from collections import OrderedDict
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as TookTooLong
from pathlib import Path, PurePosixPath
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING

from pebble import ProcessExpired

from pipeline.isolation import children
from pipeline.report.links import has_pages, reports_folder
from pipeline.review.records import Item
from pipeline.review.web.page_image import NoPageError, PageImage, Wanted, page_image, ready

if TYPE_CHECKING:
    from pebble import ProcessFuture

_KEPT = 6
_SECONDS = 30.0
_MEMORY_MB = 1024


class Pages:
    """Draws the page of an item. ``base`` is where the reports are from the folder of results, as in `Links`.

    ``hidden`` draws none: a page shows what was masked in its text. Use it as a context: at its end the child process
    is gone.
    """

    def __init__(self, out: Path, base: str, *, hidden: bool = False) -> None:
        self._hidden = hidden
        self._folder = reports_folder(out, base)
        self._pool = children(workers=1, memory_mb=_MEMORY_MB)
        self._lock = Lock()
        self._drawing: OrderedDict[Wanted, ProcessFuture[PageImage]] = OrderedDict()

    def __enter__(self) -> "Pages":
        """Nothing is started yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the child process, also in the middle of a page."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def start(self) -> None:
        """Start the child process, so that it is there when the first page is asked for."""
        self._pool.schedule(ready)

    def of(self, item: Item) -> PageImage:
        """Return the page of an item, drawn now unless it was drawn before. Raises NoPageError.

        A page that could not be drawn is tried again when it is asked for again.
        """
        wanted = self._wanted(item)
        try:
            return self._drawn_by_some_child(wanted)
        except (TookTooLong, CancelledError) as e:
            raise NoPageError("Het tekenen van de pagina duurde te lang.") from e
        except (RuntimeError, ProcessExpired, MemoryError) as e:
            raise NoPageError("Het tekenen van de pagina liep vast; het rapport is te zwaar of beschadigd.") from e

    def ahead(self, item: Item) -> None:
        """Begin to draw the page of an item that will be asked for."""
        try:
            self._future(self._wanted(item))
        except (NoPageError, RuntimeError):
            return  # told when it is asked for

    def _wanted(self, item: Item) -> Wanted:
        place = PurePosixPath(item.document)
        if self._hidden:
            raise NoPageError("De pagina wordt niet getoond: namen zijn gemaskeerd, en op de pagina staan zij er nog.")
        if not has_pages(item.document) or item.place.page is None:
            raise NoPageError("Dit rapport is geen PDF en heeft geen vaste pagina's om te tonen.")
        if place.is_absolute() or ".." in place.parts:
            raise NoPageError("Het rapport staat buiten de map met rapporten.")
        return Wanted(self._folder / place, item.place.sha256, item.place.page, item.text, item.before)

    def _drawn_by_some_child(self, wanted: Wanted) -> PageImage:
        try:
            return self._drawn(wanted)
        except RuntimeError:  # pebble's pool is broken for good when its child dies between two pages
            self._renew()
            return self._drawn(wanted)

    def _renew(self) -> None:
        with self._lock:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool = children(workers=1, memory_mb=_MEMORY_MB)
            self._drawing.clear()

    def _drawn(self, wanted: Wanted) -> PageImage:
        future = self._future(wanted)
        try:
            return future.result()
        except BaseException:
            with self._lock:
                if self._drawing.get(wanted) is future:
                    del self._drawing[wanted]
            raise

    def _future(self, wanted: Wanted) -> "ProcessFuture[PageImage]":
        with self._lock:
            if wanted not in self._drawing:
                self._drawing[wanted] = self._pool.schedule(page_image, args=(wanted,), timeout=_SECONDS)
            self._drawing.move_to_end(wanted)
            while len(self._drawing) > _KEPT:
                self._drawing.popitem(last=False)[1].cancel()  # type: ignore[no-untyped-call]
            return self._drawing[wanted]
