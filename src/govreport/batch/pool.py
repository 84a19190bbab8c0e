"""Work spread over processes: results in order, bounded memory, and nothing lost when a process is killed.

Each worker has a pipe of its own and is sent a task when it has none.  So no lock is shared that a killed process could hold,
it is known on what a worker died, and a worker whose parent is gone reads the end of its pipe and leaves.
(``concurrent.futures`` shares its queues among all workers: one killed while it writes leaves the others waiting for ever.)
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final, Generic, TypeVar

from attrs import define

T = TypeVar("T")
R = TypeVar("R")

AHEAD: Final = 4
"""So many tasks for each worker are held at most: waiting, under work, or done but behind one that is not."""
_CHANCES: Final = 2
"""An item that is alone with its worker is given up when so many of them died on it."""
_STARTS: Final = 3
"""So many workers in a row may die before they begin to work."""


def in_order(
    function: Callable[[Sequence[T]], R],
    tasks: Iterable[Sequence[T]],
    jobs: int,
    lost: Callable[[T, str], R],
) -> Generator[R, None, None]:
    """The results of a function on tasks, each of a few items, in the order of the tasks.

    With one job the function is called in this process, without a net.  With more it is called in that many processes.
    They import the main module of the program, which therefore must not begin to work on import.  A task whose worker was
    killed is done again, item by item, with one result each; an item that kills two more comes to ``lost(item, why)``.

    :param function: what to do with a task; it must not raise, and it, the items and the results can be pickled.
    :raises RuntimeError: workers cannot be started.
    """
    if jobs == 1:
        yield from map(function, tasks)
        return
    line: _Line[T, R] = _Line(iter(tasks), jobs * AHEAD)
    crew: _Crew[T, R] = _Crew(function)
    try:
        crew.grow(jobs)
        while line.draw() or line.tasks:
            while (worker := crew.idle()) and line.draw():
                worker.give(line.waiting.popleft())
            line.draw()  # the next task is made while the workers are busy
            for task, why in crew.listen(patient=not line.tasks[0].done):
                line.again(task, why, lost)
            while line.tasks and line.tasks[0].done:
                yield line.tasks.popleft().done[0]
    finally:
        crew.dismiss()


def available() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@define(eq=False)
class _Task(Generic[T, R]):
    items: Sequence[T]
    deaths: int = 0
    done: tuple[R, ...] = ()
    """The result, once it is there."""


class _Line(Generic[T, R]):
    """The tasks whose results were not taken yet, in order, and those of them that no worker has."""

    def __init__(self, source: Iterator[Sequence[T]], most: int) -> None:
        self.tasks: deque[_Task[T, R]] = deque()
        self.waiting: deque[_Task[T, R]] = deque()
        self._source = source
        self._most = most

    def draw(self) -> bool:
        """Whether a task waits; one is taken from the source if there is room for it."""
        if not self.waiting and len(self.tasks) < self._most and (items := next(self._source, None)) is not None:
            self.tasks.append(_Task(items))
            self.waiting.append(self.tasks[-1])
        return bool(self.waiting)

    def again(self, task: _Task[T, R], why: str, lost: Callable[[T, str], R]) -> None:
        """What to do about a task whose worker died."""
        if len(task.items) > 1:
            place = self.tasks.index(task)
            self.tasks.remove(task)
            for item in reversed(task.items):
                alone: _Task[T, R] = _Task([item])
                self.tasks.insert(place, alone)
                self.waiting.appendleft(alone)
            return
        task.deaths += 1
        if task.deaths < _CHANCES:
            self.waiting.appendleft(task)
        else:
            task.done = (lost(task.items[0], why),)


@define(eq=False)
class _Worker(Generic[T, R]):
    process: BaseProcess
    pipe: Connection
    ready: bool = False
    task: _Task[T, R] | None = None

    def give(self, task: _Task[T, R]) -> None:
        self.task = task
        with contextlib.suppress(OSError):  # it is dead; who listens will hear of it
            self.pipe.send(task.items)

    def leave(self) -> None:
        """End the process, if it is not over, and wait for that."""
        self.pipe.close()
        if self.task is not None or not self.ready:
            self.process.kill()
        self.process.join()


class _Crew(Generic[T, R]):
    """The workers; one that dies is replaced."""

    def __init__(self, function: Callable[[Sequence[T]], R]) -> None:
        methods = multiprocessing.get_all_start_methods()
        # A mere fork would copy the locks that other threads hold at that moment.
        self._context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        self._function = function
        self._workers: list[_Worker[T, R]] = []
        self._stillborn = 0

    def grow(self, jobs: int) -> None:
        while len(self._workers) < jobs:
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=_work, args=(self._function, theirs), daemon=True)
            process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours))

    def idle(self) -> _Worker[T, R] | None:
        return next((worker for worker in self._workers if worker.ready and worker.task is None), None)

    def listen(self, *, patient: bool) -> list[tuple[_Task[T, R], str]]:
        """Take what the workers say, waiting for it if ``patient``; the tasks whose worker died, and of what."""
        orphans = []
        speakers = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(speakers), None if patient else 0):
            worker = speakers[pipe]  # type: ignore[index]  # a pipe comes back as the same object
            try:
                said = worker.pipe.recv()
            except (EOFError, OSError):
                why = self._buried(worker)
                if worker.task is not None:
                    orphans.append((worker.task, why))
                continue
            if worker.task is not None:
                worker.task.done = said
            worker.ready, worker.task = True, None
            self._stillborn = 0
        return orphans

    def _buried(self, worker: _Worker[T, R]) -> str:
        jobs = len(self._workers)
        self._workers.remove(worker)
        worker.process.join()
        worker.pipe.close()
        code = worker.process.exitcode or 0
        why = f"signal {-code}" if code < 0 else f"exit code {code}"
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _STARTS:
                raise RuntimeError(
                    f"worker processes do not start ({why}); a program that starts some keeps what it does under"
                    " `if __name__ == '__main__':`, or uses jobs=1"
                )
        self.grow(jobs)
        return why

    def dismiss(self) -> None:
        for worker in self._workers:
            worker.leave()


def _work(function: Callable[[Sequence[Any]], Any], pipe: Connection) -> None:
    """What a worker does: it says that it is there, then answers each task, until nobody asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends the workers
    gc.freeze()  # what was imported never becomes garbage: the collector need not look at it again and again
    answer: tuple[Any, ...] = ()
    while True:
        try:
            pipe.send(answer)
            items = pipe.recv()
        except (EOFError, OSError):
            return
        answer = (function(items),)
