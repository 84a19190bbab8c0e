"""Files that a command is asked to write: each appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govreport.cli.streams import complain


def save(content: bytes, path: Path, *, force: bool) -> bool:
    """Write a file and say whether that went well; if not, standard error says why.

    A file of that name is only replaced with ``force``, and only by a file that is written to its end.
    """
    if path.exists() and not force:
        complain(f"{path}: exists; --force replaces it")
        return False
    try:
        with _place_of(path) as place:
            place.write_bytes(content)
    except OSError as error:
        complain(f"{path}: {error.strerror or error}")
        return False
    return True


@contextmanager
def _place_of(path: Path) -> Iterator[Path]:
    """Where to write what shall stand at a path; a pipe or a device is written to as it is."""
    if path.exists() and not path.is_file():
        yield path
        return
    target = path.resolve()  # a link stays one
    place = target.with_name(f".{target.name[:50]}.{os.getpid()}.part")
    try:
        yield place
        place.replace(target)
    finally:
        place.unlink(missing_ok=True)


def make_folder(path: Path) -> bool:
    """Make a folder, if it is not there yet, and say whether that went well."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        complain(f"{path}: {error.strerror or error}")
        return False
    return True


def somewhere(name: str) -> Path:
    """A path of that name in a new folder that only this user can read; the system clears it away."""
    return Path(tempfile.mkdtemp(prefix="govreport-")) / name
