"""The documents to read and the options for reading: all that is sent to a worker."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from attrs import frozen

from govreport.batch.results import Result, attempt
from govreport.batch.time_limit import SECONDS, TimeLimitError, time_limit
from govreport.dialects import Dialect
from govreport.errors import ReadError
from govreport.formats import too_long
from govreport.formats.work import MAX_WORK
from govreport.parsing import parse_text
from govreport.reading import MAX_CHARS, read
from govreport.report import Report
from govreport.tree.conversion import Script

_TOGETHER: Final = 32
"""The maximum number of documents in a task."""
_SIZE: Final = 1 << 17
"""A task of this size is full: it takes about a tenth of a second."""


@frozen
class Entry:
    """A document to read, or the error that prevents it."""

    id: str
    source: str | None = None
    """The path or address of the document."""
    content: str | bytes | Path | None = None
    """A text, the bytes of a file, or a path; None with an error."""
    error: str | None = None
    size: int = 0
    """The approximate size in bytes."""
    share: int = 0
    """The number of input bytes that this document accounts for."""


@frozen
class Reading:
    """The options for reading documents, as for :func:`govreport.read`."""

    encoding: str | None = None
    cleaning: Collection[str] | None = None
    script: Script | str | None = None
    max_chars: int = MAX_CHARS
    timeout: float | None = SECONDS
    """In seconds: how long reading a document may take; None for any time."""
    dialect: Dialect | None = None
    max_work: int = MAX_WORK
    """See :func:`govreport.read`."""
    ocr: bool = False

    def result(self, entry: Entry) -> Result:
        """The result of reading an entry; never raises."""
        if entry.error is not None:
            return Result(entry.id, error=entry.error, source=entry.source)
        try:
            with time_limit(self.timeout):
                return attempt(entry.id, entry.source, lambda: self._report(entry))
        except TimeLimitError:
            return Result(
                entry.id,
                error=f"took longer than {self.timeout:g} seconds, the limit set by timeout",
                source=entry.source,
            )

    def _report(self, entry: Entry) -> Report:
        content, name = entry.content, entry.source or entry.id
        if isinstance(content, str):
            if len(content) > self.max_chars:
                raise too_long(name, self.max_chars)
            return parse_text(content, name=name, cleaning=self.cleaning, script=self.script, dialect=self.dialect)
        if not isinstance(content, (bytes, Path)):
            raise ReadError(name, f"expected a text, bytes or a path, not {type(content).__name__}")
        return read(
            content,
            name=name,
            encoding=self.encoding,
            cleaning=self.cleaning,
            script=self.script,
            max_chars=self.max_chars,
            max_work=self.max_work,
            dialect=self.dialect,
            ocr=self.ocr,
        )


def lost(entry: Entry, why: str) -> Result:
    """The result for an entry whose processes died."""
    return Result(entry.id, error=f"the process reading it was killed: {why}", source=entry.source)


def tasks(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Group neighbouring entries, so that fewer messages pass between processes."""
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
