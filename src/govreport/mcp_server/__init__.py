"""An MCP server: tools by which an agent reads reports below some folders, over standard input and output.

``docs/agents.md`` describes the tools.  The modules that need the SDK are :mod:`govreport.mcp_server.tools` and
:mod:`govreport.mcp_server.results`; they are imported when a server is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from typing import TYPE_CHECKING, Any

from govreport.util.extras import missing

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

__all__ = ["server"]


def server(roots: Iterable[str | PathLike[str]], *, lang: str = "en") -> MCPServer[Any]:
    """A server for the files below some folders; its method ``run("stdio")`` serves standard input and output.

    :param roots: the folders; nothing else is read, and nothing is written.
    :param lang: the language of findings and errors, ``en`` or ``zh``.
    :raises ReadError: a root is not a folder.
    :raises ImportError: the SDK is not installed; install ``govreport[mcp]``.
    """
    from govreport.mcp_server.folders import Folders

    folders = Folders(roots)
    try:
        from govreport.mcp_server.tools import make_server
    except ModuleNotFoundError as error:
        raise ImportError(missing("govreport mcp", "mcp", "mcp")) from error
    return make_server(folders, lang)
