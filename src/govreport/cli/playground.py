"""The command ``govreport playground``: serves the page that reads documents in the browser."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from govreport.cli.command import FILE_NAME, argument, command, option
from govreport.cli.files import UNREADABLE
from govreport.cli.local_pages import serve
from govreport.cli.streams import complain

FOLDER: Final = "playground"
"""The folder of the page by default."""


@command(example="govreport playground --port 8000")
@argument(
    "folder",
    metavar="FOLDER",
    type=FILE_NAME,
    default=FOLDER,
    help="The folder with the built page (default: playground).",
)
@option("--port", type=click.IntRange(0, 65535), metavar="N", default=0, help="The port to serve on; 0 for a free one.")
@option("--open/--no-open", "to_open", default=None, help="Open the page in the browser (default: only in a terminal).")
def playground(folder: str, port: int, to_open: bool | None) -> int:
    """Serve the page that reads documents in the browser, without uploading them, on this computer only."""
    from govreport.errors import GovReportError
    from govreport.playground.serve import PlaygroundServer

    try:
        server = PlaygroundServer(Path(folder), port)
    except GovReportError as error:
        complain(str(error))
        return UNREADABLE
    except OSError as error:
        complain(f"port {port}: {error.strerror or error}")
        return UNREADABLE
    return serve(server, opens=sys.stdout.isatty() if to_open is None else to_open)
