"""What a document of many comes to: its report, or why there is none."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from govreport.errors import ReadError
from govreport.report import Report


@frozen
class Result:
    """One document: what was read from it, or why nothing was."""

    id: str
    report: Report | None = None
    error: str | None = None
    source: str | None = None
    """Where it was found."""


def attempt(id: str, source: str | None, read: Callable[[], Report]) -> Result:
    """What a reading comes to; nothing that it raises but a wish to stop (Ctrl-C) goes further.

    >>> from govreport import parse, read
    >>> attempt("a", None, lambda: parse("一、总则")).report
    <Report '' 1 sections, 4 characters>
    >>> attempt("b", None, lambda: read("no/such/file.txt")).error
    'No such file or directory'
    """
    try:
        return Result(id, read(), source=source)
    except ReadError as error:
        return Result(id, error=error.problem, source=source)
    except Exception as error:  # a fault of this library, or no memory left: the other documents go on
        return Result(id, error=f"{type(error).__name__}: {error}".rstrip(": "), source=source)
