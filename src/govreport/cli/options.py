"""Arguments and options shared by several commands, as decorators."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from govreport.cli.command import FILE_NAME, REPLACE, SAVE_AS, argument, option
from govreport.cli.streams import OCR
from govreport.cli.visible import visible
from govreport.text.names import SCRIPTS, Names, canonical_name

if TYPE_CHECKING:
    from govreport.dialects import Dialect

_Function = TypeVar("_Function", bound=Callable[..., Any])

SEVERITIES: Final = ("error", "warning", "info")
"""The severities of diagnostics, as in :data:`govreport.tree.codes.SEVERITIES`."""
FORMATS: Final = ("text", "json", "sarif", "github")
"""The output formats of ``check``."""

FILES: Final = "Text, Markdown, web pages, Word, WPS, OpenDocument, RTF, PDF or OFD; a folder; - for standard input."
"""What the commands read."""
FILE: Final = "Text, Markdown, a web page, Word, WPS, OpenDocument, RTF, PDF or OFD; - for standard input."
"""What a command reads that takes a single report."""


class Named(click.Choice[str]):
    """A choice that also accepts the other names of a table: ``zh-TW`` for ``tw``."""

    def __init__(self, names: Names) -> None:
        super().__init__(list(names))
        self.names = names

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name in this library."""
        return super().convert(canonical_name(value, self.names) or value, param, ctx)


def _known_encoding(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    if name is None:
        return None
    from govreport.text.encodings import ENCODINGS, canonical

    if canonical(name) is None:
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


def _recognizing(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    ctx.meta[OCR] = wanted


def _expanded(ctx: click.Context, _: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    from govreport.cli.files import expanded

    return names if ctx.resilient_parsing else expanded(names)


files = argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE_NAME, callback=_expanded, help=FILES)
"""The files of a command, those in folders included: ``files``, a tuple of names."""

encoding = option(
    "--encoding",
    metavar="NAME",
    callback=_known_encoding,
    help="The encoding of all files (default: detected for each file).",
)
"""``encoding``: a name, or None."""

ocr = option(
    "--ocr",
    is_flag=True,
    expose_value=False,
    callback=_recognizing,
    help="Recognize the characters of pictures and of PDF pages without text; takes seconds a page.",
)
"""Whether characters are recognized; the command does not see the option, see
:func:`govreport.cli.streams.recognizes`."""

dialect = option(
    "--dialect",
    metavar="NAME|FILE",
    callback=_known_dialect,
    help="The dialect of the documents: taiwan, hong_kong, or a TOML file.",
)
"""``dialect``: a Dialect, or None."""

script = option(
    "--script",
    type=Named(SCRIPTS),
    help="Convert the output to this script (default: no conversion).",
)
"""``script``: one of :data:`govreport.tree.conversion.Script`, or None."""


def reading(function: _Function) -> _Function:
    """The options of a command that reads reports: ``script``, ``dialect``, ``encoding``, and whether to recognize scans."""
    return script(dialect(encoding(ocr(function))))


force = option("--force", "-f", is_flag=True, help="Replace existing files.")
"""``force``: whether output may replace existing files."""

csv_encoding = option(
    "--csv-encoding",
    type=click.Choice(("utf-8-sig", "utf-8", "gb18030")),
    help="The encoding of CSV (default: utf-8-sig, which Excel recognizes, for files; utf-8 for standard output).",
)
"""``csv_encoding``: the name of an encoding, or None."""


def output(function: _Function) -> _Function:
    """Let a command print to a file instead.  The command does not see these options; :class:`Command` handles them."""
    to_file = option(
        "--output", "-o", SAVE_AS, type=FILE_NAME, metavar="OUT", help="Write to this file, not to standard output."
    )
    return to_file(option("--force", "-f", REPLACE, is_flag=True, help="Replace an existing file.")(function))
