"""A time limit for Python code in the main thread, where the system can send a signal after some time."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 60.0
"""The default limit for a document, which takes a few milliseconds."""


class TimeLimitError(BaseException):
    """The time is over.  Not an Exception, since readers turn those into their own errors."""


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise TimeLimitError inside the block after some seconds of real time.

    Outside the main thread, on Windows, and if the program itself uses SIGALRM, there is no limit; code in C is interrupted
    only when it returns.
    """
    if sys.platform == "win32" or seconds is None or not _is_free():
        yield
        return
    signal.signal(signal.SIGALRM, _end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _is_free() -> bool:
    """Whether no other code uses the signal."""
    in_main = threading.current_thread() is threading.main_thread()
    return in_main and signal.getsignal(signal.SIGALRM) in (signal.SIG_DFL, _end)


def _end(number: int, frame: FrameType | None) -> None:
    raise TimeLimitError
