"""The result of reading one of many documents: a report or an error."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from govreport.errors import ReadError
from govreport.report import Report


@frozen
class Result:
    """The report of a document, or the error."""

    id: str
    report: Report | None = None
    error: str | None = None
    source: str | None = None
    """The path or address of the document."""


def attempt(id: str, source: str | None, read: Callable[[], Report]) -> Result:
    """The result of ``read()``; all exceptions except interrupts (Ctrl-C) become errors.

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
    except Exception as error:  # also bugs of this library and lack of memory: the other documents must not fail
        return Result(id, error=f"{type(error).__name__}: {error}".rstrip(": "), source=source)
