"""Arguments and options shared by several commands."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from govreport.cli.visible import visible
from govreport.dialects import Dialect, load
from govreport.errors import DialectError
from govreport.text.encodings import ENCODINGS, canonical

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE", help="Text, in UTF-8, UTF-16, GB 18030 or Big5; - for standard input.", show_default=False
    ),
]


def _known_encoding(name: str | None) -> str | None:
    if name is not None and canonical(name) is None:
        raise typer.BadParameter(f"unknown encoding {visible(name)}; choose one of {', '.join(ENCODINGS)}")
    return name


Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        callback=_known_encoding,
        help="The encoding of all files (default: detected for each file).",
    ),
]


def _known_dialect(name: str) -> Dialect:
    try:
        return load(name)
    except DialectError as error:
        raise typer.BadParameter(visible(str(error))) from error


InDialect = Annotated[
    Dialect | None,
    typer.Option(
        "--dialect",
        metavar="NAME|FILE",
        parser=_known_dialect,
        help="The dialect of the documents: taiwan, hong_kong, or a TOML file.",
    ),
]


class Script(str, enum.Enum):
    """The script to convert output to."""

    simplified = "simplified"
    traditional = "traditional"
    tw = "tw"
    hk = "hk"


InScript = Annotated[
    Script | None,
    typer.Option("--script", help="Convert the output to this script (default: no conversion).", show_default=False),
]


class Severity(str, enum.Enum):
    """The severity of a diagnostic, most severe first."""

    error = "error"
    warning = "warning"
    info = "info"


class OutputFormat(str, enum.Enum):
    """The output format of ``check``."""

    text = "text"
    json = "json"
    sarif = "sarif"
    github = "github"
