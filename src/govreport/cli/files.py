"""One report after the other from the files that a command was given."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import IO, TYPE_CHECKING

from govreport.cli.streams import complain
from govreport.errors import ReadError

if TYPE_CHECKING:
    from govreport.report import Report

STANDARD_INPUT = "-"

UNREADABLE = 2
"""The exit code when a file could not be read."""


def each_report(files: Sequence[str], show: Callable[[Report], int], *, encoding: str | None = None) -> int:
    """Read file after file, hand each report to ``show``, and return the highest exit code met.

    ``-`` is standard input.  A file that cannot be read gets a line on standard error and means
    :data:`UNREADABLE`; the others go on.  Standard error also says where bytes could not be decoded.
    """
    return max([_report(file, show, encoding) for file in files], default=0)


def _report(file: str, show: Callable[[Report], int], encoding: str | None) -> int:
    from govreport.reading import read  # here: it loads the grammar's library, which --help does without

    try:
        report = read(_standard_input() if file == STANDARD_INPUT else file, name=file, encoding=encoding)
    except ReadError as error:
        complain(str(error))
        return UNREADABLE
    undecodable = [found.message for found in report.diagnostics if found.code == "GR401"]
    if undecodable:
        more = f" (and {len(undecodable) - 1} more)" if len(undecodable) > 1 else ""
        complain(f"{file}: {undecodable[0]}{more}; what cannot be read is shown as U+FFFD")
    return show(report)


def _standard_input() -> IO[bytes]:
    if sys.stdin is None:
        raise ReadError(STANDARD_INPUT, "standard input is closed")
    return sys.stdin.buffer
