"""Reading the files that a command was given, and one report after the other from them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from govreport.cli.streams import complain
from govreport.errors import ReadError

if TYPE_CHECKING:
    from govreport.report import Report

STANDARD_INPUT = "-"

UNREADABLE = 2
"""The exit code when a file could not be read."""


def load(path: str) -> tuple[str, str]:
    """The name and the text of a file; ``-`` is standard input.

    The text is the file's own, BOM and line ends included, so that offsets count from its first character.
    Bytes that are no UTF-8 become U+FFFD, and standard error says so.

    :raises ReadError: there is no such file, or it cannot be read.
    """
    try:
        content = _standard_input() if path == STANDARD_INPUT else Path(path).read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a path that holds NUL
        raise ReadError(path, getattr(error, "strerror", None) or str(error)) from error
    try:
        return path, content.decode("utf-8")
    except UnicodeDecodeError as error:
        complain(f"{path}: not UTF-8 from byte {error.start} on; what cannot be read is shown as U+FFFD")
        return path, content.decode("utf-8", errors="replace")


def each_report(files: Sequence[str], show: Callable[[Report], int]) -> int:
    """Parse file after file, hand each report to ``show``, and return the highest exit code met.

    A file that cannot be read gets a line on standard error and means :data:`UNREADABLE`; the others go on.
    """
    return max([_report(file, show) for file in files], default=0)


def _report(file: str, show: Callable[[Report], int]) -> int:
    from govreport.parsing import parse  # here: it loads the grammar's library, which --help does without

    try:
        name, text = load(file)
    except ReadError as error:
        complain(str(error))
        return UNREADABLE
    return show(parse(text, name=name))


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise ValueError("standard input is closed")
    return sys.stdin.buffer.read()
