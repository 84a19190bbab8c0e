"""The command ``govreport``: a group of commands, each in a module that is imported when it is used."""

from __future__ import annotations

from typing import Final

import click

from govreport import __version__
from govreport.cli.command import Commands
from govreport.cli.streams import write

MODULES: Final = {
    "tree": "govreport.cli.printing",
    "json": "govreport.cli.printing",
    "text": "govreport.cli.printing",
    "clean": "govreport.cli.printing",
    "check": "govreport.cli.checking",
    "explain": "govreport.cli.checking",
    "view": "govreport.cli.view",
    "convert": "govreport.cli.converting",
    "diff": "govreport.cli.diff",
    "facts": "govreport.cli.facts",
    "chunks": "govreport.cli.chunking",
    "corpus": "govreport.cli.corpus",
    "stats": "govreport.cli.stats",
}
"""The module of each command."""


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        write(f"govreport {__version__}\n")
        ctx.exit()


@click.group(
    "govreport",
    cls=Commands,
    modules=MODULES,
    epilog="Example: govreport tree report.txt",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version and exit."
)
def app() -> None:
    """Read Chinese government reports (公文) as section trees with exact places in the source."""
