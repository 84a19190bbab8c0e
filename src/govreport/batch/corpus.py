"""Building a corpus on one machine: from files to tables, in parallel, and resumable."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial

from attrs import evolve, frozen

from govreport.batch.columns import Tables, tables
from govreport.batch.entries import Entry, Reading, lost, tasks
from govreport.batch.output import Output
from govreport.batch.pool import in_order
from govreport.batch.results import Result
from govreport.batch.sources import Sources


@frozen
class Step:
    """The progress since the previous step."""

    documents: int = 0
    errors: tuple[tuple[str, str], ...] = ()
    """The sources that could not be read, with the errors."""
    share: int = 0
    """The input size of the documents in bytes."""
    skipped: int = 0
    """The number of documents skipped, since an earlier run has read them."""
    skipped_share: int = 0
    """The input size of the skipped documents in bytes."""


def build(
    sources: Sources, reading: Reading, output: Output, jobs: int, *, text: bool = False
) -> Generator[Step, None, None]:
    """Read all documents that are not in the folder yet, and write their tables, some documents per step.

    When stopped early, by Ctrl-C or by closing the generator, complete parts remain, and another run can resume.

    :param text: whether the documents have their text, too.
    :raises OSError: the tables cannot be written, for example to a full disk.
    :raises OutputError: existing tables cannot be read.
    :raises WorkerError: worker processes cannot be started.
    """
    there = output.sources()
    passed = Step()

    def news() -> Iterator[Entry]:
        nonlocal passed
        for entry in sources.entries():
            if entry.source not in there:
                yield entry
            else:
                share = passed.skipped_share + entry.share
                passed = Step(skipped=passed.skipped + 1, skipped_share=share)

    with closing(in_order(partial(_made, reading, text), tasks(news()), jobs, _lost, reading.timeout)) as done:
        try:
            for made in done:
                output.add(made.tables)
                yield evolve(made.step, skipped=passed.skipped, skipped_share=passed.skipped_share)
                passed = Step()
        except (KeyboardInterrupt, GeneratorExit):
            output.flush()
            raise
    output.finish()
    yield passed


@frozen
class _Made:
    """The result of a worker: columns in a few large buffers instead of trees."""

    tables: Tables
    step: Step


def _made(reading: Reading, text: bool, entries: Sequence[Entry]) -> _Made:
    return _tabled(entries, map(reading.result, entries), text=text)


def _lost(entry: Entry, why: str) -> _Made:
    return _tabled([entry], [lost(entry, why)])


def _tabled(entries: Sequence[Entry], results: Iterable[Result], *, text: bool = False) -> _Made:
    """Convert each result to rows before making the next: trees that live longer burden the garbage collector."""
    made = tables(results, text=text)
    errors = zip(made.documents.column("source").to_pylist(), made.documents.column("error").to_pylist())
    failed = tuple((source, error) for source, error in errors if error is not None)
    return _Made(made, Step(len(entries), failed, sum(entry.share for entry in entries)))
