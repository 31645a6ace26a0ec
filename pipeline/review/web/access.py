"""Who may talk to the server: the browser that opened the printed address, on this machine, and no other page in it.

Any page that the user has open can send requests to 127.0.0.1, and any program on the machine can connect. So the
address holds a token that works once and becomes a cookie that scripts cannot read and other sites cannot send; the
name by which the server is called must be one of its own (no other name can be pointed at it); and what changes
something must come from our own page, which it shows with its origin and with a proof that stands in the page alone.
"""

import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.review.web.refusals import refusal

PROOF_HEADER = "x-rodedraad-proof"
ENTRANCE = "/binnen"
_OPEN = (ENTRANCE, "/static/")
_READING = ("GET", "HEAD")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Access:
    """The secrets of one start of the server on a port. ``proof`` goes into the page and comes back with changes."""

    def __init__(self, port: int) -> None:
        self.hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self.proof = secrets.token_urlsafe(32)
        self._token: str | None = secrets.token_urlsafe(32)
        self._session = secrets.token_urlsafe(32)
        self._cookie = f"rodedraad-{port}"  # cookies are shared by all ports of a machine

    @property
    def address(self) -> str:
        """Where to enter, once; without a token when that was done."""
        return f"http://{self.hosts[0]}{ENTRANCE}?token={self._token or ''}"

    def admit(self, token: str) -> str | None:
        """Return the header that sets the cookie for a token that is right; from then on the token is no longer."""
        if self._token is None or not _same(token, self._token):
            return None
        self._token = None
        return f"{self._cookie}={self._session}; HttpOnly; SameSite=Strict; Path=/"

    def fault(self, request: Request) -> int:
        """Return the HTTP status with which a request is refused; 0 when it is not."""
        if request.headers.get("host", "") not in self.hosts:
            return 421
        if request.scope["path"].startswith(_OPEN):
            return 0 if request.method in _READING else 405
        if not _same(_cookie(request.headers, self._cookie), self._session):
            return 401
        if request.method not in _READING and not self._is_ours(request):
            return 403
        return 0

    def _is_ours(self, request: Request) -> bool:
        """Whether a request that changes something comes from our page."""
        origin = request.headers.get("origin", "")
        return origin == f"http://{request.headers['host']}" and _same(
            request.headers.get(PROOF_HEADER, ""), self.proof
        )


class Guard:
    """Let through what `Access` allows, and put the same strict headers on every answer."""

    def __init__(self, app: ASGIApp, *, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return

        async def send_strictly(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        request = Request(scope)
        status = self._access.fault(request)
        app = refusal(request, status) if status else self._app
        await app(scope, receive, send_strictly)


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _same(given: str, right: str) -> bool:
    """Compare in a time that does not tell how much is right."""
    return secrets.compare_digest(given.encode(), right.encode())
