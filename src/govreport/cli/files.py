"""Reading the input files of a command, one after the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import IO, TYPE_CHECKING

from govreport.cli.language import words
from govreport.cli.streams import complain
from govreport.errors import ReadError

if TYPE_CHECKING:
    from govreport.dialects import Dialect
    from govreport.report import Report
    from govreport.tree.diagnostics import Diagnostic

STANDARD_INPUT = "-"

UNREADABLE = 2
"""The exit code when a file could not be read."""


def each_report(
    files: Sequence[str],
    show: Callable[[Report], int],
    *,
    encoding: str | None = None,
    dialect: Dialect | None = None,
) -> int:
    """Read each file, call ``show`` with its report, and return the highest exit code.

    ``-`` is standard input.  A file that cannot be read is reported on standard error and counts as
    :data:`UNREADABLE`; the others are still read.  Undecodable bytes are reported on standard error, too.
    """
    from govreport.reading import read  # imported here: it loads Lark, which --help does not need

    def shown(file: str | IO[bytes], name: str) -> int:
        report = read(file, name=name, encoding=encoding, dialect=dialect)
        _report_undecodable(name, report.diagnostics)
        return show(report)

    return max([_code(file, shown) for file in files], default=0)


def each_text(files: Sequence[str], show: Callable[[str], int], *, encoding: str | None = None) -> int:
    """As :func:`each_report`, with the decoded text of each file instead of its report."""
    from govreport.reading import decoded

    def shown(file: str | IO[bytes], name: str) -> int:
        found = decoded(file, name=name, encoding=encoding)
        _report_undecodable(name, found.undecodable)
        return show(found.source.text)

    return max([_code(file, shown) for file in files], default=0)


def stem(name: str) -> str:
    """The name, without suffix, for an output file made from a file of this name."""
    return "report" if name == STANDARD_INPUT else PurePath(name).stem


def _code(file: str, shown: Callable[[str | IO[bytes], str], int]) -> int:
    try:
        return shown(_standard_input() if file == STANDARD_INPUT else file, file)
    except ReadError as error:
        complain(f"{error.name}: {error.problem}")
        return UNREADABLE


def _report_undecodable(file: str, diagnostics: Sequence[Diagnostic]) -> None:
    undecodable = [found.text(words().language) for found in diagnostics if found.code == "GR401"]
    if undecodable:
        more = words().gettext(" (and {n} more)", n=len(undecodable) - 1) if len(undecodable) > 1 else ""
        complain(f"{file}: {undecodable[0]}{more}; undecodable bytes are shown as U+FFFD")


def _standard_input() -> IO[bytes]:
    if sys.stdin is None:
        raise ReadError(STANDARD_INPUT, "standard input is closed")
    return sys.stdin.buffer
