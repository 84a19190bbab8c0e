"""Diagnostics as orders to GitHub Actions, which shows them beside the lines of a pull request.

The form is that of its workflow commands, ``::warning file=…,line=…,col=…,title=…::message``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from govreport.cli.selection import Found
from govreport.cli.visible import visible
from govreport.tree.codes import CODES
from govreport.tree.diagnostics import Diagnostic

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def as_github(files: Sequence[Found]) -> str:
    """One line for each diagnostic; nothing in a text or in the name of a file can give an order of its own."""
    return "".join(_command(PurePath(file.name).as_posix(), one) for file in files for one in file.diagnostics)


def _command(file: str, one: Diagnostic) -> str:
    title = _property(f"{one.code} {CODES[one.code].title}")
    place = f"file={_property(file)},line={one.line},col={one.column}"
    return f"::{_COMMANDS[one.severity]} {place},title={title}::{_data(one.message)}\n"


def _data(text: str) -> str:
    """A message, escaped; a line break, which would begin an order, is a blank already."""
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
