"""Serving a built page on this computer, with its policies as headers."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from attrs import frozen

from govreport.playground.build import MARK
from govreport.playground.distribution import PlaygroundError
from govreport.playground.shell import WORKER_POLICY, policy
from govreport.viewer.serve import NO_FRAMES, LocalHandler, LocalServer

_TYPES: Final = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".whl": "application/octet-stream",
    ".zip": "application/zip",
}
_POLICIES: Final = {"worker.js": WORKER_POLICY, "offline.js": "default-src 'none'; connect-src 'self'"}


@frozen
class _File:
    body: bytes
    kind: str
    tag: str
    policy: str


class PlaygroundServer(LocalServer):
    """Serves the files of a built page from memory, and no others."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        """``port`` 0 chooses a free one.

        :raises PlaygroundError: the folder is not a built page.
        :raises OSError: the port is in use or not permitted.
        """
        if not (folder / MARK).is_file():
            raise PlaygroundError(
                f"{folder}: not a playground; build one: python -m govreport.playground build {folder}"
            )
        self.files = dict(_files(folder))
        super().__init__(_Handler, port)


def _files(folder: Path) -> list[tuple[str, _File]]:
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        kind = _TYPES.get(path.suffix)
        if kind is not None and path.is_file():
            body = path.read_bytes()
            rules = _POLICIES.get(name, policy() if kind == "text/html" else "default-src 'none'")
            found.append((name, _File(body, kind, hashlib.sha256(body).hexdigest()[:16], f"{rules}; {NO_FRAMES}")))
    return found


class _Handler(LocalHandler):
    server: PlaygroundServer

    def respond(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self.server.files.get("index.html" if path == "/" else path.removeprefix("/"))
        if file is None:
            self.answer(HTTPStatus.NOT_FOUND, b"There is no such file.\n")
        else:
            self.found(file.body, file.kind, file.tag, file.policy)
