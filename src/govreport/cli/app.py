"""The command ``govreport``: a group of commands, each in a module that is imported when it is used."""

from __future__ import annotations

from typing import Final

import click

from govreport.cli.command import Commands

MODULES: Final = {
    "tree": "govreport.cli.printing",
    "json": "govreport.cli.printing",
    "text": "govreport.cli.printing",
    "clean": "govreport.cli.printing",
    "check": "govreport.cli.checking",
    "explain": "govreport.cli.checking",
    "view": "govreport.cli.view",
    "playground": "govreport.cli.playground",
    "convert": "govreport.cli.converting",
    "diff": "govreport.cli.diff",
    "facts": "govreport.cli.facts",
    "chunks": "govreport.cli.chunking",
    "corpus": "govreport.cli.corpus",
    "stats": "govreport.cli.stats",
    "mcp": "govreport.cli.serving",
    "lsp": "govreport.cli.serving",
}
"""The module of each command."""


@click.group("govreport", cls=Commands, modules=MODULES, epilog="govreport tree report.txt")
def app() -> None:
    """Read Chinese government reports (公文) as section trees with exact places in the source."""
