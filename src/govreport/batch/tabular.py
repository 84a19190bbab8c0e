"""Texts in the rows of JSON Lines, CSV and Parquet, one row at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, Final, cast

from attrs import frozen

from govreport.text.encodings import detect

TABLES: Final = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
"""The suffixes of tables."""
TEXTS: Final = ("text", "content", "正文", "body")
"""The columns that are tried for the text, in this order."""
IDS: Final = ("id",)
_SAMPLE: Final = 1 << 16
"""In bytes; what the encoding of a CSV file is told from."""
_ESCAPED: Final = 6
"""In bytes: how long a character can be in JSON, as in ``\\u4e00``."""
_AT_ONCE: Final = 64
"""Rows of Parquet."""


@frozen
class Columns:
    """Which columns hold the texts and their ids; None for the usual names."""

    text: str | None = None
    id: str | None = None


@frozen
class Row:
    """A row: its text, or what is wrong with it."""

    number: int
    """Counted from 1; in JSON Lines that of the line."""
    id: str | None = None
    content: str | bytes | None = None
    error: str | None = None
    read: float | None = None
    """The share of the table that was read, where its place in the file does not tell."""


def rows(file: IO[bytes], name: str, columns: Columns, *, encoding: str | None, max_chars: int) -> Iterator[Row]:
    """The rows of a table, empty lines left out.

    :param name: what the table is called; its suffix tells what it is.
    :param encoding: of CSV; told from its bytes when None.
    :raises ValueError: the table has no such columns; the message names those that it has.
    :raises Exception: the table is damaged; of what kind depends on the damage.
    """
    suffix = name.lower()
    if suffix.endswith((".csv", ".tsv")):
        return _separated(file, "\t" if suffix.endswith(".tsv") else ",", columns, encoding, max_chars)
    if suffix.endswith(".parquet"):
        return _parquet(file, columns)
    return _lines(file, columns, max_chars)


def _lines(file: IO[bytes], columns: Columns, max_chars: int) -> Iterator[Row]:
    longest = _ESCAPED * max_chars + _SAMPLE  # the rest is for other columns
    number = 0
    while line := file.readline(longest):
        number += 1
        if len(line) == longest and not line.endswith(b"\n"):
            while not line.endswith(b"\n") and (line := file.readline(_SAMPLE)):
                pass
            yield Row(number, error=f"a line of more than {longest:,} bytes")
        elif line.strip():
            yield _line(number, line, columns)


def _line(number: int, line: bytes, columns: Columns) -> Row:
    try:
        value = json.loads(line.strip())
    except (ValueError, RecursionError) as error:
        return Row(number, error=f"no JSON: {error}")
    if not isinstance(value, dict):
        return Row(number, error=f"no JSON object but {type(value).__name__}")
    try:
        return _row(number, value, *_chosen(list(value), columns))
    except ValueError as error:
        return Row(number, error=str(error))


def _separated(
    file: IO[bytes], separator: str, columns: Columns, encoding: str | None, max_chars: int
) -> Iterator[Row]:
    buffered = io.BufferedReader(cast("io.RawIOBase", file), _SAMPLE)  # all that it calls is readinto
    codec = encoding or detect(buffered.peek(_SAMPLE))
    # The limit is one for the whole process, and 131,072 characters unless it is raised.
    csv.field_size_limit(max(csv.field_size_limit(), max_chars + 1))
    with io.TextIOWrapper(buffered, codec, "replace", newline="") as lines:
        table = csv.DictReader(lines, delimiter=separator)
        if table.fieldnames is None:
            return
        chosen = _chosen(table.fieldnames, columns)
        for number, value in enumerate(table, 1):
            yield _row(number, value, *chosen)


def _parquet(file: IO[bytes], columns: Columns) -> Iterator[Row]:
    from pyarrow import parquet

    table = parquet.ParquetFile(file)
    text, id = _chosen(table.schema_arrow.names, columns)
    number = 0
    for batch in table.iter_batches(_AT_ONCE, columns=[text] if id is None else [text, id]):
        for value in batch.to_pylist():
            number += 1
            row = _row(number, value, text, id)
            yield Row(number, row.id, row.content, row.error, number / table.metadata.num_rows)


def _chosen(names: Sequence[str], columns: Columns) -> tuple[str, str | None]:
    """The columns of text and id."""
    text = next((name for name in ((columns.text,) if columns.text else TEXTS) if name in names), None)
    id = next((name for name in ((columns.id,) if columns.id else IDS) if name in names), None)
    there = ", ".join(names) or "none"
    if text is None:
        asked = columns.text or " or ".join(TEXTS)
        raise ValueError(f"no column {asked}; --text-column names one of those that are there: {there}")
    if id is None and columns.id:
        raise ValueError(f"no column {columns.id}; --id-column names one of those that are there: {there}")
    return text, id


def _row(number: int, value: Mapping[str, Any], text: str, id: str | None) -> Row:
    content, called = value.get(text), value.get(id) if id is not None else None
    name = None if called is None or called == "" else str(called)
    if isinstance(content, (str, bytes)):
        return Row(number, name, content)
    return Row(
        number, name, error=f"no text in column {text}" + ("" if content is None else f" but {type(content).__name__}")
    )
