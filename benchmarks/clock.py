"""Measuring tasks in turn: each task runs in every round, so that a slow phase of the machine affects all of them.

Times are processor seconds of this process and its children: other load on the machine hardly affects them.
"""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import NamedTuple

resource: ModuleType | None
try:
    import resource
except ImportError:  # Windows
    resource = None

Task = Callable[[], object]
LEAST = 0.004
"""The minimum duration of a task per round, in seconds: shorter measurements are inaccurate."""


def in_turn(tasks: Mapping[str, Task], rounds: int) -> dict[str, float]:
    """The median time of each task in seconds."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    repeats: dict[str, int] = {}
    gc.collect()
    gc.freeze()  # objects that exist already must not cost collection time
    for name, task in tasks.items():
        task()
        repeats[name] = max(1, round(LEAST / max(_timed(task, 1), 1e-9)))
    for _ in range(rounds):
        for name, task in tasks.items():
            times[name].append(_timed(task, repeats[name]))
    return {name: statistics.median(taken) for name, taken in times.items()}


def _timed(task: Task, repeats: int) -> float:
    began = _worked()
    for _ in range(repeats):
        task()
    return (_worked() - began) / repeats


def _worked() -> float:
    if resource is None:
        return time.perf_counter()
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    worked: float = sum(one.ru_utime + one.ru_stime for one in used)
    return worked


def without_collector(task: Task) -> Task:
    """The task with the garbage collector off, as some services run it."""

    def run() -> object:
        gc.disable()
        try:
            return task()
        finally:
            gc.enable()

    return run


class Memory(NamedTuple):
    """The memory that a task allocated, in bytes."""

    kept: int
    """The memory of its result."""
    peak: int


def memory(task: Task) -> Memory:
    """The allocations of a task that ran before, so that nothing is loaded meanwhile."""
    task()
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    result = task()
    gc.collect()
    after, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del result
    return Memory(after - before, peak - before)
