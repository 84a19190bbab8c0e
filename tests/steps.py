"""Counts the steps of some work: the same on every machine, even if it is busy.

A step is a line that Python executes, in the library or in what it calls, or a character or element that one of the
methods :data:`WHOLE` processes, which are written in C.

The work of slices, ``in``, ``==``, sums, ``find`` and patterns is not counted: ``backtracking.py`` checks the patterns, and
``benchmarks/growth.py`` measures everything in seconds.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from attrs import define, field

WHOLE = frozenset({"count", "decode", "encode", "lower", "replace", "rsplit", "split", "splitlines", "translate"})
"""Methods of texts, bytes and lists that process all of their items."""
DEEPEST = 4_000
"""Python's recursion limit meanwhile: tracing needs additional frames."""


@define
class _Counter:
    steps: int = 0
    patterns: set[tuple[re.Pattern[str], str]] = field(factory=set)
    """The patterns that were called, each with the name of the method."""

    def trace(self, frame: FrameType, event: str, argument: object) -> Any:
        self.steps += 1
        return self.trace

    def profile(self, frame: FrameType, event: str, function: Any) -> None:
        if event != "c_call":
            return
        owner, name = getattr(function, "__self__", None), function.__name__
        if name in WHOLE and isinstance(owner, (str, bytes, bytearray, list)):
            self.steps += len(owner)
        elif isinstance(owner, re.Pattern) and frame.f_globals.get("__name__", "").startswith("govreport"):
            self.patterns.add((owner, name))


def steps(work: Callable[[], object]) -> int:
    """How many steps some work takes."""
    return _watched(work, trace=True).steps


def patterns(work: Callable[[], object]) -> set[tuple[re.Pattern[str], str]]:
    """The patterns that the library calls in some work, each with the name of the method."""
    return _watched(work, trace=False).patterns


def _watched(work: Callable[[], object], *, trace: bool) -> _Counter:
    counter, tracer, profiler, depth = _Counter(), sys.gettrace(), sys.getprofile(), sys.getrecursionlimit()
    sys.setrecursionlimit(max(depth, DEEPEST))
    sys.setprofile(counter.profile)
    if trace:
        sys.settrace(counter.trace)
    try:
        work()
    finally:
        sys.settrace(tracer)
        sys.setprofile(profiler)
        sys.setrecursionlimit(depth)
    return counter
