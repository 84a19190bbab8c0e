"""Writing files atomically."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

_NEW: Final = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)  # fails if the name exists, also as a link
_PUBLIC: Final = 0o666
"""The mode of a new file, which the umask of the process restricts."""


@contextmanager
def atomic_write(path: Path, *, replace: bool = True) -> Iterator[IO[bytes]]:
    """A new file, open for writing; on success it gets the name ``path``, on failure nothing changes.

    The file has a random hidden name ``.NAME.RANDOM.part`` until it is complete; a killed process does not delete it.  A
    replaced file keeps its mode, and a link to a file remains a link.

    :param replace: whether to replace an existing file.
    :raises FileExistsError: the file exists, and ``replace`` is False.
    :raises OSError: the folder cannot be written to, or the path is a folder, a pipe or a device.
    """
    target = path.resolve()
    mode = _mode(target)
    if mode is not None and not replace:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    place = target.with_name(f".{target.name[:50]}.{os.urandom(8).hex()}.part")
    descriptor = os.open(place, _NEW, _PUBLIC if mode is None else mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(descriptor, mode)  # the umask does not apply to it
            yield file
            file.flush()
            os.fsync(descriptor)
        _name(place, target, replace=replace)
    finally:
        place.unlink(missing_ok=True)


def _name(place: Path, target: Path, *, replace: bool) -> None:
    """Give a complete file its name.

    :raises FileExistsError: another process has taken the name meanwhile, and ``replace`` is False.
    """
    if not replace:
        try:
            target.hardlink_to(place)  # unlike a rename, never replaces a file
        except FileExistsError:
            raise
        except OSError:  # the file system has no hard links
            pass
        else:
            return
    place.replace(target)


def _mode(path: Path) -> int | None:
    """The permissions of an existing file; None if it does not exist.

    :raises OSError: it is not a regular file.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return stat.S_IMODE(mode) & 0o777
