"""A process pool with ordered results and bounded memory; no document is lost when a process is killed.

Each worker has its own pipe and gets a task when it is idle.  So a killed process cannot hold a shared lock, the task
that killed it is known, and a worker whose parent is gone reads the end of its pipe and exits.
(``concurrent.futures`` shares its queues among workers: one killed while writing blocks the others forever.)
"""

from __future__ import annotations

import contextlib
import gc
import math
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final, Generic, TypeVar

from attrs import define

from govreport.errors import WorkerError

T = TypeVar("T")
R = TypeVar("R")

AHEAD: Final = 4
"""The maximum number of tasks per worker: waiting, running, or finished but after one that is not."""
_CHANCES: Final = 2
"""An item sent alone is given up after this many workers died on it."""
_GRACE: Final = 2.0
"""In seconds: how much later than the timeout a worker is killed, since its function usually ends by itself."""
_STARTED_AGAIN: Final = 86
"""The exit code of a worker in which the program, imported, starts workers."""
_STARTS: Final = 3
"""The maximum number of consecutive workers that may die before starting to work."""


def in_order(
    function: Callable[[Sequence[T]], R],
    tasks: Iterable[Sequence[T]],
    jobs: int,
    lost: Callable[[T, str], R],
    timeout: float | None = None,
) -> Generator[R, None, None]:
    """Call a function on tasks, each a few items, and return the results in order.

    With one job, the function is called in this process, without protection.  Otherwise it is called in that many
    processes, which import the main module of the program; the module must not start work on import.  If a worker is
    killed, its task is repeated item by item, with one result each; an item that kills two more gives ``lost(item, why)``.
    A worker that needs too long for a task is killed, too; an item that needs too long alone is lost at once.

    :param function: processes a task; must not raise; it, the items and the results must support pickling.
    :param timeout: how many seconds an item may take; the function should end earlier by itself.
    :raises WorkerError: workers cannot be started.
    """
    if jobs == 1:
        yield from map(function, tasks)
        return
    line: _Line[T, R] = _Line(iter(tasks), jobs * AHEAD)
    crew: _Crew[T, R] = _Crew(function, timeout)
    try:
        crew.grow(jobs)
        while line.draw() or line.tasks:
            while (worker := crew.idle()) and line.draw():
                worker.give(line.waiting.popleft())
            line.draw()  # prepare the next task while the workers are busy
            for task, why in crew.listen(patient=not line.tasks[0].done):
                line.again(task, why, lost)
            for task in crew.stop_late():
                line.again(task, f"it took longer than {timeout:g} seconds", lost, chances=1)
            while line.tasks and line.tasks[0].done:
                yield line.tasks.popleft().done[0]
    finally:
        crew.dismiss()


def available() -> int:
    """The number of processors available to this process."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@define(eq=False)
class _Task(Generic[T, R]):
    items: Sequence[T]
    deaths: int = 0
    done: tuple[R, ...] = ()
    """The result, once available."""


class _Line(Generic[T, R]):
    """The tasks with pending results, in order, and the tasks that no worker has yet."""

    def __init__(self, source: Iterator[Sequence[T]], most: int) -> None:
        self.tasks: deque[_Task[T, R]] = deque()
        self.waiting: deque[_Task[T, R]] = deque()
        self._source = source
        self._most = most

    def draw(self) -> bool:
        """Whether a task is waiting, after taking one from the source if there is room."""
        if not self.waiting and len(self.tasks) < self._most and (items := next(self._source, None)) is not None:
            self.tasks.append(_Task(items))
            self.waiting.append(self.tasks[-1])
        return bool(self.waiting)

    def again(self, task: _Task[T, R], why: str, lost: Callable[[T, str], R], chances: int = _CHANCES) -> None:
        """Requeue a task whose worker died, or give it up."""
        if len(task.items) > 1:
            place = self.tasks.index(task)
            self.tasks.remove(task)
            for item in reversed(task.items):
                alone: _Task[T, R] = _Task([item])
                self.tasks.insert(place, alone)
                self.waiting.appendleft(alone)
            return
        task.deaths += 1
        if task.deaths < chances:
            self.waiting.appendleft(task)
        else:
            task.done = (lost(task.items[0], why),)


@define(eq=False)
class _Worker(Generic[T, R]):
    process: BaseProcess
    pipe: Connection
    ready: bool = False
    task: _Task[T, R] | None = None
    since: float = 0.0
    """When it got its task, on the monotonic clock."""

    def give(self, task: _Task[T, R]) -> None:
        self.task = task
        self.since = time.monotonic()
        with contextlib.suppress(OSError):  # it is dead; listen() will notice
            self.pipe.send(task.items)

    def leave(self) -> None:
        """End the process if it is running, and wait for it."""
        self.pipe.close()
        if self.task is not None or not self.ready:
            self.process.kill()
        self.process.join()


class _Crew(Generic[T, R]):
    """The workers; dead ones are replaced."""

    def __init__(self, function: Callable[[Sequence[T]], R], timeout: float | None) -> None:
        methods = multiprocessing.get_all_start_methods()
        # A plain fork would copy locks that other threads hold at that moment.
        self._context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        self._function = function
        self._patience = math.inf if timeout is None else timeout + _GRACE
        self._workers: list[_Worker[T, R]] = []
        self._stillborn = 0

    def grow(self, jobs: int) -> None:
        while len(self._workers) < jobs:
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=_work, args=(self._function, theirs), daemon=True)
            try:
                process.start()
            except RuntimeError:
                if not getattr(multiprocessing.current_process(), "_inheriting", False):
                    raise
                # This is a worker that imports the program, and the program starts workers: multiprocessing would print a
                # traceback in each of them.  The parent explains it.
                os._exit(_STARTED_AGAIN)
            theirs.close()
            self._workers.append(_Worker(process, ours))

    def idle(self) -> _Worker[T, R] | None:
        return next((worker for worker in self._workers if worker.ready and worker.task is None), None)

    def listen(self, *, patient: bool) -> list[tuple[_Task[T, R], str]]:
        """Receive results, waiting if ``patient``; return the tasks whose workers died, with the reasons."""
        orphans = []
        speakers = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(speakers), self._left() if patient else 0):
            worker = speakers[pipe]  # type: ignore[index]  # a pipe comes back as the same object
            try:
                message = worker.pipe.recv()
            except (EOFError, OSError):
                why = self._buried(worker)
                if worker.task is not None:
                    orphans.append((worker.task, why))
                continue
            if worker.task is not None:
                worker.task.done = message
            worker.ready, worker.task = True, None
            self._stillborn = 0
        return orphans

    def _left(self) -> float | None:
        """The time until the next worker needs too long; None if no worker can."""
        begun = [worker.since for worker in self._workers if worker.task is not None]
        if not begun or self._patience == math.inf:
            return None
        return max(0.0, min(begun) + self._patience - time.monotonic())

    def stop_late(self) -> list[_Task[T, R]]:
        """Replace the workers that need too long; return their tasks."""
        now = time.monotonic()
        late = [one for one in self._workers if one.task is not None and now - one.since >= self._patience]
        for worker in late:
            worker.process.kill()
            self._buried(worker)
        return [worker.task for worker in late if worker.task is not None]

    def _buried(self, worker: _Worker[T, R]) -> str:
        jobs = len(self._workers)
        self._workers.remove(worker)
        worker.process.join()
        worker.pipe.close()
        code = worker.process.exitcode or 0
        why = f"signal {-code}" if code < 0 else f"exit code {code}"
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _STARTS or code == _STARTED_AGAIN:
                raise WorkerError(
                    f"worker processes do not start ({why}); put the code of the program under"
                    " `if __name__ == '__main__':`, or use jobs=1"
                ) from None
        self.grow(jobs)
        return why

    def dismiss(self) -> None:
        for worker in self._workers:
            worker.leave()


def _work(function: Callable[[Sequence[Any]], Any], pipe: Connection) -> None:
    """The main loop of a worker: report readiness, then process tasks until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C and ends the workers
    gc.freeze()  # imported objects are never garbage: exclude them from collection
    answer: tuple[Any, ...] = ()
    while True:
        try:
            pipe.send(answer)
            items = pipe.recv()
        except (EOFError, OSError):
            return
        answer = (function(items),)
