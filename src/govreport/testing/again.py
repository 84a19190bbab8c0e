"""Checks that need more than a report and its text: calling all methods, and parsing again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from attrs import evolve

from govreport.parsing import parse
from govreport.rendering import render
from govreport.report import Report
from govreport.testing.faults import Fault
from govreport.tree.walk import walk

QUESTIONS: Mapping[str, Callable[[Report], Any]] = MappingProxyType(
    {
        "repr": repr,
        "hash": hash,
        "search": lambda report: [unit.title for unit in report.search()],
        "position": lambda report: [report.position(offset) for offset in report.span],
        "to_json": Report.to_json,
        "render": render,
    }
)
THREADS = 2


def total(report: Report, text: str) -> Iterator[Fault]:
    """Methods that raise."""
    for name, ask in QUESTIONS.items():
        error = _raised(ask, report)
        if error is not None:
            yield Fault(f"{name} raises {error!r}")


def _raised(ask: Callable[[Report], Any], report: Report) -> Exception | None:
    try:
        ask(report)
    except Exception as error:
        return error
    return None


def deterministic(report: Report, text: str, again: Callable[[str], Report] | None = None) -> Iterator[Fault]:
    """Whether a second parse gives another result.

    :param again: repeats what gave the report (default: ``parse``, for a report of a text).  The layout of a file is
        not in its text: without ``again``, the report of a file is not checked.
    """
    again = _parse_again(report) if again is None else again
    if again is not None and _differs(again(text), report):
        yield Fault("a second parse gives a different report")


def thread_safe(report: Report, text: str, again: Callable[[str], Report] | None = None) -> Iterator[Fault]:
    """Whether threads that parse at the same time give other results; ``again`` as for :func:`deterministic`."""
    again = _parse_again(report) if again is None else again
    if again is None:
        return
    with ThreadPoolExecutor(THREADS) as pool:
        if any(_differs(one, report) for one in pool.map(again, [text] * THREADS)):
            yield Fault(f"{THREADS} threads that parse it at the same time give different reports")


def _parse_again(report: Report) -> Callable[[str], Report] | None:
    return parse if report.source.format == "text" else None


def _differs(again: Report, report: Report) -> bool:
    """Whether two reports differ in more than name, encoding and bytes, which only reading a file sets."""
    undecoded = tuple(one for one in report.diagnostics if one.code != "GR401")
    return again != evolve(report, source=again.source, diagnostics=undecoded)


def comes_back(report: Report, text: str) -> Iterator[Fault]:
    """Nodes, spans and paths that change when a written tree is parsed; diagnostics are not compared."""
    again = parse(text)
    if evolve(again, diagnostics=(), repairs=()) == evolve(report, source=again.source, diagnostics=(), repairs=()):
        return
    for one, other in zip_longest(walk(report), walk(again)):
        if one is not report and repr(one) != repr(other):
            yield Fault(f"{one or 'nothing'} was written, {other or 'nothing'} is read", (one or other).span.start)
            return
    yield Fault("a parsed node differs in something that its repr does not show")
