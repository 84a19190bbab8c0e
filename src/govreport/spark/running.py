"""Building a corpus of Parquet tables by Spark, on this computer or on a cluster."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from typing import TYPE_CHECKING, Final

from attrs import frozen

from govreport.batch.entries import Reading
from govreport.spark.loading import load
from govreport.spark.parsed import Parsed, parse
from govreport.util.extras import missing

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MASTER: Final = "local[*,4]"
"""All local processors, and four attempts for a task whose worker was killed, as on a cluster."""

_SETTINGS: Final = {"spark.sql.execution.arrow.maxRecordsPerBatch": "256"}
"""Before version 4.1, this alone limits Spark's batches, and the default of ten thousand rows may be a gigabyte."""
_LOCAL: Final = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""A local Spark needs no connections from other machines."""


@frozen
class Counts:
    """The number of documents, and of those that could not be read."""

    documents: int
    failed: int


def run(
    inputs: Sequence[str],
    output: str,
    *,
    master: str | None = MASTER,
    text: str = "text",
    id: str = "id",
    reading: Reading | None = None,
    partitions: int | None = None,
    replace: bool = False,
    settings: Mapping[str, str] | None = None,
) -> Counts:
    """Parse the documents that :func:`load` finds; write the Parquet folders ``documents``, ``units`` and ``diagnostics``.

    :param output: the output folder, as a path or address that Spark can write to.
    :param master: as for :func:`session`, like ``settings``.
    :param partitions: the number of partitions to distribute the documents to before parsing (default: as Spark splits
        the files).
    :param replace: whether to replace existing tables.
    :raises ImportError: PySpark is not installed; install ``govreport[spark]``.
    :raises ValueError: there is no input, or a column is missing.
    :raises pyspark.errors.PySparkException: an input does not exist, the output exists, or Spark failed.
    """
    if not inputs:
        raise ValueError("no input; give at least one file or folder")
    with session(master, settings) as spark:
        found = [load(spark, name, text=text, id=id, max_chars=(reading or Reading()).max_chars) for name in inputs]
        dealt = found if partitions is None else [frame.repartition(partitions) for frame in found]
        each = [parse(frame, source="source", error="error", reading=reading) for frame in dealt]
        parsed = Parsed(reduce(lambda one, other: one.union(other), [one.frame for one in each]))
        try:
            return _written(parsed, output, "overwrite" if replace else "errorifexists")
        finally:  # a later run in this session would reuse these rows
            for one in each:
                one.frame.unpersist()


def _written(parsed: Parsed, output: str, mode: str) -> Counts:
    tables = {"units": parsed.units, "diagnostics": parsed.diagnostics, "documents": parsed.documents}
    for name, table in tables.items():
        table.write.mode(mode).parquet(f"{output.rstrip('/')}/{name}")
    [row] = parsed.documents.selectExpr("count(*)", "count(error)").collect()
    return Counts(*row)


@contextmanager
def session(master: str | None = MASTER, settings: Mapping[str, str] | None = None) -> Iterator[SparkSession]:
    """The active session, or a new one that is stopped at the end.

    A new local session listens on the loopback interface only, has no web interface, and runs tasks with the calling
    Python.

    :param master: where to run: ``spark://host:7077``, ``yarn``, ``local[4]``; None for Spark's own settings.
    :param settings: Spark properties for a new session.
    :raises ImportError: PySpark is not installed; install ``govreport[spark]``.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ImportError(missing("a session", "pyspark", "spark")) from error
    active = SparkSession.getActiveSession()
    if active is not None:
        yield active
        return
    builder = SparkSession.builder.appName("govreport")
    local = master is not None and master.startswith("local")
    if master is not None:
        builder = builder.master(master)
    if local:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name, value in (_SETTINGS | (_LOCAL if local else {}) | dict(settings or {})).items():
        builder = builder.config(name, value)
    new = builder.getOrCreate()
    try:
        yield new
    finally:
        new.stop()
