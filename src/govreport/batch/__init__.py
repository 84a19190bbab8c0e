"""Many reports at once: a stream of results on all cores, and tables of documents, units and diagnostics."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from govreport.batch.entries import Entry, Reading, entry_of, lost, tasks
from govreport.batch.pool import available, in_order
from govreport.batch.results import Result
from govreport.reading import MAX_CHARS
from govreport.tree.conversion import Script

__all__ = ["Given", "Result", "parse_many"]

Given: TypeAlias = str | os.PathLike[str] | bytes | tuple[object, str | os.PathLike[str] | bytes]
"""What :func:`parse_many` takes: a path; the bytes of a file; or an id with a text (a ``str``), a path object or bytes."""


def parse_many(
    sources: Iterable[Given],
    *,
    jobs: int | None = None,
    encoding: str | None = None,
    cleaning: Collection[str] | None = None,
    script: Script | None = None,
    max_chars: int = MAX_CHARS,
) -> Iterator[Result]:
    """Read many reports on several processors, one result each, in the order of the sources.

    A source that cannot be read is a result with an ``error``, and the others go on; so they do when the process that
    reads one is killed.  Sources are taken, and results held, only some hundred ahead of the one that is asked for.

    With more than one job, processes are started.  They import the main module of the program, which therefore keeps what
    it does under ``if __name__ == "__main__":``.

    :param sources: each a path; or the bytes of a file; or a pair of an id and a path object, bytes, or a text as ``str``.
    :param jobs: how many processes to use; 1 for none but this one; as many as there are processors when left out.
    :param encoding: see :func:`govreport.read`; ``cleaning``, ``script`` and ``max_chars`` too.
    :raises ValueError: ``jobs`` is less than 1.
    :raises RuntimeError: the processes cannot be started.

    >>> given = [("甲", "一、总则\\n（一）目的。依法行政。"), "no/such/file.txt"]
    >>> for result in parse_many(given, jobs=1):
    ...     print(result.id, result.report, result.error)
    甲 <Report '' 1 sections, 16 characters> None
    no/such/file.txt None No such file or directory
    """
    jobs = available() if jobs is None else jobs
    if jobs < 1:
        raise ValueError(f"jobs is {jobs}; at least 1 is needed")
    reading = Reading(encoding, cleaning, script, max_chars)
    entries = (entry_of(source, number) for number, source in enumerate(sources))
    return _parse_many(entries, reading, jobs)


def _parse_many(entries: Iterable[Entry], reading: Reading, jobs: int) -> Iterator[Result]:
    if jobs == 1:
        yield from map(reading.result, entries)
        return
    for results in in_order(partial(_results, reading), tasks(entries), jobs, _lost):
        yield from results


def _results(reading: Reading, entries: Sequence[Entry]) -> list[Result]:
    return [reading.result(entry) for entry in entries]


def _lost(entry: Entry, why: str) -> list[Result]:
    return [lost(entry, why)]
