"""The manifest of a corpus: its files by content, so that no file of another program is ever deleted.

``manifest.sha256`` has the form that ``sha256sum --check`` reads.  A file is listed before it gets its name: each complete
file of a run is in the list, and a listed file that is missing was never written.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from govreport.util.atomic_write import atomic_write

NAME: Final = "manifest.sha256"
_LINE: Final = re.compile(
    r"^([0-9a-f]{64})  ((?:documents|units|paragraphs|diagnostics)(?:/[^/\n]+|\.csv)|corpus\.xlsx)\n", re.M
)
"""A hash and a name; names outside the folder are ignored."""
_APPEND: Final = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_CHUNK: Final = 1 << 20


def digest(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def listed(folder: Path) -> dict[str, str]:
    """The files in the manifest of a folder, with their hashes; empty without a manifest.

    An incomplete last line, left by a killed process, is ignored.
    """
    try:
        text = (folder / NAME).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return {}
    return {name: hash for hash, name in _LINE.findall(text)}


def foreign(folder: Path, names: Iterable[str], known: Mapping[str, str]) -> Iterator[str]:
    """Those of the named files that are not in the manifest, or have another content."""
    for name in names:
        path = folder / name
        if name not in known or path.is_symlink() or not path.is_file() or digest(path) != known[name]:
            yield name


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Replace the manifest of a folder."""
    with atomic_write(folder / NAME) as file:
        file.write("".join(f"{hash}  {name}\n" for name, hash in sorted(files.items())).encode())


def append(folder: Path, files: Mapping[str, str]) -> None:
    """Add files to the manifest of a folder."""
    with os.fdopen(os.open(folder / NAME, _APPEND, 0o666), "wb") as file:
        file.write("".join(f"{hash}  {name}\n" for name, hash in files.items()).encode())
        file.flush()
        os.fsync(file.fileno())
