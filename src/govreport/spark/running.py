"""A corpus from files to Parquet tables by one call, on this computer or on a cluster."""

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
"""All processors of this computer, and four tries for a task whose worker was killed, as on a cluster."""

_SETTINGS: Final = {"spark.sql.execution.arrow.maxRecordsPerBatch": "256"}
"""Before version 4.1 Spark bounds its batches by this alone, and its own choice, ten thousand, may be a gigabyte of reports."""
_LOCAL: Final = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""Where Spark runs on this computer alone, no other needs a door to it."""


@frozen
class Counts:
    """How many documents there were, and how many of them could not be read."""

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
    """Parse what :func:`load` finds and write the folders ``documents``, ``units`` and ``diagnostics`` of Parquet files.

    :param output: the folder of the three, by a path or an address that Spark can write to.
    :param master: see :func:`session`; ``settings`` too.
    :param partitions: into how many parts to deal the documents out before they are parsed; when left out, as Spark
        cuts the files.
    :param replace: whether tables that are there may be replaced.
    :raises ImportError: PySpark is not installed; ``govreport[spark]`` brings it.
    :raises ValueError: there is no input, or a file of rows lacks a column.
    :raises pyspark.errors.PySparkException: an input cannot be found, the output is there, or Spark gave up.
    """
    if not inputs:
        raise ValueError("there is no input; at least one file or folder is needed")
    with session(master, settings) as spark:
        found = [load(spark, name, text=text, id=id, max_chars=(reading or Reading()).max_chars) for name in inputs]
        dealt = found if partitions is None else [frame.repartition(partitions) for frame in found]
        each = [parse(frame, source="source", error="error", reading=reading) for frame in dealt]
        parsed = Parsed(reduce(lambda one, other: one.union(other), [one.frame for one in each]))
        try:
            return _written(parsed, output, "overwrite" if replace else "errorifexists")
        finally:  # a later run in this session would take the rows for those of its own files
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
    """The session that is active, as it is; without one a new one, which is stopped at the end.

    A new session on this computer listens on the loopback interface only, has no web interface, and runs its tasks in the
    Python that calls.

    :param master: where to run: ``spark://host:7077``, ``yarn``, ``local[4]``; None for what the settings of Spark say.
    :param settings: properties of Spark for a new session.
    :raises ImportError: PySpark is not installed; ``govreport[spark]`` brings it.
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
