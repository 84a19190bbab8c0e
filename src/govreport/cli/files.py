"""Reading the input files of a command, one after the other."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from govreport.cli.language import words
from govreport.cli.streams import complain, recognizes, remark, warn
from govreport.errors import ReadError
from govreport.util.patterns import is_pattern, matching

if TYPE_CHECKING:
    from pathlib import Path

    from govreport.dialects import Dialect
    from govreport.formats.scans.recognition import Progress
    from govreport.reading import Decoded
    from govreport.report import Report
    from govreport.text.source import Source
    from govreport.tree.diagnostics import Diagnostic

STANDARD_INPUT = "-"


class Member(str):
    """The name of a file that was found in a folder; files that are not reports are skipped there."""

    __slots__ = ()


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
        with _recognition(name) as ocr:
            report = read(file, name=name, encoding=encoding, dialect=dialect, ocr=ocr)
        _say_how(name, report.source)
        _report_undecodable(name, report.diagnostics)
        return show(report)

    return max([_code(file, shown) for file in files], default=0)


def each_decoded(files: Sequence[str], show: Callable[[Decoded], int], *, encoding: str | None = None) -> int:
    """As :func:`each_report`, with the content of each file before it is parsed instead of its report."""
    from govreport.reading import decoded

    def shown(file: str | IO[bytes], name: str) -> int:
        with _recognition(name) as ocr:
            found = decoded(file, name=name, encoding=encoding, ocr=ocr)
        _say_how(name, found.source)
        _report_undecodable(name, found.diagnostics)
        return show(found)

    return max([_code(file, shown) for file in files], default=0)


@contextmanager
def _recognition(name: str) -> Iterator[bool | Progress]:
    """The value of ``ocr`` for a file: if the command recognizes characters, what shows the progress."""
    if not recognizes():
        yield False
        return
    from govreport.cli.progress import recognizing

    with recognizing(name) as report:
        yield report


def expanded(names: Sequence[str]) -> tuple[str, ...]:
    """The files that some names mean: a folder means those below it, a pattern such as ``2024*.txt`` those that it fits.

    Below a folder, hidden files, links to folders, archives and tables are left out, as the command ``corpus`` does for the
    first two.  A folder or pattern without files stays as it is; reading it reports that.
    """
    return tuple(file for name in names for file in list(_files(name)) or [name])


def _files(name: str) -> Iterator[str]:
    if name == STANDARD_INPUT:
        return
    for path in matching(name) if is_pattern(name) else [name]:
        if os.path.isdir(path):  # noqa: PTH112  (Path.is_dir raises for some names)
            yield from _members(path)
        else:
            yield str(path)


def _members(folder: str | Path) -> Iterator[str]:
    from pathlib import Path  # here: it takes long to import, and few commands get folders

    from govreport.batch.archives import ARCHIVES
    from govreport.batch.sources import files
    from govreport.batch.tabular import TABLES

    for found in files([Path(folder)]):
        name = str(found.path)
        if name.lower().endswith((*ARCHIVES, *TABLES)):
            remark(f"{name}: skipped: an archive or a table of texts, which `govreport corpus` reads")
        else:
            yield Member(name)


def stem(name: str) -> str:
    """The name, without suffix, for an output file made from a file of this name."""
    return "report" if name == STANDARD_INPUT else os.path.splitext(os.path.basename(name))[0]  # noqa: PTH119, PTH122


def _code(file: str, shown: Callable[[str | IO[bytes], str], int]) -> int:
    try:
        return shown(_standard_input() if file == STANDARD_INPUT else file, file)
    except ReadError as error:
        if isinstance(file, Member) and _is_no_report(error):
            remark(f"{error.name}: skipped: {error.problem}")
            return 0
        complain(f"{error.name}: {_problem(error, file)}")
        return UNREADABLE


def _is_no_report(error: ReadError) -> bool:
    """Whether a file is of a type that is never read, or only with ``--ocr``."""
    from govreport.formats.sniff import REFUSED, SCANNED

    return error.problem in (*REFUSED.values(), *SCANNED.values())


def _problem(error: ReadError, file: str) -> str:
    if file != STANDARD_INPUT and isinstance(error.__cause__, IsADirectoryError):
        return "is a folder; give the name of a file"
    if is_pattern(file) and isinstance(error.__cause__, FileNotFoundError):
        return "no file fits this pattern"
    return error.problem


def _say_how(file: str, source: Source) -> None:
    how = ", ".join(filter(None, (source.format, source.encoding)))
    remark(f"{file}: {how}, {len(source.text):,} characters")


def _report_undecodable(file: str, diagnostics: Sequence[Diagnostic]) -> None:
    undecodable = [found.text(words().language) for found in diagnostics if found.code == "GR401"]
    if undecodable:
        more = words().gettext(" (and {n} more)", n=len(undecodable) - 1) if len(undecodable) > 1 else ""
        warn(f"{file}: {undecodable[0]}{more}; undecodable bytes are shown as U+FFFD")


def _standard_input() -> IO[bytes]:
    if sys.stdin is None:
        raise ReadError(STANDARD_INPUT, "standard input is closed")
    return sys.stdin.buffer
