"""The arguments and options that several commands take."""

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
        raise typer.BadParameter(f"{visible(name)} is none of {', '.join(ENCODINGS)}")
    return name


Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        callback=_known_encoding,
        help="The encoding of all files; left out, it is told from the bytes of each.",
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
        help="What these documents write otherwise: taiwan, hong_kong, or a TOML file.",
    ),
]


class Script(str, enum.Enum):
    """What the output can be converted to."""

    simplified = "simplified"
    traditional = "traditional"
    tw = "tw"
    hk = "hk"


InScript = Annotated[
    Script | None,
    typer.Option(
        "--script", help="Convert the output to this script; left as it is when left out.", show_default=False
    ),
]


class Severity(str, enum.Enum):
    """How much a diagnostic matters, the gravest first."""

    error = "error"
    warning = "warning"
    info = "info"


class OutputFormat(str, enum.Enum):
    """How a check writes what it found."""

    text = "text"
    json = "json"
    sarif = "sarif"
    github = "github"
