"""Files that a command is asked to write: each appears whole or not at all."""

from __future__ import annotations

import tempfile
from pathlib import Path

from govreport.cli.streams import complain
from govreport.util.atomic_write import whole


def save(content: bytes, path: Path, *, force: bool) -> bool:
    """Write a file and say whether that went well; if not, standard error says why.

    A file of that name is only replaced with ``force``, and only by a file that is written to its end.
    """
    if path.exists() and not force:
        complain(f"{path}: exists; --force replaces it")
        return False
    try:
        with whole(path) as place:
            place.write_bytes(content)
    except OSError as error:
        complain(f"{path}: {error.strerror or error}")
        return False
    return True


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
