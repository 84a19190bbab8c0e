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


class Server(ThreadingHTTPServer):
    """Serves the page at ``/`` and the state of its file at ``/state``, to this computer only."""

    daemon_threads = True

    def __init__(self, pages: Pages, port: int = 0) -> None:
        """``port`` 0 chooses a free one.

        :raises OSError: the port is in use or not permitted.
        """
        super().__init__((HOST, port), _Handler)
        self.pages = pages

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://{HOST}:{self.server_port}/"

    def is_called(self, host: str) -> bool:
        """Whether the ``Host`` of a request is this server; browsers omit port 80."""
        name, _, port = host.partition(":")
        return name in (HOST, "localhost") and (port or "80") == str(self.server_port)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "govreport"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        # Another site may resolve its name to this address (DNS rebinding) and could then read the response.
        if not self.server.is_called(self.headers.get("Host", "")):
            self._answer(HTTPStatus.MISDIRECTED_REQUEST, b"This server answers to its own name only.\n")
        elif self.path == "/":
            self._page()
        elif self.path == "/state":
            self._answer(HTTPStatus.OK, self.server.pages.state().encode())
        else:
            self._answer(HTTPStatus.NOT_FOUND, b"There is only one page: /\n")

    do_HEAD = do_GET  # noqa: N815  (the name that the library calls)

    def _page(self) -> None:
        shown = self.server.pages.shown()
        tag = f'"{shown.state}"'
        if self.headers.get("If-None-Match") == tag:
            self._answer(HTTPStatus.NOT_MODIFIED, b"", tag=tag)
        else:
            self._answer(HTTPStatus.OK, shown.html, kind="text/html", tag=tag)

    def _answer(self, status: HTTPStatus, body: bytes, *, kind: str = "text/plain", tag: str | None = None) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Length": str(len(body)),
            "Cache-Control": "no-cache",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "frame-ancestors 'none'",
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
