"""What to read, document by document, and how: all that a worker is told."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from govreport.batch.results import Result, attempt
from govreport.errors import ReadError
from govreport.parsing import parse
from govreport.reading import MAX_CHARS, read, too_long
from govreport.report import Report
from govreport.tree.conversion import Script

_TOGETHER: Final = 32
"""So many documents are a task at most."""
_SIZE: Final = 1 << 17
"""A task of this size gets no more documents: it takes about a tenth of a second."""


@frozen
class Entry:
    """One document to read, or why it cannot be had."""

    id: str
    source: str | None = None
    """Where it was found."""
    content: str | bytes | Path | None = None
    """A text, the bytes of a file, or the path of one; None with an error."""
    error: str | None = None
    size: int = 0
    """How much there is to read, in bytes or so."""
    share: int = 0
    """So many bytes of the input were read for it."""


@frozen
class Reading:
    """How to read each document: the options of :func:`govreport.read`."""

    encoding: str | None = None
    cleaning: Collection[str] | None = None
    script: Script | None = None
    max_chars: int = MAX_CHARS

    def result(self, entry: Entry) -> Result:
        """What an entry comes to; nothing is raised."""
        if entry.error is not None:
            return Result(entry.id, error=entry.error, source=entry.source)
        return attempt(entry.id, entry.source, lambda: self._report(entry))

    def _report(self, entry: Entry) -> Report:
        content, name = entry.content, entry.source or entry.id
        if isinstance(content, str):
            if len(content) > self.max_chars:
                raise too_long(name, self.max_chars)
            return parse(content, name=name, cleaning=self.cleaning, script=self.script)
        if not isinstance(content, (bytes, Path)):
            raise ReadError(name, f"neither text nor bytes nor a path, but {type(content).__name__}")
        return read(
            content,
            name=name,
            encoding=self.encoding,
            cleaning=self.cleaning,
            script=self.script,
            max_chars=self.max_chars,
        )


def lost(entry: Entry, why: str) -> Result:
    """What an entry comes to on which processes died."""
    return Result(entry.id, error=f"the process that read it was ended ({why}), twice", source=entry.source)


def entry_of(given: Any, number: int) -> Entry:
    """The entry of a path, of the bytes of a file, or of a pair: an id, and a path, bytes or a text.

    What has no id is called by its path or its number.

    >>> entry_of("a.txt", 0).id, entry_of(b"PK", 1).id, entry_of(("甲", "一、总则"), 2)
    ('a.txt', '1', Entry(id='甲', source=None, content='一、总则', error=None, size=4, share=0))
    """
    id, content = given if isinstance(given, tuple) and len(given) == 2 else (None, given)
    if isinstance(content, os.PathLike) or (id is None and isinstance(content, str)):
        path = Path(os.fsdecode(content))
        return Entry(str(path) if id is None else str(id), str(path), path, size=_size(path))
    size = len(content) if isinstance(content, (str, bytes)) else 0
    return Entry(str(number if id is None else id), None, content, size=size)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):  # ValueError: NUL in the name
        return 0


def tasks(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Neighbours together, so that few messages pass between processes."""
    task: list[Entry] = []
    size = 0
    for entry in entries:
        task.append(entry)
        size += entry.size
        if size >= _SIZE or len(task) == _TOGETHER:
            yield tuple(task)
            task, size = [], 0
    if task:
        yield tuple(task)
