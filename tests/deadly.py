"""Functions for the tests of processes: workers import them by name."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path


def doubled(items: Sequence[int]) -> list[int]:
    """Each twice as large."""
    return [2 * item for item in items]


def killed(items: Sequence[str]) -> list[str]:
    """The items; one that starts with ``!`` kills its process, and one that starts with ``?FILE`` only if the file is missing."""
    for item in items:
        if item.startswith("?"):
            mark = Path(item[1:])
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        if item.startswith("!"):
            os.kill(os.getpid(), signal.SIGKILL)
    return list(items)


def left(items: Sequence[str]) -> list[str]:
    """The process leaves, with an exit code."""
    os._exit(3)


def process(items: Sequence[int]) -> list[int]:
    """The process that did it."""
    return [os.getpid() for _ in items]
