"""Writing files atomically."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """A temporary path to write to; on success it replaces the target, on failure the target is unchanged.

    A killed process leaves a hidden file ``.NAME.PROCESS.part``.  A link is kept, and a pipe or device is written to
    directly.

    :raises OSError: the folder cannot be written to.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    target = path.resolve()
    place = target.with_name(f".{target.name[:50]}.{os.getpid()}.part")
    try:
        yield place
        place.replace(target)
    finally:
        place.unlink(missing_ok=True)
