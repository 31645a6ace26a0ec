"""Serve the review page on 127.0.0.1 until it is stopped."""

import errno
import signal
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from types import FrameType

import uvicorn
from starlette.applications import Starlette

from pipeline.errors import UsageError
from pipeline.review.material import Material
from pipeline.review.queue import Wish
from pipeline.review.web.access import Access
from pipeline.review.web.app import web_app
from pipeline.review.web.coders import fault_in, one_line
from pipeline.review.web.desk import Desk
from pipeline.review.web.pages import Pages

_HERE = "127.0.0.1"  # never another address: the texts of reports stay on this machine


def serve(
    material: Material, wish: Wish, folder: Path, *, port: int, tell: Callable[[str], None], browse: bool = True
) -> None:
    """Serve until it is stopped; decisions are appended in ``folder`` as they are made.

    ``port`` 0 is any that is free; ``browse`` opens the page in the browser. Raises UsageError when the port is taken,
    and for a coder of ``wish`` that is no name.
    """
    desk = Desk(material, wish, folder)
    if wish.coder:
        _begin(desk, wish.coder)
    with (
        _listening(port) as listener,
        Pages(material.out, str(material.manifest["reports"])) as pages,
        suppress(KeyboardInterrupt),  # the way to stop
    ):
        signal.signal(signal.SIGTERM, _stop)
        pages.start()
        access = Access(listener.getsockname()[1])
        app = web_app(material, desk, pages, access)
        tell(f"Review at {access.address}")
        tell("The address works once, in a browser on this machine. Every decision is stored at once; Ctrl-C stops.")
        if browse:
            Thread(target=webbrowser.open, args=(access.address,), daemon=True).start()
        _run(app, listener)
    tell(f"Stopped: {desk.made} decisions stored in {folder}.")


def _begin(desk: Desk, coder: str) -> None:
    name = one_line(coder)
    if fault_in(name):
        raise UsageError(
            f"'{name}' cannot be the name of a coder; take one of at most 60 characters that begins with a letter or "
            "digit, and not 'consensus'"
        )
    desk.begin(name)


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((_HERE, port))
    except OSError as e:
        if e.errno in (errno.EADDRINUSE, errno.EACCES):
            reason = "is in use" if e.errno == errno.EADDRINUSE else "may not be used"
            raise UsageError(f"port {port} of {_HERE} {reason}; give another with --port, or 0 for any free") from e
        raise


def _stop(number: int, frame: FrameType | None) -> None:
    """A request to end, from the system or another program, ends the same way as Ctrl-C."""
    del number, frame
    raise KeyboardInterrupt


def _run(app: Starlette, listener: socket.socket) -> None:
    config = uvicorn.Config(
        app, log_level="error", access_log=False, lifespan="off", ws="none", server_header=False,
        proxy_headers=False, timeout_graceful_shutdown=3,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listener])
