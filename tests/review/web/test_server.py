"""The server of the command: it starts, says where, stops, and says what stands in its way."""

import signal
import socket
import sys
import weakref

import pytest
import uvicorn
from starlette.applications import Starlette

from pipeline.errors import UsageError
from pipeline.review.material import Material
from pipeline.review.queue import Wish
from pipeline.review.web.server import serve
from pipeline.review.web.stopping import StoppableServer
from pipeline.settings import Settings
from tests.review.web.conftest import Start

KINDS = [signal.SIGINT, signal.SIGTERM]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("kind", KINDS)
def test_stopping_says_what_was_stored(start: Start, settings: Settings, kind: signal.Signals) -> None:
    server = start("--coder", "Noor")
    server.output.readline()
    server.process.send_signal(kind)
    rest, _ = server.process.communicate(timeout=60)
    assert rest.splitlines()[-1] == f"Stopped: 0 decisions stored in {settings.passages}."
    assert server.process.returncode == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_signal_is_heard_before_the_server_runs_and_where_exceptions_are_dropped(kind: signal.Signals) -> None:
    server = StoppableServer(uvicorn.Config(Starlette(), lifespan="off", log_level="error"))
    before = [signal.getsignal(one) for one in KINDS]
    gone = {0}
    dropping = weakref.ref(gone, lambda _: signal.raise_signal(kind))
    with socket.create_server(("127.0.0.1", 0)) as listener, server.stops_on_signals():
        del gone
        assert dropping() is None
        assert server.should_exit
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL  # a second Ctrl-C ends it at once
        server.run(sockets=[listener])
    assert [signal.getsignal(one) for one in KINDS] == before


def test_a_port_in_use_is_told(material: Material, settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port} .* in use; .*--port"):
            serve(material, Wish(), settings.passages, port=port, tell=print, browse=False)


@pytest.mark.parametrize("coder", ["=1", "consensus", "-"])
def test_a_coder_that_is_no_name_is_told(material: Material, settings: Settings, coder: str) -> None:
    with pytest.raises(UsageError, match="cannot be the name of a coder"):
        serve(material, Wish(coder=coder), settings.passages, port=0, tell=print, browse=False)


@pytest.mark.skipif(sys.platform != "linux", reason="all of 127.0.0.0/8 is this machine on Linux alone")
def test_only_the_one_address_of_this_machine_listens(start: Start) -> None:
    server = start("--coder", "Noor")
    port = int(server.address.split(":")[2].partition("/")[0])
    socket.create_connection(("127.0.0.1", port), timeout=10).close()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", port), timeout=10)
