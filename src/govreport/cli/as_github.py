"""Diagnostics as workflow commands of GitHub Actions, which shows them in pull requests.

The format is ``::warning file=…,line=…,col=…,title=…::message``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from govreport.cli.selection import Found
from govreport.cli.visible import visible
from govreport.cli.workflow_commands import without_commands
from govreport.tree.codes import CODES
from govreport.tree.diagnostics import Diagnostic

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def as_github(files: Sequence[Found]) -> str:
    """One line for each diagnostic; texts and file names are escaped, so that they cannot inject commands."""
    return "".join(_command(PurePath(file.name).as_posix(), one) for file in files for one in file.diagnostics)


def _command(file: str, one: Diagnostic) -> str:
    title = _property(f"{one.code} {CODES[one.code].title}")
    place = f"file={_property(file)},line={one.line},col={one.column}"
    return f"::{_COMMANDS[one.severity]} {place},title={title}::{_data(one.message)}\n"


def _data(text: str) -> str:
    """An escaped message; ``visible`` has already replaced line breaks, which would start a new command."""
    return without_commands(visible(text), at_line_start=False).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
