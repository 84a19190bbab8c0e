"""Serving a report as a page on this computer, read again when its file changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

from attrs import frozen

HOST = "127.0.0.1"
"""The server is not reachable from other computers."""
NO_FRAMES = "frame-ancestors 'none'"
"""The policy that no other page may show this one in a frame."""


@frozen
class Shown:
    """A page and the state of the file that it shows."""

    state: str
    html: bytes


class Pages:
    """The page for the current state of a file; cached until the file changes."""

    def __init__(self, state: Callable[[], str], make: Callable[[str], str]) -> None:
        """``state`` returns a short string that changes with the file; ``make`` returns the page for a state and never raises."""
        self._state = state
        self._make = make
        self._shown: Shown | None = None
        self._lock = Lock()

    def state(self) -> str:
        """The state of the file as letters and digits."""
        return hashlib.sha256(self._state().encode("utf-8", "replace")).hexdigest()[:16]

    def shown(self) -> Shown:
        """The page for the current state; concurrent requests share one."""
        state = self.state()
        with self._lock:
            if self._shown is None or self._shown.state != state:
                self._shown = Shown(state, self._make(state).encode("utf-8", "replace"))
            return self._shown


class LocalServer(ThreadingHTTPServer):
    """A server for the browsers of this computer only."""

    daemon_threads = True

    def __init__(self, handler: type[LocalHandler], port: int = 0) -> None:
        """``port`` 0 chooses a free one.

        :raises OSError: the port is in use or not permitted.
        """
        super().__init__((HOST, port), handler)

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://{HOST}:{self.server_port}/"

    def is_called(self, host: str) -> bool:
        """Whether the ``Host`` of a request is this server; browsers omit port 80."""
        name, _, port = host.partition(":")
        return name in (HOST, "localhost") and (port or "80") == str(self.server_port)


class LocalHandler(BaseHTTPRequestHandler):
    """Answers requests that name this server; a subclass makes the answer."""

    server: LocalServer
    server_version = "govreport"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """Handle a request."""
        # Another site may resolve its name to this address (DNS rebinding) and could then read the response.
        if self.server.is_called(self.headers.get("Host", "")):
            self.respond()
        else:
            self.answer(HTTPStatus.MISDIRECTED_REQUEST, b"This server answers to its own name only.\n")

    do_HEAD = do_GET  # noqa: N815  (the name that the library calls)

    def respond(self) -> None:
        """Answer the request for ``self.path``."""
        raise NotImplementedError

    def found(self, body: bytes, kind: str, tag: str, policy: str = NO_FRAMES) -> None:
        """Answer with a body, unless the browser has it already.

        :param kind: the media type; text is in UTF-8.
        :param tag: letters and digits that change with the body.
        :param policy: the Content Security Policy.
        """
        quoted = f'"{tag}"'
        if self.headers.get("If-None-Match") == quoted:
            self.answer(HTTPStatus.NOT_MODIFIED, b"", kind=kind, tag=quoted, policy=policy)
        else:
            self.answer(HTTPStatus.OK, body, kind=kind, tag=quoted, policy=policy)

    def answer(
        self,
        status: HTTPStatus,
        body: bytes,
        *,
        kind: str = "text/plain",
        tag: str | None = None,
        policy: str = NO_FRAMES,
    ) -> None:
        """Send a response."""
        self.send_response(status)
        headers = {
            "Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
            "Content-Length": str(len(body)),
            "Cache-Control": "no-cache",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": policy,
            "Cross-Origin-Resource-Policy": "same-origin",
            **({"ETag": tag} if tag else {}),
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Log nothing: the page polls every second."""


class Server(LocalServer):
    """Serves the page at ``/`` and the state of its file at ``/state``."""

    def __init__(self, pages: Pages, port: int = 0) -> None:
        """Parameters and exceptions as for :class:`LocalServer`."""
        super().__init__(_Handler, port)
        self.pages = pages


class _Handler(LocalHandler):
    server: Server

    def respond(self) -> None:
        if self.path == "/":
            shown = self.server.pages.shown()
            self.found(shown.html, "text/html", shown.state)
        elif self.path == "/state":
            self.answer(HTTPStatus.OK, self.server.pages.state().encode())
        else:
            self.answer(HTTPStatus.NOT_FOUND, b"There is only one page: /\n")
