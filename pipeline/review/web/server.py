"""Serve the review page on 127.0.0.1 until it is stopped."""

import errno
import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import uvicorn
from starlette.applications import Starlette

from pipeline.codings.coders import tidy_name
from pipeline.errors import UsageError
from pipeline.review.material import Material, shows_masks
from pipeline.review.queue import Wish
from pipeline.review.web.access import Access
from pipeline.review.web.app import web_app
from pipeline.review.web.coders import fault_in
from pipeline.review.web.desk import Desk
from pipeline.review.web.pages import Pages
from pipeline.review.web.stopping import StoppableServer

_HERE = "127.0.0.1"  # never another address: the texts of reports stay on this machine


def serve(
    material: Material,
    wish: Wish,
    folder: Path,
    *,
    port: int,
    tell: Callable[[str], None],
    browse: bool = True,
    veil: bool = True,
) -> None:
    """Serve until it is stopped; decisions are appended in ``folder`` as they are made.

    ``port`` 0 is any that is free; ``browse`` opens the page in the browser, ``veil`` is that of `Desk`. Raises
    UsageError when the port is taken, and for a coder of ``wish`` that is no name.
    """
    desk = Desk(material, wish, folder, veil=veil)
    if wish.coder:
        _begin(desk, wish.coder)
    pages = Pages(material.out, str(material.manifest["reports"]), hidden=shows_masks(material.manifest))
    with _listening(port) as listener:
        access = Access(listener.getsockname()[1])
        server = _server(web_app(material, desk, pages, access))
        with server.stops_on_signals():
            with pages:
                pages.start()
                tell(f"Review at {access.address}")
                tell("The address works once, in a browser here. Every decision is stored at once; Ctrl-C stops.")
                if browse:
                    Thread(target=webbrowser.open, args=(access.address,), daemon=True).start()
                server.run(sockets=[listener])
            tell(f"Stopped: {desk.made} decisions stored in {folder}.")


def _begin(desk: Desk, coder: str) -> None:
    name = tidy_name(coder)
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


def _server(app: Starlette) -> StoppableServer:
    config = uvicorn.Config(
        app, log_level="error", access_log=False, lifespan="off", ws="none", server_header=False,
        proxy_headers=False, timeout_graceful_shutdown=3,
    )  # fmt: skip
    return StoppableServer(config)
