"""Serving pages on this computer until Ctrl-C, the normal way to stop."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from govreport.cli.language import words
from govreport.cli.streams import write

if TYPE_CHECKING:
    from govreport.viewer.serve import LocalServer


def serve(server: LocalServer, *, opens: bool) -> int:
    """Print the address, open it in the browser if requested, and answer requests; return the exit code."""
    with server:
        write(words().gettext("{url}  (Ctrl-C ends)", url=server.url) + "\n")
        sys.stdout.flush()
        if opens:
            browse(server.url)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            write("\n")
    return 0


def browse(url: str) -> None:
    """Open an address in the browser."""
    import webbrowser

    webbrowser.open(url)
