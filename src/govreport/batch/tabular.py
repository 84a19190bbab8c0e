"""Texts in the rows of JSON Lines, CSV and Parquet, read row by row."""

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
"""The columns tried for the text, in order."""
IDS: Final = ("id",)
_SAMPLE: Final = 1 << 16
"""In bytes: the sample from which the encoding of a CSV file is detected."""
_ESCAPED: Final = 6
"""In bytes: the maximum length of a character in JSON, as in ``\\u4e00``."""
_AT_ONCE: Final = 64
"""Rows per batch of Parquet."""


@frozen
class Columns:
    """The columns of texts and ids; None for the usual names."""

    text: str | None = None
    id: str | None = None


@frozen
class Row:
    """A row: its text, or an error."""

    number: int
    """Counted from 1; in JSON Lines the line number."""
    id: str | None = None
    content: str | bytes | None = None
    error: str | None = None
    read: float | None = None
    """The share of the table read so far, if its position in the file does not show it."""


def rows(file: IO[bytes], name: str, columns: Columns, *, encoding: str | None, max_chars: int) -> Iterator[Row]:
    """The rows of a table, without empty lines.

    :param name: the name of the table; its suffix determines the format.
    :param encoding: of CSV; None to detect it.
    :raises ValueError: a column is missing; the message lists the existing ones.
    :raises Exception: the table is damaged; the type depends on the damage.
    """
    suffix = name.lower()
    if suffix.endswith((".csv", ".tsv")):
        return _separated(file, "\t" if suffix.endswith(".tsv") else ",", columns, encoding, max_chars)
    if suffix.endswith(".parquet"):
        return _parquet(file, columns)
    return _lines(file, columns, max_chars)


def _lines(file: IO[bytes], columns: Columns, max_chars: int) -> Iterator[Row]:
    longest = _ESCAPED * max_chars + _SAMPLE  # room for other columns
    number = 0
    while line := file.readline(longest):
        number += 1
        if len(line) == longest and not line.endswith(b"\n"):
            while not line.endswith(b"\n") and (line := file.readline(_SAMPLE)):
                pass
            yield Row(number, error=f"line longer than {longest:,} bytes")
        elif line.strip():
            yield _line(number, line, columns)


def _line(number: int, line: bytes, columns: Columns) -> Row:
    try:
        value = json.loads(line.strip())
    except (ValueError, RecursionError) as error:
        return Row(number, error=f"invalid JSON: {error}")
    if not isinstance(value, dict):
        return Row(number, error=f"expected a JSON object, not {type(value).__name__}")
    try:
        return _row(number, value, *_chosen(list(value), columns))
    except ValueError as error:
        return Row(number, error=str(error))


def _separated(
    file: IO[bytes], separator: str, columns: Columns, encoding: str | None, max_chars: int
) -> Iterator[Row]:
    buffered = io.BufferedReader(cast("io.RawIOBase", file), _SAMPLE)  # it only calls readinto
    codec = encoding or detect(buffered.peek(_SAMPLE))
    # The limit applies to the whole process, and is 131,072 characters by default.
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
    """The columns of texts and ids."""
    text = next((name for name in ((columns.text,) if columns.text else TEXTS) if name in names), None)
    id = next((name for name in ((columns.id,) if columns.id else IDS) if name in names), None)
    there = ", ".join(names) or "none"
    if text is None:
        asked = columns.text or ", ".join(TEXTS)
        raise ValueError(f"no column {asked}; choose one with --text-column: {there}")
    if id is None and columns.id:
        raise ValueError(f"no column {columns.id}; choose one with --id-column: {there}")
    return text, id


def _row(number: int, value: Mapping[str, Any], text: str, id: str | None) -> Row:
    content, called = value.get(text), value.get(id) if id is not None else None
    name = None if called is None or called == "" else str(called)
    if isinstance(content, (str, bytes)):
        return Row(number, name, content)
    return Row(
        number, name, error=f"no text in column {text}" + ("" if content is None else f", but {type(content).__name__}")
    )
