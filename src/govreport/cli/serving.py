"""The commands ``mcp`` and ``lsp``: servers for agents and editors, over standard input and output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govreport.cli import options
from govreport.cli.command import FILE_NAME, argument, command, option
from govreport.cli.files import UNREADABLE
from govreport.cli.language import words
from govreport.cli.streams import complain
from govreport.errors import ProfileError, ReadError

if TYPE_CHECKING:
    from govreport.dialects import Dialect


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


@command(example="govreport lsp --profile gongwen")
@option(
    "--profile",
    metavar="NAME|FILE",
    help="Also check what a profile requires: gongwen (official documents), fazhi, or a TOML file.",
)
@options.dialect
def lsp(profile: str | None, dialect: Dialect | None) -> int:
    """Serve outline, findings, cross references and renumbering to an editor (Language Server Protocol).

    The editor starts the server for its open text and Markdown files.
    """
    from govreport.language_server import server
    from govreport.profiles import load

    try:
        server(lang=words().language, profile=load(profile) if profile else None, dialect=dialect).start_io()
    except (ImportError, ProfileError) as error:
        complain(str(error))
        return UNREADABLE
    return 0
