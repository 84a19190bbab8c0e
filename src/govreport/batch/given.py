"""The sources of :func:`govreport.batch.parse_many` as entries: files, folders, patterns, bytes and texts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from govreport.batch.entries import Entry
from govreport.batch.sources import Found, files
from govreport.util.patterns import is_pattern, matching

Given: TypeAlias = str | os.PathLike[str] | bytes | tuple[object, str | os.PathLike[str] | bytes]
"""A path, as ``str`` or path object, of a file or of a folder; a pattern, as ``str``: ``reports/*.docx``; the bytes of a file;
or an id with a text (``str``), the path object of a file, or bytes."""


def entries_of(sources: Given | Iterable[Given]) -> Iterator[Entry]:
    """An entry for each document; a source without any is an entry with an error.  Never raises for a source.

    - A path is that of a file, or of a folder, whose files are taken in order, without hidden ones.
    - A ``str`` with ``*``, ``?`` or ``[`` that is not a path of this kind is a pattern, as for :func:`glob.glob`; ``**`` stands for
      folders at all depths.  Files and folders that match are taken in the order of their names.
    - In a pair, a ``str`` is a text; a path object must be that of a file.

    >>> [(entry.id, entry.error) for entry in entries_of("no/such/*.txt")]
    [('no/such/*.txt', 'no file matches this pattern')]
    """
    given = [sources] if isinstance(sources, (str, bytes, os.PathLike)) else sources
    for number, source in enumerate(given):
        if isinstance(source, (str, os.PathLike)):
            yield from _of_path(source)
        elif isinstance(source, tuple) and len(source) == 2:
            yield _of_pair(*source)
        else:
            yield _of_pair(number, source)


def _of_path(source: str | os.PathLike[str]) -> Iterator[Entry]:
    name = os.fsdecode(source)
    if isinstance(source, str) and "\n" in source:
        first = name.partition("\n")[0]
        yield Entry(first, error="a text where a path was expected; give a pair of an id and the text")
    elif os.path.isdir(name):  # noqa: PTH112  (Path.is_dir raises for some names)
        yield from _found(name, files([name]), "no file is in this folder")
    elif isinstance(source, str) and is_pattern(name):
        found = (file for path in matching(name) for file in files([path]))
        yield from _found(name, found, "no file matches this pattern")
    else:
        yield _of_file(Path(name))


def _found(name: str, found: Iterable[Found], nothing: str) -> Iterator[Entry]:
    empty = True
    for one in found:
        empty = False
        yield Entry(str(one.path), str(one.path), error=one.error) if one.error else _of_file(one.path)
    if empty:
        yield Entry(name, name, error=nothing)


def _of_file(path: Path, id: str | None = None) -> Entry:
    return Entry(str(path) if id is None else id, str(path), path, size=_size(path))


def _of_pair(id: object, content: Any) -> Entry:
    if isinstance(content, os.PathLike):
        path = Path(os.fsdecode(content))
        if path.is_dir():
            return Entry(
                str(id), str(path), error="a folder has many documents, so it cannot have an id; give it alone"
            )
        return _of_file(path, str(id))
    size = len(content) if isinstance(content, (str, bytes)) else 0
    return Entry(str(id), None, content, size=size)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):  # ValueError: NUL in the path
        return 0
