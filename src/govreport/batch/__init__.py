"""Many reports at once: a stream of results on all cores, and tables of documents, units and diagnostics."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from os import PathLike

from govreport.batch.entries import Entry, Reading, lost, tasks
from govreport.batch.given import Given, entries_of
from govreport.batch.pool import available, in_order
from govreport.batch.results import Result
from govreport.batch.time_limit import SECONDS
from govreport.dialects import Dialect, dialect_of
from govreport.formats.work import MAX_WORK
from govreport.reading import MAX_CHARS
from govreport.tree.conversion import Script

__all__ = ["Given", "Result", "parse_many"]


def parse_many(
    sources: Given | Iterable[Given],
    *,
    jobs: int | None = None,
    encoding: str | None = None,
    cleaning: Collection[str] | None = None,
    script: Script | str | None = None,
    dialect: str | PathLike[str] | Dialect | None = None,
    max_chars: int = MAX_CHARS,
    max_work: int = MAX_WORK,
    timeout: float | None = SECONDS,
    ocr: bool = False,
) -> Iterator[Result]:
    """Read many reports in parallel; return one result each, in the order of the sources.

    A source that cannot be read, or whose process is killed, gives a result with an ``error``; the others are not
    affected.  Sources are read, and results buffered, only a few hundred ahead of the consumer.

    With more than one job, processes are started that import the main module of the program; so put its code under
    ``if __name__ == "__main__":``.

    :param sources: paths of files and folders; patterns such as ``reports/*.docx`` (``**`` for folders at all depths);
        bytes of files; or pairs of an id and a path object, bytes, or a text as ``str``.  One source may be given alone.  A
        pattern or folder without files gives a result with an ``error``, as does a text that is not in a pair.
    :param jobs: the number of processes (default: the number of processors); 1 to read in this process.
    :param encoding: as for :func:`govreport.read`, like ``cleaning``, ``script``, ``dialect``, ``max_chars`` and
        ``max_work``.
    :param timeout: how many seconds a document may take; after that, its result is an error, and its process is replaced if
        necessary.  With one job, there is no limit for code in C, on Windows, and outside the main thread.  None for any
        time.
    :param ocr: as for :func:`govreport.read`; a page takes seconds, so a long scan needs a higher ``timeout``.
    :raises ValueError: ``jobs`` is less than 1.
    :raises DialectError: the dialect does not exist or its file is invalid.
    :raises WorkerError: the processes cannot be started.

    >>> given = [("甲", "一、总则\\n（一）目的。依法行政。"), "no/such/file.txt"]
    >>> for result in parse_many(given, jobs=1):
    ...     print(result.id, result.report, result.error)
    甲 <Report '' 1 sections, 16 characters> None
    no/such/file.txt None No such file or directory
    """
    jobs = available() if jobs is None else jobs
    if jobs < 1:
        raise ValueError(f"jobs is {jobs}; it must be at least 1")
    known = None if dialect is None else dialect_of(dialect)
    reading = Reading(encoding, cleaning, script, max_chars, timeout=timeout, dialect=known, max_work=max_work, ocr=ocr)
    return _parse_many(entries_of(sources), reading, jobs)


def _parse_many(entries: Iterable[Entry], reading: Reading, jobs: int) -> Iterator[Result]:
    if jobs == 1:
        yield from map(reading.result, entries)
        return
    for results in in_order(partial(_results, reading), tasks(entries), jobs, _lost, reading.timeout):
        yield from results


def _results(reading: Reading, entries: Sequence[Entry]) -> list[Result]:
    return [reading.result(entry) for entry in entries]


def _lost(entry: Entry, why: str) -> list[Result]:
    return [lost(entry, why)]
