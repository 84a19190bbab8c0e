"""Loading files and tables of texts as DataFrames of documents."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govreport.formats import too_long
from govreport.reading import MAX_CHARS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_ROWS: Final = re.compile(r"\.(jsonl|ndjson|csv|parquet)(?:\.(?:gz|bz2|zst))?/*$", re.IGNORECASE)
_WIDEST: Final = 4
"""The maximum bytes per character: a larger file is too long before it is read."""
_BROKEN: Final = "_broken"


def load(
    spark: SparkSession, name: str, *, text: str = "text", id: str = "id", max_chars: int = MAX_CHARS
) -> DataFrame:
    """The documents of an input as rows of ``id``, ``text``, ``source`` and ``error``.

    Names ending in ``.jsonl``, ``.ndjson``, ``.csv`` or ``.parquet`` are tables with a document per row; in Parquet, the
    texts may also be the bytes of files.  All else is a file, a folder of files, searched recursively, or a pattern such as
    ``reports/*.docx``; the id of a document is then its path.  Spark ignores empty files, and those whose names start with
    ``.`` or ``_``.

    :param name: a path or an address that Spark can read.
    :param text: the column of the texts; ``id`` is the column of the ids.
    :param max_chars: files whose size implies more characters are not read.
    :raises ValueError: a column is missing.
    """
    kind = _ROWS.search(name)
    if kind is None:
        return _files(spark, name, max_chars)
    if kind[1].lower() in ("jsonl", "ndjson"):
        return _lines(spark, name, text, id)
    if kind[1].lower() == "csv":
        return _rows(spark.read.csv(name, header=True, multiLine=True, escape='"'), name, text, id)
    return _rows(spark.read.parquet(name), name, text, id)


def _files(spark: SparkSession, name: str, max_chars: int) -> DataFrame:
    from pyspark.sql.functions import col, lit, regexp_replace

    longest = _WIDEST * (1 + max_chars)
    below = "" if Path(name).is_absolute() else re.escape(f"{Path.cwd()}/")
    found = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(name)
    found = found.withColumn("id", regexp_replace("path", f"^file:(?://)?(?:{below})?", "")).withColumn(
        "source", col("id")
    )
    whole = found.where(col("length") <= longest)  # Spark checks the length before reading
    return whole.select("id", col("content").alias("text"), "source", lit(None).cast("string").alias("error")).union(
        found.where(col("length") > longest).select(
            "id", lit(None).cast("binary"), "source", lit(too_long("", max_chars).problem)
        )
    )


def _lines(spark: SparkSession, name: str, text: str, id: str) -> DataFrame:
    from pyspark.sql.types import StringType, StructField, StructType

    schema = StructType([StructField(column, StringType()) for column in dict.fromkeys([id, text, _BROKEN])])
    found = spark.read.schema(schema).json(name, columnNameOfCorruptRecord=_BROKEN)
    return _rows(found, name, text, id, f"if(`{_BROKEN}` is not null, 'expected a JSON object', null)")


def _rows(found: DataFrame, name: str, text: str, id: str, error: str = "null") -> DataFrame:
    from pyspark.sql.functions import coalesce, expr, lit, when

    for column in (text, id):
        if column not in found.columns:
            raise ValueError(f"{name}: no column {column!r}; the columns are {', '.join(found.columns)}")
    content = found[_quoted(text)]
    missing = when(content.isNull(), lit(f"no text in column {text}"))
    return found.select(
        found[_quoted(id)].cast("string").alias("id"),
        content.alias("text"),
        lit(name).alias("source"),
        coalesce(expr(error).cast("string"), missing).alias("error"),
    )


def _quoted(column: str) -> str:
    """A column name escaped for Spark SQL: a dot would access a struct."""
    return "`" + column.replace("`", "``") + "`"
