"""Counts the steps of some work: the same on every machine, even if it is busy.

A step is a line that Python executes, in the library or in what it calls, or a character or element that one of the
methods :data:`WHOLE` or one of the functions :data:`OF_ALL` processes, which are written in C.

The work of slices, ``in``, ``==``, ``find`` and patterns is not counted: ``backtracking.py`` checks the patterns, and
``benchmarks/growth.py`` measures everything in seconds.
"""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Callable, Sized
from types import FrameType
from typing import Any

from attrs import define, field

WHOLE = frozenset({"count", "decode", "encode", "lower", "replace", "rsplit", "split", "splitlines", "translate"})
"""Methods of texts, bytes and lists that process all of their items."""
OF_ALL = ("all", "any", "max", "min", "sorted", "sum")
"""Functions that process all items of what they get."""
DEEPEST = 4_000
"""Python's recursion limit meanwhile: tracing needs additional frames."""


@define
class _Counter:
    steps: int = 0
    patterns: set[tuple[re.Pattern[str], str]] = field(factory=set)
    """The patterns that were called, each with the name of the method."""

    def tracer(self) -> Callable[..., Any]:
        """A function that counts lines: it runs for each, so it is as short as it can be."""

        def trace(frame: FrameType, event: str, argument: object) -> Any:
            self.steps += 1
            return trace

        return trace

    def counting(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """One of the functions :data:`OF_ALL`, which counts the items of the first argument; a generator counts its own."""

        def counted(items: Any, *others: Any, **named: Any) -> Any:
            if isinstance(items, Sized):
                self.steps += len(items)
            return function(items, *others, **named)

        return counted

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


def items(work: Callable[[], object]) -> int:
    """The steps of the methods and functions written in C alone, which takes much less time to count."""
    return _watched(work, trace=False).steps


def patterns(work: Callable[[], object]) -> set[tuple[re.Pattern[str], str]]:
    """The patterns that the library calls in some work, each with the name of the method."""
    return _watched(work, trace=False).patterns


def _watched(work: Callable[[], object], *, trace: bool) -> _Counter:
    counter, tracer, profiler, depth = _Counter(), sys.gettrace(), sys.getprofile(), sys.getrecursionlimit()
    functions = {name: getattr(builtins, name) for name in OF_ALL}
    sys.setrecursionlimit(max(depth, DEEPEST))
    for name, function in functions.items():
        setattr(builtins, name, counter.counting(function))
    sys.setprofile(counter.profile)
    if trace:
        sys.settrace(counter.tracer())
    try:
        work()
    finally:
        vars(builtins).update(functions)
        sys.settrace(tracer)
        sys.setprofile(profiler)
        sys.setrecursionlimit(depth)
    return counter
