"""A corpus on one machine: from files to tables, on all processors, and on from where an earlier run was ended."""

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
    """How far a run has come since the step before."""

    documents: int = 0
    errors: tuple[tuple[str, str], ...] = ()
    """Where the documents are that could not be read, and why not."""
    share: int = 0
    """How many bytes of the input the documents take up."""
    skipped: int = 0
    """How many documents were passed over, since the folder has them, and …"""
    skipped_share: int = 0
    """… how many bytes those take up."""


def build(sources: Sources, reading: Reading, output: Output, jobs: int) -> Generator[Step, None, None]:
    """Read all documents that the folder does not have yet and write their tables there, some documents a step.

    Whoever stops it, by Ctrl-C or by taking no more steps, leaves whole parts, behind which another run can go on.

    :raises OSError: the tables cannot be written, such as to a full disk.
    :raises OutputError: those that are there cannot be read.
    :raises RuntimeError: worker processes cannot be started.
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

    with closing(in_order(partial(_made, reading), tasks(news()), jobs, _lost)) as done:
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
    """What a worker sends back: columns in a few large buffers, not the trees that they were made of."""

    tables: Tables
    step: Step


def _made(reading: Reading, entries: Sequence[Entry]) -> _Made:
    return _tabled(entries, map(reading.result, entries))


def _lost(entry: Entry, why: str) -> _Made:
    return _tabled([entry], [lost(entry, why)])


def _tabled(entries: Sequence[Entry], results: Iterable[Result]) -> _Made:
    """The rows of each result before the next is made: trees that live longer are looked at by the garbage collector."""
    made = tables(results)
    errors = zip(made.documents.column("source").to_pylist(), made.documents.column("error").to_pylist())
    told = tuple((source, error) for source, error in errors if error is not None)
    return _Made(made, Step(len(entries), told, sum(entry.share for entry in entries)))
