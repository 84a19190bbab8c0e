"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Where to write what shall stand at a path: it is there when all went well, and what stood there before when not.

    A process that is killed leaves a hidden file behind, ``.NAME.PROCESS.part``.  A link stays one, and a pipe or a device
    is written to as it is.

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
