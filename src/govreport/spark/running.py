"""Building a corpus of Parquet tables by Spark, on this computer or on a cluster."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen

from govreport.batch import manifest
from govreport.batch.columns import SCHEMAS
from govreport.batch.entries import Reading
from govreport.batch.output import KIND, RUN
from govreport.spark.loading import load
from govreport.spark.parsed import Parsed, parse
from govreport.util.atomic_write import atomic_write
from govreport.util.extras import missing

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

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
    with_text: bool = False,
    partitions: int | None = None,
    replace: bool = False,
    settings: Mapping[str, str] | None = None,
) -> Counts:
    """Parse the documents that :func:`load` finds; write the Parquet folders of the tables.

    :param output: the output folder, as a path or address that Spark can write to.
    :param master: as for :func:`session`, like ``settings``.
    :param with_text: whether the documents have their text, too.
    :param partitions: the number of partitions to distribute the documents to before parsing (default: as Spark splits
        the files).
    :param replace: whether to delete the tables of an earlier run first, if the output is a local folder.  Only files that its
        manifest lists are deleted.
    :raises ImportError: PySpark is not installed; install ``govreport[spark]``.
    :raises ValueError: there is no input, or a column is missing, or ``replace`` finds tables of another program.
    :raises pyspark.errors.PySparkException: an input does not exist, the output exists, or Spark failed.
    """
    if not inputs:
        raise ValueError("no input; give at least one file or folder")
    if replace:
        _clear(Path(output))
    with session(master, settings) as spark:
        found = [load(spark, name, text=text, id=id, max_chars=(reading or Reading()).max_chars) for name in inputs]
        dealt = found if partitions is None else [frame.repartition(partitions) for frame in found]
        each = [parse(frame, source="source", error="error", reading=reading, with_text=with_text) for frame in dealt]
        parsed = Parsed(reduce(lambda one, other: one.union(other), [one.frame for one in each]))
        try:
            counts = _written(parsed, output)
        finally:  # a later run in this session would reuse these rows
            for one in each:
                one.frame.unpersist()
    _list(Path(output))
    return counts


def _clear(folder: Path) -> None:
    """Delete the tables of an earlier run.

    :raises ValueError: there are other files, or changed ones.
    """
    names = list(_files(folder))
    for name in manifest.foreign(folder, names, manifest.listed(folder)):
        raise ValueError(
            f"{folder / name}: not a table of this corpus, or changed since; move it away or choose a new folder"
        )
    for name in names:
        (folder / name).unlink()
    for table in SCHEMAS:
        if (folder / table).is_dir():
            (folder / table).rmdir()


def _list(folder: Path) -> None:
    """Write the manifest and the description of the run, if the tables are in a local folder."""
    hashes = {name: manifest.digest(folder / name) for name in _files(folder)}
    if hashes:
        manifest.write(folder, hashes)
        with atomic_write(folder / RUN) as file:
            file.write(json.dumps({"format": KIND, "engine": "spark", "finished": True}, indent=2).encode())


def _files(folder: Path) -> Iterator[str]:
    """The files of the tables, hidden ones included, as named in the manifest."""
    for table in SCHEMAS:
        if (folder / table).is_dir():
            yield from sorted(f"{table}/{path.name}" for path in (folder / table).iterdir())


def _written(parsed: Parsed, output: str) -> Counts:
    for name in reversed(list(SCHEMAS)):  # the documents last
        table: DataFrame = getattr(parsed, name)
        table.write.mode("errorifexists").parquet(f"{output.rstrip('/')}/{name}")
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
