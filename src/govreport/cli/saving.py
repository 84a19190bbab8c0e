"""Output files of commands: written completely or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from govreport.cli.streams import complain
from govreport.util.atomic_write import atomic_write

STANDARD_OUTPUT: Final = "-"
"""The name that means standard output."""


def save(content: bytes, path: Path, *, force: bool, inputs: Iterable[str] = ()) -> bool:
    """Write a file; return whether it succeeded.  Failures are reported on standard error.

    An existing file is replaced only with ``force``, and only once the new content is complete.

    :param inputs: the files that the command reads; they are never replaced.
    """
    if any(_is_same(path, name) for name in inputs):
        complain(f"{path}: is an input of this command; choose another name")
        return False
    try:
        with atomic_write(path, replace=force) as file:
            file.write(content)
    except FileExistsError:
        complain(f"{path}: file exists; use --force to replace it")
        return False
    except OSError as error:
        complain(f"{path}: {error.strerror or error}")
        return False
    return True


def _is_same(path: Path, name: str) -> bool:
    """Whether both are the same existing file."""
    try:
        return path.samefile(name)
    except (OSError, ValueError):  # ValueError: NUL in the name
        return False


def make_folder(path: Path) -> bool:
    """Create a folder unless it exists; return whether it succeeded."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        complain(f"{path}: {error.strerror or error}")
        return False
    return True


def somewhere(name: str) -> Path:
    """A path of that name in a new temporary folder that only this user can read."""
    return Path(tempfile.mkdtemp(prefix="govreport-")) / name
