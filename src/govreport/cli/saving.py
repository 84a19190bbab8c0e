"""Output files of commands: written completely or not at all."""

from __future__ import annotations

import tempfile
from pathlib import Path

from govreport.cli.streams import complain
from govreport.util.atomic_write import atomic_write


def save(content: bytes, path: Path, *, force: bool) -> bool:
    """Write a file; return whether it succeeded. Failures are reported on standard error.

    An existing file is replaced only with ``force``, and only once the new content is complete.
    """
    if path.exists() and not force:
        complain(f"{path}: file exists; use --force to replace it")
        return False
    try:
        with atomic_write(path) as place:
            place.write_bytes(content)
    except OSError as error:
        complain(f"{path}: {error.strerror or error}")
        return False
    return True


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
