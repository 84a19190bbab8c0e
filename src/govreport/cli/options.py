"""Arguments and options shared by several commands, as decorators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from govreport.cli.command import argument, option
from govreport.cli.visible import visible
from govreport.text.encodings import ENCODINGS, canonical

if TYPE_CHECKING:
    from govreport.dialects import Dialect

SCRIPTS: Final = ("simplified", "traditional", "tw", "hk")
"""The scripts to convert output to, as in :data:`govreport.tree.conversion.Script`, which takes longer to import."""
FORMATS: Final = ("text", "json", "sarif", "github")
"""The output formats of ``check``."""

FILE: Final = "A text, web page, Word, OpenDocument, RTF, PDF or OFD file, or Markdown; - for standard input."
"""What the commands read."""


def _known_encoding(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    if name is not None and canonical(name) is None:
        raise click.BadParameter(f"unknown encoding {visible(name)}; choose one of {', '.join(ENCODINGS)}")
    return name


def _known_dialect(_: click.Context, __: click.Parameter, name: str | None) -> Dialect | None:
    if name is None:
        return None
    from govreport.dialects import load
    from govreport.errors import DialectError

    try:
        return load(name)
    except DialectError as error:
        raise click.BadParameter(visible(str(error))) from error


files = argument("files", metavar="FILE...", nargs=-1, required=True, help=FILE)
"""The files of a command: ``files``, a tuple of names."""

encoding = option(
    "--encoding",
    metavar="NAME",
    callback=_known_encoding,
    help="The encoding of all files (default: detected for each file).",
)
"""``encoding``: a name, or None."""

dialect = option(
    "--dialect",
    metavar="NAME|FILE",
    callback=_known_dialect,
    help="The dialect of the documents: taiwan, hong_kong, or a TOML file.",
)
"""``dialect``: a Dialect, or None."""

script = option(
    "--script",
    type=click.Choice(SCRIPTS),
    help="Convert the output to this script (default: no conversion).",
)
"""``script``: one of :data:`SCRIPTS`, or None."""

force = option("--force", "-f", is_flag=True, help="Replace existing files.")
"""``force``: whether output may replace existing files."""

csv_encoding = option(
    "--csv-encoding",
    type=click.Choice(("utf-8-sig", "utf-8", "gb18030")),
    help="The encoding of CSV (default: utf-8-sig, which Excel recognizes, for files; utf-8 for standard output).",
)
"""``csv_encoding``: the name of an encoding, or None."""
