"""A lock on a folder: one run writes to it at a time."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME: Final = ".govreport.lock"
_OPEN: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
_LONGEST: Final = 20
"""In bytes: a process id and a line end."""


class LockedError(Exception):
    """Another process has the lock; the argument is its id, or an empty string."""


class Lock:
    """An exclusive lock, held until :meth:`release` or the end of the process, even if it is killed.

    The lock is one of the operating system on a file that contains the process id; the file left by a killed process
    locks nothing.

    :raises LockedError: another run has the lock.
    :raises OSError: the file cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._descriptor = _locked(self._path)
        os.ftruncate(self._descriptor, 0)
        os.write(self._descriptor, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Give the lock up and delete its file."""
        if self._descriptor < 0:
            return
        if os.name != "nt":  # Windows deletes no open file; there, an unlocked file remains
            self._path.unlink(missing_ok=True)  # before closing: later it may belong to another process
        os.close(self._descriptor)
        self._descriptor = -1


def _locked(path: Path) -> int:
    """The descriptor of the file with this path, locked."""
    while True:
        descriptor = os.open(path, _OPEN, 0o666)
        try:
            if sys.platform == "win32":
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            owner = "" if os.name == "nt" else os.read(descriptor, _LONGEST).decode("ascii", "replace").strip()
            os.close(descriptor)
            raise LockedError(owner) from error
        if _is_at(path, descriptor):
            return descriptor
        os.close(descriptor)  # its owner deleted it between the two calls


def _is_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
