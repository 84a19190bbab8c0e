"""Patterns of file names, such as ``reports/*.docx``."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = re.compile("[*?[]")


def is_pattern(name: str) -> bool:
    """Whether a name has ``*``, ``?`` or ``[`` and is not that of a file or folder.

    >>> is_pattern("no/such/*.txt"), is_pattern("no/such/file.txt")
    (True, False)
    """
    return _MAGIC.search(name) is not None and "\0" not in name and not os.path.lexists(name)


def matching(pattern: str) -> Iterator[Path]:
    """The files and folders that match a pattern, by name; without those in folders that match.

    The syntax is that of :func:`glob.glob`: ``**`` stands for folders at all depths.
    """
    import glob  # here, as few names are patterns
    from pathlib import Path

    folders: set[Path] = set()
    for path in map(Path, sorted(glob.glob(pattern, recursive=True))):  # noqa: PTH207  (Path.glob takes no absolute pattern)
        if folders.isdisjoint(path.parents):  # a folder comes before what is in it
            if path.is_dir():
                folders.add(path)
            yield path
