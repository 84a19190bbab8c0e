"""The commands ``mcp`` and ``lsp``: servers for agents and editors, over standard input and output."""

from __future__ import annotations

from govreport.cli.command import FILE_NAME, argument, command
from govreport.cli.files import UNREADABLE
from govreport.cli.language import words
from govreport.cli.streams import complain
from govreport.errors import ReadError


@command(example="govreport mcp reports")
@argument(
    "folders", metavar="FOLDER...", nargs=-1, required=True, type=FILE_NAME, help="The folders that an agent may read."
)
def mcp(folders: tuple[str, ...]) -> int:
    """Serve the tools outline, section, search, facts, compare, check and chunks to an agent (Model Context Protocol).

    The server reads only the files below the folders, writes nothing, and uses no network.
    """
    from govreport.mcp_server import server

    try:
        server(folders, lang=words().language).run("stdio")
    except (ImportError, ReadError) as error:
        complain(str(error))
        return UNREADABLE
    return 0
